package dev.triggered.web.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An answer of which each part has to be taken in time. */
final class TimedOutput extends FilterOutputStream {
    private static final int PART = 65_536;

    private final TimeLimit limit;

    TimedOutput(OutputStream out, TimeLimit limit) {
        super(out);
        this.limit = limit;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; done += PART) {
            limit.restart();
            limit.enter();
            try {
                out.write(bytes, from + done, Math.min(PART, length - done));
            } finally {
                limit.leave(0);
            }
        }
    }

    /** What is written goes out when the answer ends. */
    @Override
    public void flush() {}

    @Override
    public void close() {}
}
