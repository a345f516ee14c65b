package dev.triggered.templates;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Escapes values for HTML, between tags and in quoted attributes, and reads what is escaped. */
final class Html {
    /** As how many characters one is written at most. */
    static final int MOST_OF_ONE = "&quot;".length();

    private static final Map<String, String> COMMON = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "#39", "'", "#96", "`", "nbsp", "\u00A0", "copy", "\u00A9",
            "euro", "\u20AC", "zwnj", "\u200C");

    /** By character; what lies behind the end is written as it is. */
    private static final @Nullable String[] ESCAPED = escapes();

    private Html() {}

    /** Returns what character references stand for: the common ones at once, and all others by jsoup. */
    static String unescape(String html, boolean inAttribute) {
        int reference = html.indexOf('&');
        if (reference < 0) {
            return html;
        }
        StringBuilder out = new StringBuilder(html.length());
        int from = 0;
        for (; reference >= 0; reference = html.indexOf('&', from)) {
            int end = html.indexOf(';', reference);
            String meant = end < 0 ? null : COMMON.get(html.substring(reference + 1, end));
            if (meant == null) {
                return Parser.unescapeEntities(html, inAttribute);
            }
            out.append(html, from, reference).append(meant);
            from = end + 1;
        }
        return out.append(html, from, html.length()).toString();
    }

    /** Writes a value so that it is text wherever it stands; control characters that HTML forbids become U+FFFD. */
    static void escape(String value, Writer writer) throws IOException {
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            String escaped = c < ESCAPED.length ? ESCAPED[c] : null;
            if (escaped != null) {
                writer.write(value, from, i - from);
                writer.write(escaped);
                from = i + 1;
            }
        }
        if (from == 0) {
            writer.write(value);
        } else {
            writer.write(value, from, value.length() - from);
        }
    }

    private static @Nullable String[] escapes() {
        @Nullable String[] escapes = new String['`' + 1];
        for (char c = 0; c < escapes.length; c++) {
            escapes[c] = escaped(c);
        }
        return escapes;
    }

    private static @Nullable String escaped(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '`' -> "&#96;";
            case '\t', '\n', '\r' -> null;
            default -> c < ' ' ? "\uFFFD" : null;
        };
    }
}
