package dev.triggered.jdbc;

import java.util.Collection;
import java.util.List;

/** Names as one column, one on each line: no name has a line break. */
final class Lines {
    private Lines() {}

    static String join(Collection<String> names) {
        return String.join("\n", names);
    }

    static List<String> split(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
    }
}
