package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a finished mail from a message and a version of its stream. */
final class Composer {
    private final long attachmentLimit;

    Composer(long attachmentLimit) {
        this.attachmentLimit = attachmentLimit;
    }

    OutgoingMail compose(QueuedMessage message, LiveStream.Compiled live, Instant now) {
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
                files(stream, message.content().attachments()),
                attachmentLimit);
    }

    /**
     * Returns the files of a mail: those that it was triggered with, and behind them those of the stream's own content, save for one
     * whose content id a file of the trigger has.
     */
    static List<Attachment> files(MailStream stream, List<Attachment> triggered) {
        List<Attachment> fixed = stream.content().map(MailContent::files).orElse(List.of());
        if (fixed.isEmpty() || triggered.isEmpty()) {
            return fixed.isEmpty() ? triggered : fixed;
        }
        Set<String> taken = triggered.stream()
                .map(Attachment::contentId)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        return Stream.concat(triggered.stream(), fixed.stream().filter(file -> !taken.contains(file.contentId())))
                .toList();
    }
}
