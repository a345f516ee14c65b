package dev.triggered.web.http;

import java.util.List;

/** What an exception says, fault by fault. */
public final class FaultLines {
    private static final String MARK = "  - ";

    private FaultLines() {}

    /**
     * Returns what an exception says.
     *
     * @param failure the exception
     * @return the faults, where its message lists several, each on a line of its own; else the message
     */
    public static List<String> of(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        List<String> faults = message.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList();
        return faults.isEmpty() ? List.of(message) : faults;
    }
}
