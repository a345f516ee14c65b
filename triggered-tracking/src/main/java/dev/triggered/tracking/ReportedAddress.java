package dev.triggered.tracking;

/**
 * The recipient of a report, under the names that the report has for it. They are as reported and nobody vouches for them: they need not
 * be addresses that mail can be sent to.
 *
 * @param recipient the address that was written to, as far as can be told; empty where the report hides it
 * @param original the address that the sender gave (RFC 3464, section 2.3.1); empty where it is not told
 * @param finalRecipient the address that the reporting server tried (RFC 3464, section 2.3.2); empty where it is not told
 */
public record ReportedAddress(String recipient, String original, String finalRecipient) {
    /**
     * Returns a recipient that has one name only.
     *
     * @param recipient the address
     * @return the recipient
     */
    static ReportedAddress of(String recipient) {
        return new ReportedAddress(recipient, "", "");
    }
}
