package dev.triggered.tracking;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;

/**
 * What a mail that came back says about one recipient.
 *
 * @param address the recipient
 * @param action what became of the mail
 * @param reply what the server said: the code is 0 and the text empty where nothing is told; the enhanced status of a failure or a
 *     delay is never empty, but ends in {@code .0.0} where none is told (RFC 3463, section 3.1)
 * @param reason why
 * @param hosts the servers that are named
 */
public record RecipientReport(
        ReportedAddress address, DeliveryAction action, SmtpReply reply, BounceReason reason, ReportedHosts hosts) {

    /**
     * Checks the components.
     *
     * @param address as for the record
     * @param action as for the record
     * @param reply as for the record
     * @param reason as for the record
     * @param hosts as for the record
     */
    public RecipientReport {
        if ((action == DeliveryAction.FAILED) == (reason.bounceClass() == BounceClass.NOT_A_BOUNCE)) {
            throw new IllegalArgumentException(action + " does not go with " + reason);
        }
    }

    /**
     * Returns the address that was written to, as far as can be told.
     *
     * @return the address; empty where the report hides it
     */
    public String recipient() {
        return address.recipient();
    }

    /**
     * Returns what the report means for the address. A {@link BounceClass#HARD hard} reason with a temporary status is
     * {@link BounceClass#SOFT soft}.
     *
     * @return the class
     */
    public BounceClass bounceClass() {
        return reason.bounceClass(reply);
    }
}
