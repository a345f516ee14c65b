package dev.triggered.jdbc;

import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** The hashes of idempotency keys, which come as hexadecimal text and are kept as bytes. */
final class Hashes {
    private static final HexFormat HEX = HexFormat.of();

    private Hashes() {}

    static byte[] occurrence(IdempotencyKey key) {
        return HEX.parseHex(key.occurrence());
    }

    static byte[] fingerprint(IdempotencyKey key) {
        return HEX.parseHex(key.fingerprint());
    }

    /** Returns an occurrence as a database keeps 128 bits. */
    static UUID uuid(IdempotencyKey key) {
        ByteBuffer bytes = ByteBuffer.wrap(occurrence(key));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    static String text(byte[] hash) {
        return HEX.formatHex(hash);
    }
}
