package dev.triggered.jdbc;

import dev.triggered.Attachment;
import dev.triggered.Attempt;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.report.Counts;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Sums;
import dev.triggered.spi.SuppressionList;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Messages for tests, each named by a number. */
final class Letters {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String LANE = "orders";

    private Letters() {}

    static MessageId id(long number) {
        return new MessageId(String.format(Locale.ROOT, "%026d", number));
    }

    static IdempotencyKey key(long number) {
        return new IdempotencyKey(String.format(Locale.ROOT, "%032x", number), "0f");
    }

    /** Returns a message that is due by its number, in the hours before the start. */
    static QueuedMessage letter(long number, Attachment... attachments) {
        EmailAddress recipient = EmailAddress.parse("jane@example.com");
        Instant due = START.minusSeconds(50_000 - number % 50_000);
        return new QueuedMessage(
                new MessageInfo(id(number), "order-confirmation", 1, recipient),
                new QueuedMessage.Route(0, LANE),
                new QueuedMessage.Content(
                        Contact.of(recipient.toString()),
                        Purpose.ORDER_CONFIRMATION,
                        PlainData.empty().with("order", number),
                        Arrays.asList(attachments),
                        Locale.ENGLISH),
                new QueuedMessage.Schedule(Priority.NORMAL, due, due, due, Instant.MAX),
                0);
    }

    /** Returns a message that was accepted at a time. */
    static QueuedMessage letterAt(long number, Instant time) {
        QueuedMessage letter = letter(number);
        return new QueuedMessage(
                letter.info(),
                letter.route(),
                letter.content(),
                new QueuedMessage.Schedule(Priority.NORMAL, time, time, time, Instant.MAX),
                0);
    }

    /** Returns a suppression of an address that always blocks. */
    static SuppressionList.Entry suppression(String address) {
        return new SuppressionList.Entry(
                EmailAddress.parse(address),
                SuppressionReason.HARD_BOUNCE,
                SuppressionList.ALL_STREAMS,
                new Suppression.Origin(START, "ana", ""));
    }

    static Outcome sent(QueuedMessage message) {
        SendResult result = new SendResult.Accepted("relay.example:25", new SmtpReply(250, "2.0.0", "taken"));
        return new Outcome.Ended(
                message.info().id(),
                MessageState.SENT,
                new Attempt(message.attempts() + 1, START, result),
                Instant.MIN);
    }

    static Outcome deferred(QueuedMessage message, Instant due) {
        SendResult result = new SendResult.Deferred("relay.example:25", new SmtpReply(450, "4.2.0", "busy"));
        return new Outcome.Retried(message.info().id(), due, new Attempt(message.attempts() + 1, START, result));
    }

    /** Returns all that a store has counted. */
    static Counts counted(MailStore store) {
        store.reports().rollUp();
        ReportStore.Search all =
                ReportStore.Search.of(RollUp.Kind.DAY, Instant.EPOCH, Instant.MAX, Set.of(), Integer.MAX_VALUE);
        Sums sums = new Sums();
        store.reports().find(all).forEach(rollUp -> rollUp.domains().values().forEach(sums::add));
        return sums.toCounts();
    }

    static List<MessageId> ids(List<QueuedMessage> messages) {
        return messages.stream().map(message -> message.info().id()).toList();
    }
}
