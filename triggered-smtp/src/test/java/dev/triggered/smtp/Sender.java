package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** One lane of a dispatcher, whose results a test can wait for. */
final class Sender implements AutoCloseable {
    static final SmtpTimeouts SHORT = new SmtpTimeouts(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(2));
    static final SmtpTimeouts LONG = SmtpTimeouts.standard();
    private static final int PATIENCE_SECONDS = 20;

    private final SmtpDispatcher dispatcher;
    private final LaneDispatcher lane;

    Sender(SmtpDispatcher dispatcher, int connections) {
        this(dispatcher, Lane.named("tests").connections(connections));
    }

    Sender(SmtpDispatcher dispatcher, Lane lane) {
        this.dispatcher = dispatcher;
        this.lane = dispatcher.open(lane);
    }

    /** Starts a relay that offers neither PIPELINING nor CHUNKING. */
    static ScriptedSmtpServer plainServer() {
        return ScriptedSmtpServer.builder()
                .without(SmtpCapability.PIPELINING, SmtpCapability.CHUNKING)
                .start();
    }

    /** Speaks without TLS, over one connection. */
    static Sender plain(ScriptedSmtpServer server) {
        return with(plainRelay(server).timeouts(LONG), builder -> builder);
    }

    static Sender impatient(ScriptedSmtpServer server) {
        return with(plainRelay(server).timeouts(SHORT), builder -> builder);
    }

    static Sender with(SmtpRelay.Builder relay, UnaryOperator<SmtpDispatcher.Builder> settings) {
        return new Sender(settings.apply(SmtpDispatcher.to(relay.build())).build(), 1);
    }

    static SmtpRelay.Builder plainRelay(ScriptedSmtpServer server) {
        return SmtpRelay.at(server.host(), server.port()).plaintext();
    }

    static SmtpRelay.Builder tlsRelay(ScriptedSmtpServer server) {
        return SmtpRelay.at("localhost", server.port()).sslContext(server.trust());
    }

    CompletableFuture<SendResult> begin(OutgoingMail mail) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        lane.send(mail, outcome -> assertThat(result.complete(outcome)).isTrue());
        return result;
    }

    SendResult send(OutgoingMail mail) {
        return await(begin(mail));
    }

    SendResult send() {
        return send(Mails.mail());
    }

    static SendResult await(CompletableFuture<SendResult> result) {
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no result", e);
        }
    }

    LaneDispatcher lane() {
        return lane;
    }

    SmtpDispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
