package dev.triggered.web.json;

import dev.triggered.TriggeredException;
import java.util.List;

/** A document that is no JSON, or not what was asked for. */
public final class InvalidJsonException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidJsonException(String message) {
        super(message);
        this.faults = List.of();
    }

    InvalidJsonException(List<Fault> faults) {
        super(faults.size() + (faults.size() == 1 ? " fault" : " faults") + " in the document");
        this.faults = List.copyOf(faults);
    }

    /**
     * Returns what is wrong.
     *
     * @return all faults, none where the document is no JSON at all
     */
    public List<Fault> faults() {
        return faults;
    }
}
