package dev.triggered.csv;

import java.util.ArrayList;
import java.util.List;

/** Takes a row apart that comes line by line. */
final class CsvParser {
    private static final char QUOTE = '"';

    private final char separator;
    private final List<String> values = new ArrayList<>();
    private final StringBuilder quoted = new StringBuilder();
    private boolean open;
    private boolean broken;

    CsvParser(char separator) {
        this.separator = separator;
    }

    /** Says whether a quote is open, so that the row goes on on the next line. */
    boolean isOpen() {
        return open;
    }

    /** Says whether something stood behind a closing quote. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the length of what was read of a value whose quote is open. */
    int openLength() {
        return quoted.length();
    }

    List<String> values() {
        return values;
    }

    /** Takes a line; nothing more may come when the row is broken. */
    void take(String line) {
        int place = 0;
        if (open) {
            quoted.append('\n');
            place = readQuoted(line, 0);
        } else if (!line.isEmpty() && line.charAt(0) == QUOTE) {
            place = readQuoted(line, 1);
        } else {
            place = readPlain(line, 0);
        }
        while (!open && !broken && place < line.length()) {
            int next = place + 1;
            boolean quote = next < line.length() && line.charAt(next) == QUOTE;
            place = quote ? readQuoted(line, next + 1) : readPlain(line, next);
        }
    }

    /** Reads a value up to a separator or the end of the line; returns where that is. */
    private int readPlain(String line, int from) {
        int found = line.indexOf(separator, from);
        int end = found < 0 ? line.length() : found;
        values.add(line.substring(from, end));
        return end;
    }

    /** Reads on behind an opening quote, up to the separator behind the closing one. */
    private int readQuoted(String line, int from) {
        int start = from;
        while (true) {
            int quote = line.indexOf(QUOTE, start);
            if (quote < 0) {
                quoted.append(line, start, line.length());
                open = true;
                return line.length();
            }
            quoted.append(line, start, quote);
            boolean doubled = quote + 1 < line.length() && line.charAt(quote + 1) == QUOTE;
            if (!doubled) {
                return close(line, quote + 1);
            }
            quoted.append(QUOTE);
            start = quote + 2;
        }
    }

    private int close(String line, int end) {
        open = false;
        broken = end < line.length() && line.charAt(end) != separator;
        values.add(quoted.toString());
        quoted.setLength(0);
        return end;
    }
}
