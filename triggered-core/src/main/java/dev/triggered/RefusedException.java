package dev.triggered;

/** Thrown by {@link TriggerReceipt#orThrow()} for a caller that prefers an exception to a verdict. */
public final class RefusedException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient TriggerReceipt receipt;

    RefusedException(TriggerReceipt receipt) {
        super("refused: " + receipt.refusals());
        this.receipt = receipt;
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
