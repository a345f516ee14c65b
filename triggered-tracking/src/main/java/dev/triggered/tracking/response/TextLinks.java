package dev.triggered.tracking.response;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the addresses of the web in plain text. */
final class TextLinks {
    private static final Pattern ADDRESS = Pattern.compile("\\bhttps?://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);
    private static final String NO_END = ".,;:!?'*_";

    private TextLinks() {}

    static List<Mark> of(String text) {
        List<Mark> marks = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() > WebTarget.LONGEST) {
                continue;
            }
            int end = end(text, matcher.start(), matcher.end());
            marks.add(new Mark(matcher.start(), end, Optional.of(text.substring(matcher.start(), end))));
        }
        return marks;
    }

    /** Leaves the marks of the sentence out, and a bracket that was opened before the address. */
    private static int end(String text, int start, int found) {
        int end = found;
        while (end > start && (NO_END.indexOf(text.charAt(end - 1)) >= 0 || closesOutside(text, start, end))) {
            end--;
        }
        return end;
    }

    /** Says whether an address ends with a bracket that it does not open. */
    private static boolean closesOutside(String text, int start, int end) {
        int kind = ")]}".indexOf(text.charAt(end - 1));
        if (kind < 0) {
            return false;
        }
        int open = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            open += c == "([{".charAt(kind) ? 1 : 0;
            open -= c == ")]}".charAt(kind) ? 1 : 0;
        }
        return open < 0;
    }
}
