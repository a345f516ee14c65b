package dev.triggered.templates;

/**
 * Where something stands.
 *
 * @param source the file, or the name of a part in code
 * @param line from 1
 */
record Place(String source, int line) {
    @Override
    public String toString() {
        return source + ":" + line;
    }
}
