package dev.triggered;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by {@link TriggerReceipt#orThrow()} for a caller that prefers an exception to a verdict. */
public final class RefusedException extends TriggeredException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient TriggerReceipt receipt;

    RefusedException(TriggerReceipt receipt) {
        super(describe(receipt.refusals()));
        this.receipt = receipt;
    }

    private static String describe(List<TriggerReceipt.Answer> refusals) {
        String first = refusals.stream()
                .limit(SHOWN)
                .map(TriggerReceipt.Answer::toString)
                .collect(Collectors.joining("; "));
        int more = refusals.size() - SHOWN;
        return "refused: " + first + (more > 0 ? "; and " + more + " more" : "");
    }

    /**
     * Returns the receipt with all its answers, the accepted ones among them.
     *
     * @return the receipt
     */
    public TriggerReceipt receipt() {
        return receipt;
    }
}
