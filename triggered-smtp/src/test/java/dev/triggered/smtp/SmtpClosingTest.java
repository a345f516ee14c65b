package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.SendResult.Uncertain;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpGate;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SmtpClosingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void idle_connections_take_leave() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            Sender sender = Sender.plain(server);
            sender.send();

            sender.close();

            assertThat(server.transcript(1)).endsWith("QUIT");
            server.awaitOpenConnections(0, PATIENCE);
        }
    }

    @Test
    void what_is_on_the_wire_is_ended_first() {
        try (ScriptedSmtpServer server = Sender.plainServer()) {
            Sender sender = Sender.plain(server);
            SmtpGate gate = new SmtpGate();
            server.on("DATA").hold(gate).then().proceed();
            CompletableFuture<SendResult> result = sender.begin(Mails.mail());
            gate.awaitArrival(PATIENCE);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(sender::close);
            gate.open();

            assertThat(Sender.await(result)).isInstanceOf(Accepted.class);
            closing.join();
            assertThat(server.transcript(1)).endsWith("QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_relay_that_hangs_before_the_last_byte_leaves_the_mail_deferred(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer()) {
            Sender sender = closingSoon(server);
            SmtpGate gate = new SmtpGate();
            server.on(stage).hold(gate);
            CompletableFuture<SendResult> result = sender.begin(Mails.mail());
            gate.awaitArrival(PATIENCE);

            sender.close();

            assertThat(result).isCompletedWithValueMatching(Deferred.class::isInstance);
            gate.open();
        }
    }

    @Test
    void a_relay_that_hangs_after_the_last_byte_leaves_the_mail_uncertain() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            Sender sender = closingSoon(server);
            SmtpGate gate = new SmtpGate();
            server.on("BODY").hold(gate);
            CompletableFuture<SendResult> result = sender.begin(Mails.mail());
            gate.awaitArrival(PATIENCE);

            sender.close();

            assertThat(result).isCompletedWithValueMatching(Uncertain.class::isInstance);
            gate.open();
        }
    }

    @Test
    void an_attachment_that_hangs_leaves_the_mail_deferred_and_never_sent() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        Attachment stuck = Attachment.lazily("stuck.bin", () -> {
            reading.countDown();
            awaitQuietly(open);
            return InputStream.nullInputStream();
        });
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            Sender sender = closingSoon(server);
            CompletableFuture<SendResult> result = sender.begin(Mails.mail(Mails.BODY, stuck));
            reading.await();

            sender.close();
            open.countDown();

            assertThat(result).isCompletedWithValueMatching(Deferred.class::isInstance);
            assertThat(server.messageCount()).isZero();
        }
    }

    @Test
    void a_relay_that_ignores_quit_delays_closing_no_longer_than_the_limit() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            server.on("QUIT").hang();
            Sender sender = closingSoon(server);
            sender.send();

            sender.close();

            server.awaitOpenConnections(0, PATIENCE);
        }
    }

    @Test
    void a_mail_that_comes_too_late_is_deferred() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            Sender sender = Sender.plain(server);
            sender.close();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().text()).contains("closed");
            assertThat(server.connections()).isZero();
            assertThatThrownBy(() -> sender.dispatcher().open(Lane.named("late")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closing_twice_and_from_within_a_result_does_no_harm() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            Sender sender = closingSoon(server);
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            OutgoingMail mail = Mails.mail();
            sender.lane().send(mail, outcome -> {
                sender.close();
                result.complete(outcome);
            });

            assertThat(Sender.await(result)).isInstanceOf(Accepted.class);
            sender.close();
            sender.close();
            server.awaitOpenConnections(0, PATIENCE);
        }
    }

    private static Sender closingSoon(ScriptedSmtpServer server) {
        SmtpTimeouts timeouts = SmtpTimeouts.standard().close(Duration.ofMillis(200));
        return Sender.with(Sender.plainRelay(server).timeouts(timeouts), builder -> builder);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
