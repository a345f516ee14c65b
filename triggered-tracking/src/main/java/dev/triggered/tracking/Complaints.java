package dev.triggered.tracking;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads complaints and other feedback reports (RFC 5965, RFC 6591). */
final class Complaints {
    private static final SmtpReply NO_REPLY = new SmtpReply(0, "", "");
    /** What {@code Complaints-Type} says where the recipient did not complain. */
    private static final Set<String> NO_COMPLAINT = Set.of("auth-failure", "not-spam", "dmarc");

    private static final List<String> RECIPIENT_FIELDS =
            List.of("Original-Rcpt-To", "Removal-Recipient", "X-Original-Recipient");
    /** Where providers leave the recipient in the header of the original, whose {@code To} they may have changed. */
    private static final List<String> MARKS = List.of("X-HmXmrOriginalRecipient", "X-Original-Recipient");

    private static final List<String> TRACES = List.of("Delivered-To", "X-Original-To", "Envelope-To");

    private final CameBack mail;
    private final Header fields;

    Complaints(CameBack mail) {
        this.mail = mail;
        this.fields = mail.parts().feedback();
    }

    Reading read() {
        boolean complaint =
                !NO_COMPLAINT.contains(fields.first("Complaints-Type").toLowerCase(Locale.ROOT));
        BounceReason reason = complaint ? BounceReason.COMPLAINT : BounceReason.AUTO_REPLY;
        ReportedHosts hosts = new ReportedHosts(fields.first("Reporting-MTA"), "");
        List<RecipientReport> reports = new ArrayList<>();
        for (String recipient : recipients()) {
            ReportedAddress address = new ReportedAddress(recipient, recipient, "");
            reports.add(new RecipientReport(address, DeliveryAction.NONE, NO_REPLY, reason, hosts));
        }
        return new Reading(
                complaint ? ReadingKind.COMPLAINT : ReadingKind.FEEDBACK, reports, mail.original(), mail.sentTo());
    }

    private List<String> recipients() {
        List<String> named = new ArrayList<>();
        RECIPIENT_FIELDS.forEach(name -> addAll(named, fields.all(name)));
        addIfNone(named, MARKS);
        if (named.isEmpty()) {
            named.addAll(mail.original().recipients());
        }
        addIfNone(named, TRACES);
        return named.isEmpty() ? List.of("") : named;
    }

    private void addIfNone(List<String> named, List<String> names) {
        for (String name : names) {
            if (named.isEmpty()) {
                addAll(named, mail.returned().all(name));
            }
        }
    }

    private static void addAll(List<String> named, List<String> values) {
        for (String value : values) {
            String address = Addresses.first(value);
            if (!address.isEmpty() && !Addresses.contains(named, address)) {
                named.add(address);
            }
        }
    }
}
