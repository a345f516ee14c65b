package dev.triggered.engine;

import dev.triggered.KeptMail;
import dev.triggered.KeptMail.Reason;
import dev.triggered.MessageHistory;
import dev.triggered.RenderedMail;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.QueuedMessage.Content;
import java.time.InstantSource;
import java.util.Optional;

/** Makes mails anew, for somebody to look at: as they are rendered, and not tracked. Thread-safe. */
final class KeptMails {
    private final MessageLog log;
    private final Registrar registrar;
    private final InstantSource clock;

    KeptMails(MessageLog log, Registrar registrar, InstantSource clock) {
        this.log = log;
        this.registrar = registrar;
        this.clock = clock;
    }

    KeptMail of(MessageHistory message) {
        Optional<MessageLog.Source> source = log.source(message.message().id(), clock.instant());
        if (source.isEmpty()) {
            return new KeptMail.Withheld(Reason.CONTENT_GONE);
        }
        if (source.get().secret()) {
            return new KeptMail.Withheld(Reason.SECRET);
        }
        Content content = source.get().content();
        return registrar.catalog().stream(message.message().stream())
                .map(live -> made(message, registrar.of(message, live), content))
                .orElseGet(() -> new KeptMail.Withheld(Reason.NO_STREAM));
    }

    private static KeptMail made(MessageHistory message, LiveStream.Compiled compiled, Content content) {
        Addressee addressee = new Addressee(content.contact(), message.message().recipient(), content.locale());
        RenderedMail mail = compiled.template()
                .render(
                        addressee.model(content.data()),
                        addressee.locale(),
                        compiled.stream().missingData());
        return new KeptMail.Made(mail, compiled.stream().version());
    }
}
