package dev.triggered.csv;

/**
 * A line of a text.
 *
 * @param number its number, from 1
 * @param text what stands on it, as far as that is kept
 * @param cut whether it is longer than what is kept of it
 */
record CsvLine(long number, String text, boolean cut) {}
