package dev.triggered.automation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program, and how many contacts are where in it.
 *
 * @param name its name
 * @param isDefined whether this application has it; {@code false} for one that is gone, whose contacts stay where they are
 * @param running how many contacts are at each step: the steps in their order, the ones that are gone behind them
 */
public record ProgramStatus(String name, boolean isDefined, Map<String, Long> running) {
    /**
     * Checks and copies the components.
     *
     * @param name as for the record
     * @param isDefined as for the record
     * @param running as for the record
     */
    public ProgramStatus {
        running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
    }

    /**
     * Returns how many contacts are in the program.
     *
     * @return the sum over its steps
     */
    public long total() {
        return running.values().stream().mapToLong(Long::longValue).sum();
    }
}
