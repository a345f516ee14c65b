package dev.triggered.templates;

import dev.triggered.TemplateException;
import java.io.Writer;
import java.util.List;

/** Gathers what a part of a mail becomes, up to a limit. */
final class PartWriter extends Writer {
    /** In characters: no mail is longer, but a loop within a loop over much data might be. */
    static final int LONGEST = 10_000_000;

    private static final int UNKEPT = 0;

    private final String source;
    private final boolean kept;
    private final StringBuilder text;
    private int length;

    private PartWriter(String source, boolean kept, int expected) {
        this.source = source;
        this.kept = kept;
        this.text = new StringBuilder(expected);
    }

    /** Returns a writer that keeps what is written. */
    static PartWriter keeping(String source, int expected) {
        return new PartWriter(source, true, expected);
    }

    /** Returns a writer that only counts what is written, to the same limit. */
    static PartWriter counting(String source) {
        return new PartWriter(source, false, UNKEPT);
    }

    @Override
    public void write(int c) {
        count(1);
        if (kept) {
            text.append((char) c);
        }
    }

    @Override
    public void write(char[] chars, int offset, int size) {
        count(size);
        if (kept) {
            text.append(chars, offset, size);
        }
    }

    @Override
    public void write(String string) {
        count(string.length());
        if (kept) {
            text.append(string);
        }
    }

    @Override
    public void write(String string, int offset, int size) {
        count(size);
        if (kept) {
            text.append(string, offset, offset + size);
        }
    }

    private void count(int more) {
        if (length > LONGEST - more) {
            throw new TemplateException(List.of(source + ": becomes longer than " + LONGEST + " characters"));
        }
        length += more;
    }

    /** Forgets what was written. */
    void clear() {
        text.setLength(0);
        length = 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
