package dev.triggered.automation;

import dev.triggered.TriggeredException;
import java.util.List;

/** Thrown when a program cannot be built as it is; it names every fault at once. */
public final class InvalidProgramException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    InvalidProgramException(List<String> faults) {
        super(faults.size() == 1 ? faults.get(0) : faults.size() + " faults:\n  - " + String.join("\n  - ", faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * Returns the faults.
     *
     * @return a sentence for each, in the order in which they were found; never empty
     */
    public List<String> faults() {
        return faults;
    }
}
