package dev.triggered.templates;

import java.util.Set;
import org.jsoup.nodes.Attributes;

/** Reads the tags of HTML that are written as most are: names in lower case, values in quotes. */
final class TagReader {
    private static final String DOCTYPE = "<!doctype";

    private final String html;
    private int at;

    TagReader(String html) {
        this.html = html;
    }

    boolean isAtEnd() {
        return at >= html.length();
    }

    boolean isAtTag() {
        return html.charAt(at) == '<';
    }

    boolean isAtComment() {
        return html.startsWith("<!--", at);
    }

    boolean skip(String expected) {
        boolean there = html.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    void skipDoctype() {
        skipSpace();
        if (html.regionMatches(true, at, DOCTYPE, 0, DOCTYPE.length())) {
            int end = html.indexOf('>', at);
            at = end < 0 ? html.length() : end + 1;
        }
    }

    /** Skips a comment; returns {@code false} for one whose end is not plain to see. */
    boolean skipComment() {
        int from = at + "<!--".length();
        int end = html.indexOf("--", from);
        boolean plain =
                end > from && html.startsWith("-->", end) && html.charAt(from) != '>' && html.charAt(from) != '-';
        at = plain ? end + "-->".length() : at;
        return plain;
    }

    /** Reads up to the next tag. */
    String text() {
        int end = html.indexOf('<', at);
        String text = html.substring(at, end < 0 ? html.length() : end);
        at += text.length();
        return text;
    }

    /** Reads a name, which is empty where none stands. */
    String name() {
        int from = at;
        while (!isAtEnd() && isNamePart(html.charAt(at))) {
            at++;
        }
        return html.substring(from, at);
    }

    /**
     * Reads attributes, of which it keeps some, up to the end of the tag; returns {@code false} for what it does not read.
     *
     * @param mayBeClosed whether the tag may end with a slash
     */
    boolean readAttributes(Attributes attributes, Set<String> kept, boolean mayBeClosed) {
        while (skipSpace() || isAtEndOfTag()) {
            if (skip(">")) {
                return true;
            }
            if (skip("/>")) {
                return mayBeClosed;
            }
            String name = name();
            if (name.isEmpty() || !readValue(name, attributes, kept)) {
                return false;
            }
        }
        return false;
    }

    private boolean readValue(String name, Attributes attributes, Set<String> kept) {
        String value = "";
        if (skip("=")) {
            if (isAtEnd()) {
                return false;
            }
            char quote = html.charAt(at);
            boolean quoted = quote == '"' || quote == '\'';
            int end = quoted ? html.indexOf(quote, at + 1) : endOfPlainValue();
            if (end <= at) {
                return false;
            }
            value = html.substring(quoted ? at + 1 : at, end);
            at = quoted ? end + 1 : end;
        }
        if (kept.contains(name) && !attributes.hasKey(name)) {
            attributes.put(name, Html.unescape(value, true));
        }
        return true;
    }

    private int endOfPlainValue() {
        int end = at;
        while (end < html.length() && (isNamePart(html.charAt(end)) || "#%.".indexOf(html.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** Skips what no text is made from, up to the end of its end tag; returns {@code false} where that is not plain to see. */
    boolean skipBeyondEndOf(String name) {
        for (int end = html.indexOf("</", at); end >= 0; end = html.indexOf("</", end + 1)) {
            if (html.regionMatches(true, end + 2, name, 0, name.length())) {
                at = end + 2 + name.length();
                return skip(">");
            }
        }
        return false;
    }

    /** Says whether a text is nothing but white space of HTML. */
    static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean skipSpace() {
        int from = at;
        while (!isAtEnd() && isSpace(html.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private boolean isAtEndOfTag() {
        return html.startsWith(">", at) || html.startsWith("/>", at);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
