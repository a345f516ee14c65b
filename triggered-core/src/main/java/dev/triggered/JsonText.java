package dev.triggered;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON (RFC 8259), without spaces, in the order in which they are given. Used once. */
final class JsonText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder text = new StringBuilder(256);

    private JsonText() {}

    /** Returns JSON in UTF-8 for well-formed plain values. */
    static byte[] of(Map<String, Object> values) {
        JsonText json = new JsonText();
        json.writeMap(values);
        return json.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(@Nullable Object value) {
        if (value instanceof String string) {
            writeString(string);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else {
            text.append(value);
        }
    }

    private void writeMap(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            writeString(entry.getKey().toString());
            text.append(':');
            write(entry.getValue());
            before = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeList(List<?> list) {
        char before = '[';
        for (Object item : list) {
            text.append(before);
            write(item);
            before = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private void writeString(String string) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(string, from, i);
                writeEscaped(c);
                from = i + 1;
            }
        }
        text.append(string, from, string.length()).append('"');
    }

    private void writeEscaped(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
