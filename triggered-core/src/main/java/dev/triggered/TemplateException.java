package dev.triggered;

import java.util.List;

/** Thrown when a template cannot be found, compiled or rendered; it names the template, the line and the fault. */
public final class TemplateException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Creates an exception from all the faults that were found.
     *
     * @param faults a sentence for each, each with its template and, where it is known, its line; at least one
     */
    public TemplateException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param fault what is wrong, with the template and, where it is known, the line
     * @param cause what led to it
     */
    public TemplateException(String fault, Throwable cause) {
        super(fault, cause);
        this.faults = List.of(fault);
    }

    /**
     * Returns the faults.
     *
     * @return a sentence for each
     */
    public List<String> faults() {
        return faults;
    }
}
