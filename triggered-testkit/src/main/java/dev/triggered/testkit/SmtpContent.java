package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** The content of a message as it comes in: counts all octets, keeps the first ones. */
final class SmtpContent {
    private static final int INITIAL = 4 * 1024;

    private final long most;
    private byte[] kept = new byte[INITIAL];
    private int length;
    private long size;

    SmtpContent(long most) {
        this.most = most;
    }

    void add(int octet) {
        if (size++ < most) {
            reserve(1);
            kept[length++] = (byte) octet;
        }
    }

    void add(byte[] octets, int count) {
        int fitting = (int) Math.max(0, Math.min(count, most - size));
        reserve(fitting);
        System.arraycopy(octets, 0, kept, length, fitting);
        length += fitting;
        size += count;
    }

    long size() {
        return size;
    }

    byte[] octets() {
        return Arrays.copyOf(kept, length);
    }

    String text() {
        return new String(kept, 0, length, ISO_8859_1);
    }

    private void reserve(int more) {
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + more, 2 * kept.length));
        }
    }
}
