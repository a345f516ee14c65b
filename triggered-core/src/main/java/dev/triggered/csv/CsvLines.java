package dev.triggered.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Writes rows as CSV (RFC 4180), each as soon as it comes. What the text throws comes out as an {@link UncheckedIOException}. Not
 * thread-safe.
 */
public final class CsvLines {
    private final Writer text;

    private CsvLines(Writer text) {
        this.text = text;
    }

    /**
     * Begins to write.
     *
     * @param text where to; it is neither flushed nor closed
     * @param header the names of the columns
     * @return what writes the rows below the header
     */
    public static CsvLines to(Writer text, String... header) {
        CsvLines lines = new CsvLines(text);
        lines.add(header);
        return lines;
    }

    /**
     * Writes a row.
     *
     * @param values a value for each column
     */
    public void add(String... values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",");
            append(line, values[i]);
        }
        try {
            text.append(line.append("\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder line, String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c < ' ');
        if (plain && !value.isEmpty()) {
            line.append(value);
        } else {
            line.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }
}
