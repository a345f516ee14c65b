package dev.triggered.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a text in CSV (RFC 4180) whose first row is a header, read one at a time and kept nowhere. Values are set apart by
 * commas, semicolons or tabs, whichever comes first in the header. Lines without anything on them are left out, and line breaks
 * within quotes are LF.
 *
 * <p>A row that cannot be read comes with a fault, and reading goes on at the next line: one with too many or too few values, with
 * something behind a closing quote, with a quote that is not closed within a million characters. What the text throws while it is read
 * comes out as an {@link UncheckedIOException}. Not thread-safe.
 */
public final class CsvRows implements Iterator<CsvRow>, AutoCloseable {
    private static final int LONGEST = 1_000_000;
    private static final String SEPARATORS = ",;\t";

    private final CsvText text;
    private final char separator;
    private final List<String> header;
    private @Nullable CsvRow next;

    private CsvRows(Reader reader) throws IOException {
        this.text = new CsvText(reader, LONGEST);
        CsvLine first = firstLine();
        if (first == null) {
            throw new IllegalArgumentException("there is no header: the first line names the columns");
        }
        this.separator = separator(first.text());
        this.header = names(row(first));
        this.next = read();
    }

    /**
     * Begins to read.
     *
     * @param text the text, which {@link #close} closes; a byte order mark before it is left out
     * @return the rows
     * @throws IllegalArgumentException if there is no header, or it does not name each column by a name of its own
     * @throws UncheckedIOException if the text cannot be read
     */
    public static CsvRows of(Reader text) {
        try {
            return new CsvRows(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the names of the columns.
     *
     * @return the header, without spaces around a name
     */
    public List<String> header() {
        return header;
    }

    /**
     * Finds a column.
     *
     * @param name its name, whose case does not count
     * @return its place, from 0; below 0 if the header does not name it
     */
    public int column(String name) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public CsvRow next() {
        CsvRow row = next;
        if (row == null) {
            throw new NoSuchElementException("there are no more rows");
        }
        try {
            next = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }

    /** Closes the text. */
    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable CsvLine firstLine() throws IOException {
        CsvLine line = text.next();
        while (line != null && line.text().isEmpty()) {
            line = text.next();
        }
        return line;
    }

    /** Returns the separator that comes first outside of quotes; a comma where there is a single column. */
    private static char separator(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                return c;
            }
        }
        return ',';
    }

    private static List<String> names(CsvRow first) {
        if (!first.isGood()) {
            throw new IllegalArgumentException("the header cannot be read: " + first.fault());
        }
        List<String> header = first.values().stream().map(String::strip).toList();
        Set<String> names = new HashSet<>();
        for (String name : header) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the header has a column without a name: " + header);
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the header names the column '" + name + "' twice");
            }
        }
        return header;
    }

    private @Nullable CsvRow read() throws IOException {
        CsvLine first = firstLine();
        if (first == null) {
            return null;
        }
        CsvRow row = row(first);
        int values = row.values().size();
        return !row.isGood() || values == header.size()
                ? row
                : CsvRow.faulty(row.line(), "the row has " + values + " values, and the header names " + header.size());
    }

    /** Reads the row that begins with a line; where it is broken, what comes next is the line behind that one. */
    private CsvRow row(CsvLine first) throws IOException {
        CsvParser parser = new CsvParser(separator);
        List<CsvLine> more = new ArrayList<>(0);
        boolean cut = first.cut();
        parser.take(first.text());
        while (parser.isOpen() && !cut && parser.openLength() <= LONGEST) {
            CsvLine line = text.next();
            if (line == null) {
                break;
            }
            more.add(line);
            cut = line.cut();
            parser.take(line.text());
        }
        String fault = "";
        if (cut) {
            fault = "a line is longer than " + LONGEST + " characters";
        } else if (parser.isOpen()) {
            fault = "a quote is opened and not closed";
        } else if (parser.isBroken()) {
            fault = "something stands behind a closing quote: quotes within a value are doubled";
        }
        if (fault.isEmpty()) {
            return new CsvRow(first.number(), parser.values(), "");
        }
        text.putBack(more);
        return CsvRow.faulty(first.number(), fault);
    }
}
