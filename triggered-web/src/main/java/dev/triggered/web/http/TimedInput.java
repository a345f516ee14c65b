package dev.triggered.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content that has to come in time. */
final class TimedInput extends FilterInputStream {
    private final TimeLimit limit;

    TimedInput(InputStream in, TimeLimit limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        limit.enter();
        int octet = -1;
        try {
            octet = in.read();
            return octet;
        } finally {
            limit.leave(octet < 0 ? 0 : 1);
        }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        limit.enter();
        int count = 0;
        try {
            count = in.read(bytes, from, length);
            return count;
        } finally {
            limit.leave(Math.max(0, count));
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] skipped = new byte[(int) Math.min(bytes, 8_192)];
        return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Whoever owns the request closes it. */
    @Override
    public void close() {}
}
