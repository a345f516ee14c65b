package dev.triggered.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content that ends the request where it is longer than it may be. */
final class LimitedBody extends FilterInputStream {
    private final long limit;
    private long read;

    LimitedBody(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) {
        read += more;
        if (read > limit) {
            throw tooLong(limit);
        }
    }

    static ProblemException tooLong(long limit) {
        return new ProblemException(413, "the content is longer than " + limit + " bytes: send less at once");
    }
}
