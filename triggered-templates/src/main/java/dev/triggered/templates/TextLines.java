package dev.triggered.templates;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lays out plain text: joins words by single spaces, and lines by at most one blank line. */
final class TextLines {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> indents = new ArrayDeque<>();
    private String marker = "";
    private String separator = "";
    private int breaks;
    private boolean space;

    /** Adds text whose white space means no more than a space. */
    void inline(String text) {
        int end;
        for (int i = 0; i < text.length(); i = end) {
            end = endOfWord(text, i);
            if (end > i) {
                begin();
                out.append(text, i, end);
            } else {
                space |= isSpace(text.charAt(i));
                end = i + 1;
            }
        }
    }

    /** Returns where the word that begins at a place ends: at that place, if what stands there is no word. */
    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && !isSpace(text.charAt(end)) && !isInvisible(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00A0';
    }

    /** Adds text whose white space stays. */
    void preformatted(String text) {
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                breaks++;
            }
            if (!lines[i].isBlank()) {
                begin();
                out.append(lines[i].stripTrailing());
            }
        }
    }

    /** Ends the line, if there is anything on it. */
    void line() {
        breaks = Math.max(breaks, 1);
    }

    /** Ends the line, even an empty one. */
    void lineBreak() {
        breaks = Math.min(breaks + 1, 2);
    }

    /** Ends the paragraph. */
    void paragraph() {
        breaks = Math.max(breaks, 2);
    }

    /** Puts something between what stands on this line and what will follow there, if both do. */
    void separate(String between) {
        separator = between;
    }

    /** Begins an item or a quotation: a mark before its first line, and as much space before the others. */
    void indent(String firstLine, String otherLines) {
        String outer = currentIndent();
        indents.push(outer + otherLines);
        marker = outer + firstLine;
    }

    void outdent() {
        indents.pop();
        marker = "";
    }

    int length() {
        return out.length();
    }

    String since(int start) {
        return out.substring(Math.min(start, out.length())).strip();
    }

    private String currentIndent() {
        return indents.isEmpty() ? "" : indents.element();
    }

    /** Writes what must stand before the next character. */
    private void begin() {
        boolean first = out.isEmpty();
        if (first || breaks > 0) {
            out.append("\n".repeat(first ? 0 : breaks));
            out.append(marker.isEmpty() ? currentIndent() : marker);
            marker = "";
        } else if (!separator.isEmpty()) {
            out.append(separator);
        } else if (space) {
            out.append(' ');
        }
        separator = "";
        breaks = 0;
        space = false;
    }

    private static boolean isInvisible(char c) {
        return c == '\u00AD' || c == '\u034F' || c == '\u200B' || c == '\u2060' || c == '\uFEFF';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
