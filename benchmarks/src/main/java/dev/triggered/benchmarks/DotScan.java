package dev.triggered.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The end of the content after DATA (RFC 5321, section 4.5.2). */
final class DotScan {
    /** Of {@code CR LF . CR LF}. */
    static final int LENGTH = 5;

    private DotScan() {}

    /** Returns where the end begins, or -1 where the buffer has none. It looks at every fifth byte where it can. */
    static int find(ByteBuffer in) {
        int limit = in.limit();
        int last = in.position() + LENGTH - 1;
        while (last < limit) {
            byte b = in.get(last);
            if (b == '\n') {
                if (in.get(last - 1) == '\r'
                        && in.get(last - 2) == '.'
                        && in.get(last - 3) == '\n'
                        && in.get(last - 4) == '\r') {
                    return last - LENGTH + 1;
                }
                last += 3;
            } else if (b == '\r') {
                last += 1;
            } else {
                last += b == '.' ? 2 : LENGTH;
            }
        }
        return -1;
    }

    /** Returns the mail in content that begins with the line end before it: without that, and without the dots that were added. */
    static byte[] plain(byte[] content) {
        ByteArrayOutputStream mail = new ByteArrayOutputStream(content.length);
        for (int i = 2; i < content.length; i++) {
            boolean added = content[i] == '.' && content[i - 1] == '\n' && content[i - 2] == '\r';
            if (!added) {
                mail.write(content[i]);
            }
        }
        return mail.toByteArray();
    }
}
