package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.FeedbackSettings;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.spi.MailInstrument;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.ReturnPaths;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a finished mail from a message and a version of its stream. */
final class Composer {
    private static final Logger LOG = LoggerFactory.getLogger(Composer.class);

    private final long attachmentLimit;
    private final Optional<MailInstrument> instrument;
    private final Optional<ReturnPaths> returnPaths;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Makes mails as they are rendered, which come back to their senders. */
    Composer(long attachmentLimit) {
        this(attachmentLimit, FeedbackSettings.standard());
    }

    /** Makes mails that are tracked where their streams say so, and come back to return paths of their own. */
    Composer(long attachmentLimit, FeedbackSettings feedback) {
        this.attachmentLimit = attachmentLimit;
        this.instrument = feedback.instrument();
        this.returnPaths = feedback.returnPaths();
    }

    OutgoingMail compose(QueuedMessage message, LiveStream.Compiled live, Instant now) {
        MailStream stream = live.stream();
        Addressee addressee = Addressee.of(message);
        RenderedMail body = live.template()
                .render(addressee.model(message.content().data()), addressee.locale(), stream.missingData());
        return new OutgoingMail(
                new OutgoingMail.Envelope(returnPath(message.info().id(), stream), addressee.address()),
                new OutgoingMail.Header(
                        message.info().id(),
                        now,
                        stream.from(),
                        stream.replyTo(),
                        new Mailbox(addressee.contact().name(), addressee.address())),
                tracked(body, new MailInstrument.Sending(message.info().id(), stream, now)),
                files(stream, message.content().attachments()),
                attachmentLimit);
    }

    private RenderedMail tracked(RenderedMail mail, MailInstrument.Sending sending) {
        if (instrument.isEmpty() || sending.stream().tracking() == Tracking.OFF) {
            return mail;
        }
        try {
            return instrument.get().instrument(mail, sending);
        } catch (RuntimeException | StackOverflowError e) {
            warn("without being tracked", sending.id(), e);
            return mail;
        }
    }

    private EmailAddress returnPath(MessageId id, MailStream stream) {
        if (returnPaths.isEmpty()) {
            return stream.from().address();
        }
        try {
            return returnPaths.get().returnPath(id, stream);
        } catch (RuntimeException | StackOverflowError e) {
            warn("without a return path of its own", id, e);
            return stream.from().address();
        }
    }

    private void warn(String how, MessageId id, Throwable cause) {
        if (!warned.getAndSet(true)) {
            LOG.warn("message {}, and maybe more, is sent {}", id, how, cause);
        }
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
