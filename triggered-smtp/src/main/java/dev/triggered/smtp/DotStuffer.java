package dev.triggered.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes a mail safe for DATA (RFC 5321, section 4.5.2): a dot that begins a line is doubled. Also the last defence against
 * smuggling: a lone CR or LF becomes CR LF, so that no relay can see the end of the mail where there is none, and a NUL is an
 * error.
 */
final class DotStuffer extends OutputStream {
    private static final int CR = '\r';
    private static final int LF = '\n';

    private final OutputStream out;
    private int previous = LF;

    DotStuffer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int start = offset;
        int end = offset + length;
        int i = afterPlain(bytes, offset, end);
        while (i < end) {
            int b = bytes[i];
            if (b == CR && isPlainEnd(bytes, i, end)) {
                i += 2;
                b = bytes[i];
            } else if (needsCare(b)) {
                out.write(bytes, start, i - start);
                start = i;
                before(b);
            }
            previous = b;
            i = afterPlain(bytes, i + 1, end);
        }
        out.write(bytes, start, end - start);
    }

    /** Returns where something stands that may need care: a control character, or what follows the end of a line. */
    private int afterPlain(byte[] bytes, int from, int end) {
        int i = from;
        if (previous == CR || previous == LF) {
            return i;
        }
        while (end - i >= Octets.AT_ONCE) {
            long marks = Octets.control(Octets.get(bytes, i));
            if (marks != 0) {
                return i + Octets.before(marks);
            }
            i += Octets.AT_ONCE;
        }
        while (i < end && (bytes[i] < 0 || bytes[i] >= ' ')) {
            i++;
        }
        return i;
    }

    /** Ends the mail with its lone dot. What follows is not part of it. */
    void end() throws IOException {
        if (previous == CR) {
            out.write(LF);
        } else if (previous != LF) {
            out.write(CR);
            out.write(LF);
        }
        out.write('.');
        out.write(CR);
        out.write(LF);
    }

    /** Says whether a line ends here as it should, and the next one begins with what can be passed over. */
    private boolean isPlainEnd(byte[] bytes, int at, int end) {
        return previous != CR && end - at > 2 && bytes[at + 1] == LF && bytes[at + 2] > '.';
    }

    private boolean needsCare(int b) {
        return switch (b) {
            case 0 -> true;
            case LF -> previous != CR;
            case '.' -> previous == LF || previous == CR;
            default -> previous == CR;
        };
    }

    /** Writes what has to stand between the byte before and this one. */
    private void before(int b) throws IOException {
        if (b == 0) {
            throw new UnsendableException("5.6.0", "the mail holds a NUL");
        }
        if (previous == CR) {
            out.write(LF);
        } else if (b == LF) {
            out.write(CR);
        }
        if (b == '.') {
            out.write('.');
        }
    }
}
