package dev.triggered;

/**
 * An address that must not be written to from now on. Immutable: each method returns a new one.
 *
 * @param address the address, in the form in which addresses are {@linkplain EmailAddress#key() compared}
 * @param reason why
 * @param stream the name of the only stream that it concerns; empty where it concerns all
 * @param note what else is to be known, on one line of at most 1,000 characters: what is longer is cut
 */
public record NewSuppression(EmailAddress address, SuppressionReason reason, String stream, String note) {
    private static final int LONGEST_NOTE = 1_000;

    /**
     * Brings the components into their form.
     *
     * @param address as for the record
     * @param reason as for the record
     * @param stream as for the record
     * @param note as for the record
     */
    public NewSuppression {
        address = new EmailAddress(EmailAddress.lowerAscii(address.localPart()), address.domain());
        note = Text.wellFormed(Text.excerpt(note, LONGEST_NOTE));
    }

    /**
     * Returns a suppression that concerns all streams.
     *
     * @param address such as {@code jane@example.com}
     * @param reason why
     * @return the suppression, without a note
     * @throws InvalidAddressException if mail cannot be sent to such an address anyway
     */
    public static NewSuppression of(String address, SuppressionReason reason) {
        return new NewSuppression(EmailAddress.parse(address), reason, "", "");
    }

    /**
     * Returns this suppression for one stream only.
     *
     * @param name the name of the stream
     * @return a new one
     */
    public NewSuppression stream(String name) {
        return new NewSuppression(address, reason, name, note);
    }

    /**
     * Returns this suppression with a note, such as the reply of a mail server.
     *
     * @param text what else is to be known
     * @return a new one
     */
    public NewSuppression note(String text) {
        return new NewSuppression(address, reason, stream, text);
    }
}
