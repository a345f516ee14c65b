package dev.triggered;

import java.util.List;

/** Thrown when mail streams cannot be built or launched as they are; it names every fault at once. */
public final class InvalidStreamException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Creates an exception from all the faults that were found.
     *
     * @param faults a sentence for each fault, at least one
     */
    public InvalidStreamException(List<String> faults) {
        super(describe(faults));
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

    private static String describe(List<String> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("an invalid stream has at least one fault");
        }
        return faults.size() == 1 ? faults.get(0) : faults.size() + " faults:\n  - " + String.join("\n  - ", faults);
    }
}
