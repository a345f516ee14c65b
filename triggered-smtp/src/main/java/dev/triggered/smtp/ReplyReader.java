package dev.triggered.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        int end = endOfLine(position);
        if (end < 0) {
            return readDividedLine();
        }
        String line = lineOf(buffer, position, end);
        position = end + 1;
        return line;
    }

    /** Reads a line that is not in the buffer as a whole. */
    private String readDividedLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int end = -1;
        while (end < 0) {
            line.write(buffer, position, limit - position);
            if (line.size() > LONGEST_LINE) {
                throw new GarbledReplyException(
                        line.toString(StandardCharsets.UTF_8).substring(0, 80));
            }
            fill();
            end = endOfLine(0);
        }
        line.write(buffer, 0, end);
        position = end + 1;
        return lineOf(line.toByteArray(), 0, line.size());
    }

    private void fill() throws IOException {
        position = 0;
        limit = 0;
        int count = in.read(buffer);
        if (count < 0) {
            throw new EOFException("the relay closed the connection");
        }
        limit = count;
    }

    private int endOfLine(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String lineOf(byte[] bytes, int from, int end) throws GarbledReplyException {
        int length = (end > from && bytes[end - 1] == '\r' ? end - 1 : end) - from;
        String line = new String(bytes, from, Math.min(length, LONGEST_LINE), StandardCharsets.UTF_8);
        if (length > LONGEST_LINE) {
            throw new GarbledReplyException(line.substring(0, 80));
        }
        return line;
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
        return (line.charAt(0) - '0') * 100 + (line.charAt(1) - '0') * 10 + line.charAt(2) - '0';
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
