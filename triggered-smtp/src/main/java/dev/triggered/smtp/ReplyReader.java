package dev.triggered.smtp;

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
    private static final int CODE = 3;

    private final InputStream in;
    private final byte[] buffer = new byte[2 * LONGEST_LINE];
    private int position;
    private int limit;
    private int lineStart;
    private int lineEnd;

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
        readLine();
        int code = code();
        if (isLast()) {
            return new Reply(code, List.of(text()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(text());
        while (!isLast()) {
            readLine();
            if (code() != code || lines.size() == MOST_LINES) {
                throw garbled();
            }
            lines.add(text());
        }
        return new Reply(code, List.copyOf(lines));
    }

    /** Says whether bytes were read that no reply has used yet. */
    boolean hasBuffered() {
        return position < limit;
    }

    /** Goes to the next line, waiting for the end of it. */
    private void readLine() throws IOException {
        int end = endOfLine(position);
        while (end < 0) {
            takeLine(limit);
            int seen = limit - position;
            fill();
            end = endOfLine(seen);
        }
        takeLine(end);
        position = end + 1;
    }

    /** Reads more behind what is there, which it moves to the beginning. */
    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new EOFException("the relay closed the connection");
        }
        limit += count;
    }

    private int endOfLine(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Takes what is there up to an end as the line, without its CR; however it is cut, it may be as long. */
    private void takeLine(int end) throws GarbledReplyException {
        lineStart = position;
        lineEnd = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
        if (lineEnd - lineStart > LONGEST_LINE) {
            throw garbled();
        }
    }

    private int code() throws GarbledReplyException {
        int length = lineEnd - lineStart;
        boolean shaped = length >= CODE
                && buffer[lineStart] >= '2'
                && buffer[lineStart] <= '5'
                && isDigit(buffer[lineStart + 1])
                && isDigit(buffer[lineStart + 2])
                && (length == CODE || buffer[lineStart + CODE] == ' ' || buffer[lineStart + CODE] == '-');
        if (!shaped) {
            throw garbled();
        }
        return (buffer[lineStart] - '0') * 100 + (buffer[lineStart + 1] - '0') * 10 + buffer[lineStart + 2] - '0';
    }

    private boolean isLast() {
        return lineEnd - lineStart == CODE || buffer[lineStart + CODE] == ' ';
    }

    private String text() {
        int from = lineStart + CODE + 1;
        return from >= lineEnd ? "" : new String(buffer, from, lineEnd - from, StandardCharsets.UTF_8);
    }

    private GarbledReplyException garbled() {
        return new GarbledReplyException(new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8));
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
