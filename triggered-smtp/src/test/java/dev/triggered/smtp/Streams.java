package dev.triggered.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Contents of attachments for tests. */
final class Streams {
    private Streams() {}

    /** Returns so many bytes, none of them held. */
    static InputStream of(long length) {
        return new Generated(length, false);
    }

    /** Returns so many bytes and then an error. */
    static InputStream breakingAfter(long length) {
        return new Generated(length, true);
    }

    private static final class Generated extends InputStream {
        private final boolean breaks;
        private long left;

        Generated(long length, boolean breaks) {
            this.left = length;
            this.breaks = breaks;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && breaks) {
                throw new IOException("the disk is gone");
            }
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(bytes, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }
    }
}
