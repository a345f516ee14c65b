package dev.triggered.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a text, read one at a time and never too much of one. Lines can be put back. Not thread-safe. */
final class CsvText implements AutoCloseable {
    private final Reader text;
    private final int longest;
    private final char[] buffer = new char[8_192];
    private final ArrayDeque<CsvLine> back = new ArrayDeque<>();
    private int place;
    private int filled;
    private long number;

    CsvText(Reader text, int longest) throws IOException {
        this.text = text;
        this.longest = longest;
        if (fill() && buffer[0] == '\ufeff') {
            place = 1;
        }
    }

    /** Returns the next line, or nothing where the text has ended. A line ends with LF, CR LF, or the text. */
    @Nullable
    CsvLine next() throws IOException {
        if (!back.isEmpty()) {
            return back.poll();
        }
        if (!fill()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean cut = false;
        boolean ended = false;
        while (!ended && fill()) {
            int end = endOfLine();
            int kept = Math.min(end - place, longest - line.length());
            line.append(buffer, place, kept);
            cut |= kept < end - place;
            ended = end < filled;
            place = ended ? end + 1 : end;
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        number++;
        return new CsvLine(number, line.toString(), cut);
    }

    /** Puts lines back, which come next then. */
    void putBack(List<CsvLine> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            back.addFirst(lines.get(i));
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private int endOfLine() {
        int end = place;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Says whether there is a character at the place. */
    private boolean fill() throws IOException {
        if (place < filled) {
            return true;
        }
        place = 0;
        filled = Math.max(0, text.read(buffer));
        return filled > 0;
    }
}
