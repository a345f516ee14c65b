package dev.triggered.testkit;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Messages and mails for tests, no two with the same id. */
final class Samples {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final long ATTACHMENT_LIMIT = 10_000_000;

    private Samples() {}

    static MessageId id() {
        return new MessageId(String.format(Locale.ROOT, "%026d", COUNTER.incrementAndGet()));
    }

    /** Returns a message of a lane that was accepted at a time and is due at another. */
    static QueuedMessage message(String lane, Instant acceptedAt, Instant due) {
        return message(lane, new QueuedMessage.Schedule(Priority.NORMAL, acceptedAt, due, due, Instant.MAX));
    }

    /** Returns a message of a lane with a schedule. */
    static QueuedMessage message(String lane, QueuedMessage.Schedule schedule) {
        return message(EmailAddress.parse("jane@example.com"), new QueuedMessage.Route(1, lane), schedule);
    }

    /** Returns a message to an address. */
    static QueuedMessage message(EmailAddress recipient, QueuedMessage.Route route, QueuedMessage.Schedule schedule) {
        MessageInfo info = new MessageInfo(id(), "order-confirmation", 1, recipient);
        QueuedMessage.Content content = new QueuedMessage.Content(
                Contact.of(recipient.toString()).name("Jane Doe"),
                Purpose.ORDER_CONFIRMATION,
                PlainData.empty().with("order", "4711"),
                List.of(),
                Locale.ENGLISH);
        return new QueuedMessage(info, route, content, schedule, 0);
    }

    /** Returns a mail with a text and an HTML body. */
    static OutgoingMail mail(String recipient, Attachment... attachments) {
        return mail(
                recipient,
                new RenderedMail("Your order 4711", "<p>Thank you, Jane.</p>", "Thank you, Jane.\n"),
                attachments);
    }

    static OutgoingMail mail(String recipient, RenderedMail body, Attachment... attachments) {
        Mailbox from = Mailbox.parse("Acme Orders <orders@notify.acme.example>");
        EmailAddress to = EmailAddress.parse(recipient);
        return new OutgoingMail(
                new OutgoingMail.Envelope(from.address(), to),
                new OutgoingMail.Header(id(), START, from, from, new Mailbox("Jane Doe", to)),
                body,
                List.of(attachments),
                ATTACHMENT_LIMIT);
    }
}
