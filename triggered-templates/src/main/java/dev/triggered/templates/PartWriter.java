package dev.triggered.templates;

import dev.triggered.TemplateException;
import java.io.Writer;
import java.util.List;

/** Gathers what a part of a mail becomes, up to a limit. */
final class PartWriter extends Writer {
    /** In characters: no mail is longer, but a loop within a loop over much data might be. */
    static final int LONGEST = 10_000_000;

    private final String source;
    private final StringBuilder text;

    PartWriter(String source, int expected) {
        this.source = source;
        this.text = new StringBuilder(expected);
    }

    @Override
    public void write(int c) {
        require(1);
        text.append((char) c);
    }

    @Override
    public void write(char[] chars, int offset, int length) {
        require(length);
        text.append(chars, offset, length);
    }

    @Override
    public void write(String string) {
        require(string.length());
        text.append(string);
    }

    @Override
    public void write(String string, int offset, int length) {
        require(length);
        text.append(string, offset, offset + length);
    }

    private void require(int more) {
        if (text.length() > LONGEST - more) {
            throw new TemplateException(List.of(source + ": becomes longer than " + LONGEST + " characters"));
        }
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
