package dev.triggered.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads replies (RFC 5321, section 4.2) from a stream, however they are cut into packets. Longer lines and more of them than the
 * RFC knows are taken, up to a limit, so that a relay gone mad costs no memory.
 */
final class ReplyReader {
    private static final int LONGEST_LINE = 4_096;
    private static final int MOST_LINES = 200;

    private final InputStream in;
    private final byte[] buffer = new byte[8_192];
    private int position;
    private int limit;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads one reply, waiting for it.
     *
     * @throws GarbledReplyException if what came is not a reply
     * @throws EOFException if the relay closed the connection
     */
    Reply read() throws IOException {
        String line = readLine();
        int code = codeOf(line);
        if (isLast(line)) {
            return new Reply(code, List.of(textOf(line)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(textOf(line));
        while (!isLast(line)) {
            line = readLine();
            if (codeOf(line) != code || lines.size() == MOST_LINES) {
                throw new GarbledReplyException(line);
            }
            lines.add(textOf(line));
        }
        return new Reply(code, List.copyOf(lines));
    }

    /** Says whether bytes were read that no reply has used yet. */
    boolean hasBuffered() {
        return position < limit;
    }

    private String readLine() throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        while (true) {
            int b = readByte();
            if (b == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            if (length == LONGEST_LINE) {
                throw new GarbledReplyException(new String(line, 0, 80, StandardCharsets.UTF_8));
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
    }

    private int readByte() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the relay closed the connection");
            }
            limit = count;
        }
        return buffer[position++] & 0xff;
    }

    private static int codeOf(String line) throws GarbledReplyException {
        boolean shaped = line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!shaped) {
            throw new GarbledReplyException(line);
        }
        return Integer.parseInt(line.substring(0, 3));
    }

    private static boolean isLast(String line) {
        return line.length() == 3 || line.charAt(3) == ' ';
    }

    private static String textOf(String line) {
        return line.length() <= 4 ? "" : line.substring(4);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
