package dev.triggered.templates;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Escapes values for HTML, between tags and in quoted attributes. */
final class Html {
    private Html() {}

    /** Writes a value so that it is text wherever it stands; control characters that HTML forbids become U+FFFD. */
    static void escape(String value, Writer writer) throws IOException {
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            String escaped = escaped(value.charAt(i));
            if (escaped != null) {
                writer.write(value, from, i - from);
                writer.write(escaped);
                from = i + 1;
            }
        }
        writer.write(value, from, value.length() - from);
    }

    private static @Nullable String escaped(char c) {
        if (c > '`') {
            return null;
        }
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
