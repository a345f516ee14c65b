package dev.triggered.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What one connection received: every octet, and the command lines; nothing of it in a server that only counts. */
final class SmtpConnectionLog {
    private final int number;
    private final boolean countOnly;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();

    SmtpConnectionLog(int number, boolean countOnly) {
        this.number = number;
        this.countOnly = countOnly;
    }

    int number() {
        return number;
    }

    synchronized void octets(byte[] buffer, int offset, int length) {
        if (!countOnly) {
            octets.write(buffer, offset, length);
        }
    }

    synchronized void line(String line) {
        if (!countOnly) {
            lines.add(line);
        }
    }

    synchronized byte[] octets() {
        return octets.toByteArray();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
