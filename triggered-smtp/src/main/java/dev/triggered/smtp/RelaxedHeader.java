package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a header, octet by octet in characters, after the relaxed canonicalization (RFC 6376, section 3.4.2). */
final class RelaxedHeader {
    private final List<Field> fields;

    private RelaxedHeader(List<Field> fields) {
        this.fields = fields;
    }

    /** Reads the first octets of an array, whose lines end with CR LF. */
    static RelaxedHeader of(byte[] header, int length) {
        String text = new String(header, 0, length, StandardCharsets.ISO_8859_1);
        List<Field> fields = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = endOfField(text, from);
            fields.add(field(text.substring(from, to)));
            from = Math.min(text.length(), to + 2);
        }
        return new RelaxedHeader(fields);
    }

    /** Returns a field's name in lower case, a colon, and its value on one line. */
    static Field field(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a header field without a colon");
        }
        StringBuilder line = new StringBuilder(text.length());
        line.append(text.substring(0, colon).strip().toLowerCase(Locale.ROOT));
        String name = line.toString();
        line.append(':');
        boolean space = false;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                space |= c == ' ' || c == '\t';
                continue;
            }
            if (space && line.length() > name.length() + 1) {
                line.append(' ');
            }
            space = false;
            line.append(c);
        }
        return new Field(name, line.toString());
    }

    /** Returns the fields of a name, the last one first, as they are signed (RFC 6376, section 5.4.2). */
    List<Field> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<Field> found = new ArrayList<>();
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).name.equals(lower)) {
                found.add(fields.get(i));
            }
        }
        return found;
    }

    private static int endOfField(String text, int from) {
        int to = text.indexOf("\r\n", from);
        while (to >= 0 && to + 2 < text.length() && (text.charAt(to + 2) == ' ' || text.charAt(to + 2) == '\t')) {
            to = text.indexOf("\r\n", to + 2);
        }
        return to < 0 ? text.length() : to;
    }

    /**
     * A field.
     *
     * @param name its name in lower case
     * @param line all of it, without a line end
     */
    record Field(String name, String line) {}
}
