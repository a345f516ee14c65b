package dev.triggered.tracking.intake;

/** What becomes of a mail whose outcome is stored. */
sealed interface Handled {
    /** It is marked as seen. */
    record Seen() implements Handled {}

    /** It is deleted. */
    record Deleted() implements Handled {}

    /**
     * It is moved.
     *
     * @param folder where to
     */
    record Moved(String folder) implements Handled {}
}
