package dev.triggered.tracking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a report says to people, without the original that it returns behind it.
 *
 * @param lines its lines
 * @param returned the header of the original; empty where the text has none
 */
record ReportText(List<String> lines, Header returned) {
    private static final int MOST_LINES = 5_000;
    private static final int MANY_QUOTED = 8;
    private static final int LONGEST_SEPARATOR = 160;
    private static final String DECORATION = " -=_.:#~+>";
    private static final Set<String> TRACES =
            Set.of("return-path", "received", "message-id", "dkim-signature", "domainkey-signature", "mime-version");
    private static final Set<String> WRITTEN = Set.of("from", "to", "date", "subject", "cc", "reply-to", "sender");

    static ReportText of(String text, PatternTable patterns) {
        List<String> lines = unquoted(text.lines().limit(MOST_LINES).toList());
        for (int i = 0; i < lines.size(); i++) {
            if (isSeparator(lines.get(i), patterns)) {
                return cut(lines, i, i + 1);
            }
            if (isHeader(lines, i)) {
                return cut(lines, i, i);
            }
        }
        return new ReportText(lines, Header.read(Octets.NONE));
    }

    /** Takes the marks away from a report that a person handed on by quoting it, and the header of the report too. */
    private static List<String> unquoted(List<String> lines) {
        if (lines.stream().filter(line -> line.startsWith("> ")).count() < MANY_QUOTED) {
            return lines;
        }
        List<String> plain = new ArrayList<>();
        boolean inHeader = true;
        for (String line : lines) {
            String text = line.startsWith("> ") ? line.substring(2) : line.startsWith(">") ? line.substring(1) : line;
            if (!inHeader || !line.startsWith(">")) {
                plain.add(text);
            } else {
                inHeader = !text.isBlank();
            }
        }
        return plain;
    }

    private static ReportText cut(List<String> lines, int end, int original) {
        StringBuilder rest = new StringBuilder();
        for (String line : lines.subList(beginOfHeader(lines, original), lines.size())) {
            rest.append(line).append('\n');
        }
        byte[] bytes = rest.toString().getBytes(StandardCharsets.UTF_8);
        return new ReportText(lines.subList(0, end), Header.read(new Octets(bytes, 0, bytes.length)));
    }

    /** Passes over lines between the separator and the header. */
    private static int beginOfHeader(List<String> lines, int from) {
        for (int i = from; i < Math.min(lines.size(), from + 10); i++) {
            String name = fieldName(lines.get(i));
            if (TRACES.contains(name) || WRITTEN.contains(name)) {
                return i;
            }
        }
        return from;
    }

    private static boolean isSeparator(String line, PatternTable patterns) {
        String stripped = line.strip();
        return stripped.length() > 8
                && stripped.length() < LONGEST_SEPARATOR
                && patterns.find("original", "^" + undecorated(PlainText.of(stripped)) + "$")
                        .isPresent();
    }

    private static String undecorated(String line) {
        int begin = 0;
        int end = line.length();
        while (begin < end && DECORATION.indexOf(line.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && DECORATION.indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(begin, end);
    }

    /** Says whether the header of a mail begins at a line: a trace of its way, or three fields of those that people see. */
    private static boolean isHeader(List<String> lines, int index) {
        String name = fieldName(lines.get(index));
        if (TRACES.contains(name)) {
            return true;
        }
        if (!WRITTEN.contains(name)) {
            return false;
        }
        Set<String> found = new HashSet<>();
        for (int i = index; i < Math.min(lines.size(), index + 5); i++) {
            String next = fieldName(lines.get(i));
            if (WRITTEN.contains(next) || TRACES.contains(next)) {
                found.add(next);
            }
        }
        return found.size() >= 3;
    }

    /** Returns the name of the field that a line begins with, in lower case, or an empty text. */
    private static String fieldName(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || colon > 20 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            return "";
        }
        return line.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    String text() {
        return String.join("\n", lines);
    }
}
