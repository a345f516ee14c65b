package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;

/** The fields of a header, unfolded, in their order. Values are as on the wire: one character for each octet, words not decoded. */
final class Header {
    private static final int MOST_FIELDS = 500;
    private static final int LONGEST_VALUE = 8_192;
    private static final int LONGEST_NAME = 80;
    /** What no name of a field has: the line is one of a text, then. */
    private static final String NO_NAME = "<>@";

    private final List<String> names = new ArrayList<>();
    private final List<StringBuilder> values = new ArrayList<>();
    private int end;

    private Header() {}

    /**
     * Reads the fields at the beginning of a part. They end at an empty line, or, where that is missing, at a line that is no field and
     * has none behind it.
     */
    static Header read(Octets part) {
        Header header = new Header();
        int line = skipEmptyLines(part);
        while (line < part.to()) {
            int end = part.endOfLine(line);
            int next = part.nextLine(end);
            if (end == line) {
                header.end = next;
                return header;
            }
            if (!header.take(part, line, end) && !isField(part, next)) {
                header.end = line;
                return header;
            }
            line = next;
        }
        header.end = part.to();
        return header;
    }

    private static int skipEmptyLines(Octets part) {
        int line = part.from();
        while (line < part.to() && part.endOfLine(line) == line) {
            line = part.nextLine(line);
        }
        return line;
    }

    private boolean take(Octets part, int line, int end) {
        byte first = part.bytes()[line];
        if (first == ' ' || first == '\t') {
            return continueValue(part.latin1(line, end).strip());
        }
        int colon = colon(part, line, end);
        if (colon < 0) {
            return false;
        }
        if (names.size() < MOST_FIELDS) {
            names.add(part.latin1(line, colon).strip());
            int valueEnd = Math.min(end, colon + 1 + LONGEST_VALUE);
            values.add(new StringBuilder(part.latin1(colon + 1, valueEnd).strip()));
        }
        return true;
    }

    private boolean continueValue(String text) {
        if (values.isEmpty()) {
            return false;
        }
        StringBuilder value = values.get(values.size() - 1);
        if (value.length() + text.length() < LONGEST_VALUE) {
            value.append(value.isEmpty() ? "" : " ").append(text);
        }
        return true;
    }

    private static boolean isField(Octets part, int line) {
        return line < part.to() && colon(part, line, part.endOfLine(line)) >= 0;
    }

    /** Returns where the colon of a field stands, or -1 if the line is none. */
    private static int colon(Octets part, int line, int end) {
        int limit = Math.min(end, line + LONGEST_NAME);
        for (int i = line; i < limit; i++) {
            byte b = part.bytes()[i];
            if (b == ':') {
                return i > line ? i : -1;
            }
            boolean nameEnds = b == ' ' || b == '\t';
            if (nameEnds ? !isColonNext(part, i, limit) : b < ' ' || NO_NAME.indexOf(b) >= 0) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isColonNext(Octets part, int from, int limit) {
        int i = from;
        while (i < limit && (part.bytes()[i] == ' ' || part.bytes()[i] == '\t')) {
            i++;
        }
        return i < limit && part.bytes()[i] == ':';
    }

    /** Returns where what follows the header begins. */
    int end() {
        return end;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Returns the value of the first field of that name, or an empty text. */
    String first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i).toString();
            }
        }
        return "";
    }

    boolean has(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    List<String> all(String name) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                all.add(values.get(i).toString());
            }
        }
        return all;
    }
}
