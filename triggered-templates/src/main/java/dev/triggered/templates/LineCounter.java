package dev.triggered.templates;

/** Tells the lines of places in a text, which are asked for in their order. Used by one thread. */
final class LineCounter {
    private final String text;
    private int counted;
    private int line = 1;

    LineCounter(String text) {
        this.text = text;
    }

    /** Returns the line of a place, from 1. */
    int lineAt(int offset) {
        for (; counted < offset; counted++) {
            line += text.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }
}
