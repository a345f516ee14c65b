package dev.triggered.testkit;

import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a whole engine with a store below it share. */
abstract class EngineScenarios {
    final CapturingDispatcher dispatcher;
    TriggeredMail mail;
    private final Supplier<MailStore> factory;

    EngineScenarios(Supplier<MailStore> factory, CapturingDispatcher dispatcher) {
        this.factory = factory;
        this.dispatcher = dispatcher;
    }

    /** Returns the streams that code defines. */
    abstract List<MailStream> defined();

    abstract MailSettings settings();

    @BeforeEach
    void start() {
        TriggeredMail.Builder builder = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new LiteralTemplates())
                .dispatcher(dispatcher)
                .store(factory.get())
                .settings(settings().drain(Duration.ofSeconds(20)));
        defined().forEach(builder::stream);
        mail = builder.start();
    }

    @AfterEach
    void close() {
        dispatcher.release();
        mail.close();
    }

    MessageHistory history(MessageId id) {
        return mail.messages().find(id).orElseThrow();
    }

    void awaitState(MessageId id, MessageState state) {
        Monitor.awaitSeen(
                () -> history(id).state() == state,
                () -> id + " is not " + state + " but " + history(id).state());
    }
}
