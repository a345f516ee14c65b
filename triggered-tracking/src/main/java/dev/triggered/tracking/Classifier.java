package dev.triggered.tracking;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import java.util.List;
import java.util.Locale;

/** Decides what a mail is, and reads it as that. */
final class Classifier {
    private static final SmtpReply NO_REPLY = new SmtpReply(0, "", "");

    private final CameBack mail;
    private final PatternTable patterns;
    private final Reasons reasons;
    private final String subject;
    private final String from;

    Classifier(CameBack mail, PatternTable patterns, Reasons reasons) {
        this.mail = mail;
        this.patterns = patterns;
        this.reasons = reasons;
        this.subject = PlainText.of(mail.subject());
        this.from = EncodedWords.decode(mail.header().first("From"));
    }

    Reading read() {
        if (mail.parts().hasFeedback() || isComplaint()) {
            return new Complaints(mail).read();
        }
        if (!mail.parts().status().isEmpty()) {
            return deliveries(StatusFields.read(mail.parts().status()));
        }
        if (!mail.parts().disposition().isEmpty()) {
            return readDisposition(mail.parts().disposition());
        }
        String text = mail.text().text();
        if (StatusFields.isIn(text)) {
            return deliveries(StatusFields.read(text));
        }
        return readWords(PlainText.of(text));
    }

    /** A filter says that a mail was deleted, and in words that it refused it (RFC 5429, section 2.2). */
    private Reading readDisposition(String fields) {
        boolean refused = fields.toLowerCase(Locale.ROOT).contains("deleted")
                && says("bounce", PlainText.of(mail.text().text()));
        return refused ? deliveries(StatusFields.read(fields)) : autoReply(BounceReason.AUTO_REPLY);
    }

    private Reading deliveries(StatusFields fields) {
        return reading(new Deliveries(mail, patterns, reasons).read(fields));
    }

    private Reading reading(List<RecipientReport> reports) {
        ReadingKind kind = ReadingKind.DELIVERED;
        for (RecipientReport report : reports) {
            if (report.action() == DeliveryAction.FAILED) {
                kind = ReadingKind.BOUNCE;
                break;
            }
            kind = report.action() == DeliveryAction.DELAYED ? ReadingKind.DELAYED : kind;
        }
        return reading(kind, reports);
    }

    private Reading reading(ReadingKind kind, List<RecipientReport> reports) {
        return new Reading(kind, reports, mail.original(), mail.sentTo());
    }

    private Reading readWords(String text) {
        boolean away = says("vacation subject", subject) || (says("vacation", text) && !isFromDaemon());
        if (isBounce(text, away)) {
            return reading(new Deliveries(mail, patterns, reasons).readWords(""));
        }
        if (away) {
            return autoReply(BounceReason.VACATION);
        }
        if (isAutomatic() || says("auto-reply subject", subject)) {
            return autoReply(BounceReason.AUTO_REPLY);
        }
        return new Reading(ReadingKind.UNKNOWN, List.of(), OriginalMail.NONE, mail.sentTo());
    }

    private boolean isBounce(String text, boolean away) {
        if (mail.header().has("X-Failed-Recipients")) {
            return true;
        }
        boolean announced = says("bounce subject", subject);
        boolean told = says("bounce", text) || says("delay", text);
        if (away && !isFromDaemon()) {
            return false;
        }
        if (announced && (isFromMachine() || told)) {
            return true;
        }
        boolean quotesReply = told && Codes.in(mail.text().text()).code() != 0;
        return quotesReply
                || (isFromMachine() && told)
                || (isFromDaemon() && !mail.returned().isEmpty());
    }

    private boolean says(String section, String text) {
        return patterns.find(section, text).isPresent();
    }

    private boolean isComplaint() {
        return says("complaint subject", subject) && !mail.returned().isEmpty();
    }

    private boolean isFromMachine() {
        String path = mail.header().first("Return-Path");
        return isFromDaemon()
                || path.equals("<>")
                || path.toUpperCase(Locale.ROOT).contains("MAILER-DAEMON")
                || isAutomatic();
    }

    private boolean isFromDaemon() {
        return says("daemon", PlainText.of(from.replace('@', ' ').replace('-', ' ')));
    }

    private boolean isAutomatic() {
        String submitted = mail.header().first("Auto-Submitted").toLowerCase(Locale.ROOT);
        String precedence = mail.header().first("Precedence").toLowerCase(Locale.ROOT);
        return submitted.startsWith("auto-")
                || precedence.startsWith("auto")
                || mail.header().has("X-Autoreply")
                || mail.header().has("X-Autorespond")
                || (mail.header().has("X-Auto-Response-Suppress")
                        && mail.header().has("In-Reply-To"));
    }

    private Reading autoReply(BounceReason reason) {
        String sender = Addresses.first(from);
        RecipientReport report = new RecipientReport(
                ReportedAddress.of(sender), DeliveryAction.NONE, NO_REPLY, reason, ReportedHosts.NONE);
        return reading(ReadingKind.AUTO_REPLY, List.of(report));
    }
}
