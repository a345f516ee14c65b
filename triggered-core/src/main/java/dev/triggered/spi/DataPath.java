package dev.triggered.spi;

/**
 * A path into the data, with the place that asks for it.
 *
 * @param path such as {@code event.order.number}
 * @param source the file or name of the template that asks
 * @param line the line in it, from 1
 */
public record DataPath(String path, String source, int line) {
    @Override
    public String toString() {
        return path + " (" + source + ":" + line + ")";
    }
}
