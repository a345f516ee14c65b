package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The content of an attachment in a database, of which one chunk at a time is in memory. */
final class KeptContent {
    private static final String SELECT =
            "SELECT body FROM triggered_chunk WHERE message = ? AND part = ? AND number = ?";

    private final Database database;
    private final MessageId message;
    private final int part;

    KeptContent(Database database, MessageId message, int part) {
        this.database = database;
        this.message = message;
        this.part = part;
    }

    InputStream open(long size) {
        return new Chunks(size);
    }

    private byte[] chunk(int number) throws IOException {
        try {
            return database.read(
                            session -> session.find(rows -> rows.getBytes(1), SELECT, message.value(), part, number))
                    .orElseThrow(() -> new IOException("an attachment of message " + message + " is no longer kept"));
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private final class Chunks extends InputStream {
        private long left;
        private int number;
        private int next;
        private byte[] chunk = {};

        Chunks(long size) {
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            if (next == chunk.length) {
                chunk = chunk(number++);
                next = 0;
            }
            int count = Math.min(length, chunk.length - next);
            System.arraycopy(chunk, next, into, offset, count);
            next += count;
            left -= count;
            return count;
        }
    }
}
