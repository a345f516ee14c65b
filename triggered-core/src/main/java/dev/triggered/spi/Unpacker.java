package dev.triggered.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link Packer} has written. */
final class Unpacker {
    private final ByteBuffer bytes;

    Unpacker(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int fixed() {
        return bytes.getInt();
    }

    long number() {
        long number = 0;
        int shift = 0;
        byte octet;
        do {
            octet = bytes.get();
            number |= (octet & 0x7fL) << shift;
            shift += 7;
        } while (octet < 0 && shift < Long.SIZE);
        return number;
    }

    String text() {
        byte[] encoded = new byte[Math.toIntExact(number())];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }
}
