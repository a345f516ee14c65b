package dev.triggered.tracking.intake;

import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.Messages;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.Feedback;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.OriginalMail;
import dev.triggered.tracking.Reading;
import dev.triggered.tracking.ReadingKind;
import dev.triggered.tracking.RecipientReport;
import dev.triggered.tracking.intake.IntakeResult.Ignored;
import dev.triggered.tracking.intake.IntakeResult.Outcome;
import dev.triggered.tracking.intake.IntakeResult.Recorded;
import dev.triggered.tracking.intake.IntakeResult.Unmatched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a mail that came back, finds the message that it is about, and records it. Thread-safe; nothing but the store makes it fail. */
final class BounceIntake {
    private static final Logger LOG = LoggerFactory.getLogger(BounceIntake.class);
    private static final Reading NOT_READ =
            new Reading(ReadingKind.UNKNOWN, List.of(), new OriginalMail("", "", List.of()), List.of());
    private static final int MOST_HEAD = 16 * 1024;
    /** The most addresses that are looked up for one mail. */
    private static final int MOST_ADDRESSES = 10;

    private final BounceReader reader = BounceReader.standard();
    private final Feedback feedback;
    private final Messages messages;
    private final References references;
    private final Duration window;
    private final InstantSource clock;

    BounceIntake(Feedback feedback, Messages messages, References references, Duration window, InstantSource clock) {
        this.feedback = feedback;
        this.messages = messages;
        this.references = references;
        this.window = window;
        this.clock = clock;
    }

    /**
     * Takes a mail in.
     *
     * @param mail the mail as it came; of more than {@link BounceReader#MOST_OCTETS} the first ones count
     * @throws dev.triggered.StoreException if the store failed: the mail may be taken in again then
     */
    IntakeResult accept(byte[] mail) {
        Reading reading = read(mail);
        return switch (reading.kind()) {
            case AUTO_REPLY, FEEDBACK -> new Ignored(reading.kind());
            case UNKNOWN -> keep(mail, reading, "not understood");
            default -> record(mail, reading);
        };
    }

    private Reading read(byte[] mail) {
        try {
            return reader.read(mail);
        } catch (RuntimeException e) {
            LOG.error("a mail that came back could not be read, which is a fault of the reader: it is kept", e);
            return NOT_READ;
        }
    }

    private IntakeResult record(byte[] mail, Reading reading) {
        MailReference reference = references.of(reading);
        if (reference instanceof MailReference.Forged) {
            return leave(mail, reading, "a return path that was not signed here");
        }
        if (reference instanceof MailReference.Named named
                && !reading.recipients().isEmpty()) {
            Outcome outcome = record(named.message(), chosen(reading, named.message()), named.proof());
            if (outcome.verdict() != FeedbackVerdict.UNKNOWN_MESSAGE) {
                return new Recorded(List.of(outcome));
            }
            if (named.proof() == Proof.RETURN_PATH) {
                return leave(mail, reading, "message " + named.message() + " is not known any more");
            }
        }
        List<Outcome> outcomes = isEnd(reading) ? byAddress(reading.recipients()) : List.of();
        return outcomes.isEmpty() ? leave(mail, reading, "no message is known") : new Recorded(outcomes);
    }

    private static boolean isEnd(Reading reading) {
        return reading.kind() == ReadingKind.BOUNCE || reading.kind() == ReadingKind.COMPLAINT;
    }

    /** A message has one recipient. Where the report names others only, mail for it was handed on to them. */
    private RecipientReport chosen(Reading reading, MessageId message) {
        List<RecipientReport> reports = reading.recipients();
        if (reports.size() == 1) {
            return reports.get(0);
        }
        Optional<String> recipient = messages.find(message)
                .map(history -> history.message().recipient().key());
        return reports.stream()
                .filter(report -> recipient.filter(key -> names(report, key)).isPresent())
                .findFirst()
                .orElseGet(() -> reports.stream()
                        .min(Comparator.comparing(RecipientReport::bounceClass))
                        .orElseThrow());
    }

    private static boolean names(RecipientReport report, String key) {
        return key.equalsIgnoreCase(report.recipient())
                || key.equalsIgnoreCase(report.address().original())
                || key.equalsIgnoreCase(report.address().finalRecipient());
    }

    private List<Outcome> byAddress(List<RecipientReport> reports) {
        if (window.isZero()) {
            return List.of();
        }
        Instant since = clock.instant().minus(window);
        List<Outcome> outcomes = new ArrayList<>();
        for (RecipientReport report : reports.subList(0, Math.min(reports.size(), MOST_ADDRESSES))) {
            boolean ended =
                    report.bounceClass() != BounceClass.NOT_A_BOUNCE || report.reason() == BounceReason.COMPLAINT;
            if (ended) {
                address(report.recipient())
                        .flatMap(address -> feedback.lastSentTo(address, since))
                        .map(MessageInfo::id)
                        .map(message -> record(message, report, Proof.ADDRESS))
                        .filter(outcome -> outcome.verdict() != FeedbackVerdict.UNKNOWN_MESSAGE)
                        .ifPresent(outcomes::add);
            }
        }
        return outcomes;
    }

    private static Optional<EmailAddress> address(String text) {
        try {
            return Optional.of(EmailAddress.parse(text));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    private Outcome record(MessageId message, RecipientReport about, Proof proof) {
        Origin origin = new Origin(proof, about.hosts().reporting(), clock.instant());
        FeedbackReport report = new FeedbackReport(message, about.reason(), about.reply(), origin);
        return new Outcome(report, feedback.record(report));
    }

    /** Keeps what is about a message's end, for somebody to look at. */
    private IntakeResult leave(byte[] mail, Reading reading, String why) {
        return isEnd(reading) ? keep(mail, reading, why) : new Ignored(reading.kind());
    }

    private IntakeResult keep(byte[] mail, Reading reading, String why) {
        String summary = Line.of(Summaries.of(reading) + "; " + why);
        String head = new String(mail, 0, Math.min(mail.length, MOST_HEAD), StandardCharsets.ISO_8859_1);
        feedback.keep(new UnmatchedMail(0, clock.instant(), summary, head));
        return new Unmatched(summary);
    }
}
