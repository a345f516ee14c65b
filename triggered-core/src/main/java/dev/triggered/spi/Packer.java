package dev.triggered.spi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers and texts as few bytes, which an {@link Unpacker} reads. */
final class Packer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    /** Writes a number in four bytes, the highest first. */
    Packer fixed(int number) {
        return octet(number >>> 24).octet(number >>> 16).octet(number >>> 8).octet(number);
    }

    /** Writes a number, seven bits in each byte, the lowest first. */
    Packer number(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    Packer text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    Packer raw(byte[] packed) {
        bytes.writeBytes(packed);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private Packer octet(int octet) {
        bytes.write(octet);
        return this;
    }
}
