package dev.triggered.engine;

import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;

/** Makes a finished mail from a message and the stream as it is now. */
final class Composer {
    private final long attachmentLimit;

    Composer(long attachmentLimit) {
        this.attachmentLimit = attachmentLimit;
    }

    OutgoingMail compose(QueuedMessage message, LiveStream live, Instant now) {
        MailStream stream = live.stream();
        Addressee addressee = Addressee.of(message);
        RenderedMail body = live.template()
                .render(addressee.model(message.content().data()), addressee.locale(), stream.missingData());
        return new OutgoingMail(
                new OutgoingMail.Envelope(stream.from().address(), addressee.address()),
                new OutgoingMail.Header(
                        message.info().id(),
                        now,
                        stream.from(),
                        stream.replyTo(),
                        new Mailbox(addressee.contact().name(), addressee.address())),
                body,
                message.content().attachments(),
                attachmentLimit);
    }
}
