package dev.triggered.templates;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a template into text and tags by the rules of the Mustache specification: a tag that stands alone on its line takes the
 * line with it, and delimiters hold until they are changed again.
 */
final class Scanner {
    /** The sigils of tags that take their line with them. */
    private static final String LINE_TAKERS = "#^/<$>!=";

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String SIGILS = "#^/<$>&%";

    private final String source;
    private final String text;
    private final Faults faults;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<OpenLayout> layouts = new ArrayDeque<>();
    private String open = "{{";
    private String close = "}}";
    private int position;
    private int countedTo;
    private int line = 1;

    /**
     * A piece of the template.
     *
     * @param sigil the tag's sigil; {@link #TEXT} or {@link #VALUE} where there is none
     * @param content the text, or what stands in the tag
     * @param place where it begins
     * @param indent the blanks before a tag that stands alone on its line
     */
    record Token(char sigil, String content, Place place, String indent) {
        static final char TEXT = 't';
        static final char VALUE = 'v';
    }

    /** A layout whose end was not seen yet. */
    private record OpenLayout(String name, boolean beganLine) {}

    Scanner(String source, String text, Faults faults) {
        this.source = source;
        this.text = text;
        this.faults = faults;
    }

    List<Token> scan() {
        while (position < text.length()) {
            int start = text.indexOf(open, position);
            if (start < 0) {
                addText(text.length());
                position = text.length();
            } else {
                scanTag(start);
            }
        }
        return tokens;
    }

    private void scanTag(int start) {
        Place place = placeOf(start);
        int inner = start + open.length();
        boolean empty = inner == text.length() || text.startsWith(close, inner);
        char sigil = empty ? ' ' : text.charAt(inner);
        String closing = closingOf(sigil);
        int from = closing.equals(close) ? inner : inner + 1;
        int end = text.indexOf(closing, from);
        if (end < 0) {
            addText(start);
            faults.add(place, "a tag begins with " + open + " and is not closed by " + closing);
            position = text.length();
            return;
        }
        String content = text.substring(from, end);
        String indent = takeLine(start, end + closing.length(), sigil, content);
        switch (sigil) {
            case '!' -> {} // a comment
            case '=' -> changeDelimiters(content, place);
            case '{' -> tokens.add(new Token('&', content.strip(), place, indent));
            default -> addTag(sigil, content, place, indent);
        }
    }

    private String closingOf(char sigil) {
        return switch (sigil) {
            case '{' -> "}" + close;
            case '=' -> "=" + close;
            default -> close;
        };
    }

    private void addTag(char sigil, String content, Place place, String indent) {
        boolean plain = SIGILS.indexOf(sigil) < 0;
        tokens.add(new Token(plain ? Token.VALUE : sigil, plain ? content.strip() : nameIn(content), place, indent));
    }

    /** Adds the text before a tag and moves behind the tag; returns the blanks before a tag that stands alone. */
    private String takeLine(int start, int end, char sigil, String content) {
        int lineStart = start;
        while (lineStart > 0 && isBlank(text.charAt(lineStart - 1))) {
            lineStart--;
        }
        int after = end;
        while (after < text.length() && isBlank(text.charAt(after))) {
            after++;
        }
        boolean begins = lineStart == 0 || text.charAt(lineStart - 1) == '\n';
        boolean ends = endsLine(after);
        boolean alone = begins && ends && LINE_TAKERS.indexOf(sigil) >= 0;
        boolean takesStart = alone || (begins && sigil == '<');
        boolean endsLayout = endsLayoutOfLine(sigil, content, begins);
        addText(takesStart ? lineStart : start);
        position = alone || (ends && endsLayout) ? Math.min(afterBreak(after), text.length()) : end;
        return takesStart ? text.substring(lineStart, start) : "";
    }

    /** Follows the layouts that are open; says whether this tag closes one that began its line. */
    private boolean endsLayoutOfLine(char sigil, String content, boolean begins) {
        if (sigil == '<') {
            layouts.push(new OpenLayout(nameIn(content), begins));
        } else if (sigil == '/'
                && !layouts.isEmpty()
                && layouts.element().name().equals(nameIn(content))) {
            return layouts.pop().beganLine();
        }
        return false;
    }

    private boolean endsLine(int index) {
        return index == text.length() || text.charAt(index) == '\n' || text.startsWith("\r\n", index);
    }

    private int afterBreak(int index) {
        return text.startsWith("\r\n", index) ? index + 2 : index + 1;
    }

    private void changeDelimiters(String content, Place place) {
        String[] parts = SPACE.split(content.strip(), -1);
        if (parts.length != 2 || content.indexOf('=') >= 0) {
            faults.add(place, "delimiters are changed like this: " + open + "=<% %>=" + close);
            return;
        }
        open = parts[0];
        close = parts[1];
    }

    private void addText(int end) {
        if (end > position) {
            tokens.add(new Token(Token.TEXT, text.substring(position, end), new Place(source, line), ""));
        }
    }

    private Place placeOf(int index) {
        for (; countedTo < index; countedTo++) {
            if (text.charAt(countedTo) == '\n') {
                line++;
            }
        }
        return new Place(source, line);
    }

    private static String nameIn(String content) {
        return content.substring(1).strip();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
