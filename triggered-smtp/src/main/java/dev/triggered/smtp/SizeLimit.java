package dev.triggered.smtp;

import java.io.IOException;
import java.io.OutputStream;

/** Passes a mail on until it is larger than the relay permits (RFC 1870). */
final class SizeLimit extends OutputStream {
    private final OutputStream out;
    private final long most;
    private long count;

    /**
     * Creates a limit.
     *
     * @param most the most octets; 0 for no limit
     */
    SizeLimit(OutputStream out, long most) {
        this.out = out;
        this.most = most;
    }

    static UnsendableException exceeded(long most) {
        return new UnsendableException("5.3.4", "the mail is larger than the " + most + " octets that the relay takes");
    }

    @Override
    public void write(int b) throws IOException {
        add(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        add(length);
        out.write(bytes, offset, length);
    }

    private void add(int length) throws UnsendableException {
        count += length;
        if (most > 0 && count > most) {
            throw exceeded(most);
        }
    }
}
