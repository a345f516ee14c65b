package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A relay and a dispatcher for each test, and the steps that tests of a dispatcher take. */
abstract class DispatcherScenarios {
    static final Duration SOON = Duration.ofSeconds(60);

    final SentMails sent = new SentMails();
    private final Function<ScriptedSmtpServer, Dispatcher> factory;
    private final SmtpCapability[] missing;
    private ScriptedSmtpServer smtp;
    private Dispatcher dispatcher;

    /** For a relay that lacks some extensions. */
    DispatcherScenarios(Function<ScriptedSmtpServer, Dispatcher> factory, SmtpCapability... missing) {
        this.factory = factory;
        this.missing = missing.clone();
    }

    @BeforeEach
    void open() {
        open(relay());
    }

    @AfterEach
    void close() {
        dispatcher.close();
        smtp.close();
        sent.requireOneResultEach();
        assertThat(smtp.unplayed()).as("faults that did not happen").isEmpty();
    }

    /** Puts another relay, and a dispatcher for it, in the place of those that were opened. */
    final void reopen(ScriptedSmtpServerBuilder other) {
        dispatcher.close();
        smtp.close();
        open(other);
    }

    final ScriptedSmtpServerBuilder relay() {
        return ScriptedSmtpServer.builder().without(missing);
    }

    final ScriptedSmtpServer smtp() {
        return smtp;
    }

    final Dispatcher dispatcher() {
        return dispatcher;
    }

    final LaneDispatcher lane(int connections) {
        return dispatcher.open(Lane.named("lane").connections(connections));
    }

    /** Returns the moment at which the first octets of a mail come. */
    final String content() {
        return Arrays.asList(missing).contains(SmtpCapability.CHUNKING) ? "BODY" : "BDAT";
    }

    static OutgoingMail mail() {
        return Samples.mail("jane@example.com");
    }

    /** Sends a mail over a lane of its own and waits for the result. */
    final SendResult result(OutgoingMail mail) {
        return sent.result(lane(1), mail);
    }

    /** Sends a mail that arrives, and returns it as it was received. */
    final CapturedMail delivered(OutgoingMail mail) {
        int before = smtp.messageCount();
        assertThat(result(mail)).isInstanceOf(SendResult.Accepted.class);
        return CapturedMail.of(smtp.awaitMessages(before + 1, SOON).get(before));
    }

    /** Asserts that nothing was received but what a lane sends next, to show that it can still send. */
    final void assertStillSends(LaneDispatcher lane, int receivedBefore) {
        OutgoingMail next = mail();
        assertThat(sent.result(lane, next)).isInstanceOf(SendResult.Accepted.class);
        assertThat(smtp.awaitMessages(receivedBefore + 1, SOON)).hasSize(receivedBefore + 1);
        assertThat(smtp.messages().get(receivedBefore).messageId())
                .hasValue(next.header().messageIdField());
    }

    private void open(ScriptedSmtpServerBuilder relay) {
        smtp = relay.start();
        dispatcher = factory.apply(smtp);
    }
}
