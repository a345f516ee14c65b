package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a mail, one mail after the other in the same memory. Grows as a mail needs it, and lets go again of what was more
 * than usual. Belongs to one thread at a time.
 */
final class MailBuffer {
    private static final int USUAL = 16 * 1024;
    private static final int LARGEST_KEPT = 1 << 20;
    private static final int LONGEST_LINE = 998;

    private final TextBody text = new TextBody();
    private final Base64Lines base64 = new Base64Lines();
    private byte[] bytes = new byte[USUAL];
    private int length;

    /** Begins anew. What was composed before is gone. */
    void clear() {
        length = 0;
        text.clear();
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[USUAL];
        }
    }

    /** Returns the array, of which the first {@link #length} bytes count, until more is written. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Sets how many bytes count. */
    void length(int newLength) {
        length = newLength;
    }

    /** Returns the array with room for so many bytes more. */
    byte[] room(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        return bytes;
    }

    /** Returns the workbench for texts, ready for this one. */
    TextBody text(String content) {
        text.read(content);
        return text;
    }

    /** Returns what encodes in base64 for this buffer. */
    Base64Lines base64() {
        return base64;
    }

    void put(int octet) {
        room(1)[length++] = (byte) octet;
    }

    void put(byte[] octets) {
        put(octets, octets.length);
    }

    void put(byte[] octets, int count) {
        System.arraycopy(octets, 0, room(count), length, count);
        length += count;
    }

    /** Adds a text in UTF-8. */
    void put(String characters) {
        int count = characters.length();
        byte[] out = room(count);
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = characters.charAt(i);
            if (c >= 0x80) {
                put(characters.getBytes(StandardCharsets.UTF_8));
                return;
            }
            out[at++] = (byte) c;
        }
        length = at;
    }

    /** Puts octets before all others. */
    void prepend(byte[] octets) {
        byte[] moved = room(octets.length);
        System.arraycopy(moved, 0, moved, octets.length, length);
        System.arraycopy(octets, 0, moved, 0, octets.length);
        length += octets.length;
    }

    /**
     * Ends a header field.
     *
     * @param name what it is called
     * @param from where it begins
     * @throws UnsendableException if it would be more than one field, or has a line that is too long; the field is gone then
     */
    void endField(String name, int from) throws UnsendableException {
        int lineStart = from;
        for (int i = from; i < length; i++) {
            byte b = bytes[i];
            if (b >= ' ' || b < 0 || b == '\t') {
                continue;
            }
            if (b != '\r' || i + 2 >= length || bytes[i + 1] != '\n' || bytes[i + 2] != ' ') {
                length = from;
                throw new UnsendableException("5.6.0", "the field " + name + " would hold a line break or a NUL");
            }
            requireShort(name, from, i - lineStart);
            lineStart = i + 2;
            i += 2;
        }
        requireShort(name, from, length - lineStart);
        put('\r');
        put('\n');
    }

    private void requireShort(String name, int from, int line) throws UnsendableException {
        if (line > LONGEST_LINE) {
            length = from;
            throw new UnsendableException("5.6.0", "the field " + name + " would be longer than a line may be");
        }
    }
}
