package dev.triggered.smtp;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Mails for tests, no two with the same id. */
final class Mails {
    static final RenderedMail BODY = new RenderedMail("Your order 4711", "<p>Thank you.</p>", "Thank you.\n");
    static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final long ATTACHMENT_LIMIT = 1_000_000;

    private Mails() {}

    static MessageId id() {
        return new MessageId(String.format(Locale.ROOT, "%026d", COUNTER.incrementAndGet()));
    }

    static OutgoingMail mail() {
        return mail(BODY);
    }

    static OutgoingMail mail(RenderedMail body, Attachment... attachments) {
        return mail("Acme <orders@notify.acme.example>", "Jane Doe <jane@example.com>", body, attachments);
    }

    static OutgoingMail mail(String from, String to, RenderedMail body, Attachment... attachments) {
        return mail(Mailbox.parse(from), Mailbox.parse(to), body, attachments);
    }

    static OutgoingMail mail(Mailbox from, Mailbox to, RenderedMail body, Attachment... attachments) {
        return new OutgoingMail(
                new OutgoingMail.Envelope(EmailAddress.parse("bounces@notify.acme.example"), to.address()),
                new OutgoingMail.Header(id(), DATE, from, from, to),
                body,
                List.of(attachments),
                ATTACHMENT_LIMIT);
    }
}
