package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.testkit.ManualClock;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import dev.triggered.testkit.SmtpGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SmtpPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void nothing_is_opened_and_no_thread_started_before_there_is_a_mail() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                SmtpDispatcher dispatcher = SmtpDispatcher.to(
                                Sender.plainRelay(server).build())
                        .threads(task -> {
                            Thread thread = new Thread(task);
                            threads.add(thread);
                            return thread;
                        })
                        .build()) {
            Sender sender = new Sender(dispatcher, 4);
            assertThat(sender.lane().capacity()).isEqualTo(16);
            assertThat(threads).isEmpty();
            assertThat(server.connections()).isZero();

            sender.send();
            sender.send();

            assertThat(server.connections()).isEqualTo(1);
            assertThat(threads)
                    .extracting(Thread::getName)
                    .containsExactlyInAnyOrder(
                            "triggered-smtp-tests-1", "triggered-smtp-tests-1-replies", "triggered-smtp-watchdog");
            assertThat(threads).allMatch(Thread::isDaemon);
        }
        assertThat(threads).allSatisfy(thread -> {
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).isFalse();
        });
    }

    @Test
    void a_lane_has_at_most_its_connections_and_refuses_more_mails_than_that() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = narrow(server, 3)) {
            SmtpGate gate = new SmtpGate();
            server.on("MAIL").times(3).hold(gate).then().proceed();
            List<CompletableFuture<SendResult>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(sender.begin(Mails.mail()));
            }
            for (int i = 0; i < 3; i++) {
                gate.awaitArrival(PATIENCE);
            }

            assertThatThrownBy(() -> sender.begin(Mails.mail()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tests")
                    .hasMessageContaining("3");
            assertThat(server.openConnections()).isEqualTo(3);
            gate.open();

            assertThat(results).map(Sender::await).allMatch(Accepted.class::isInstance);
        }
    }

    @Test
    void a_mail_can_be_sent_from_within_the_result_of_the_one_before() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = lane(server, 1)) {
            CompletableFuture<SendResult> second = new CompletableFuture<>();
            sender.lane().send(Mails.mail(), first -> sender.lane().send(Mails.mail(), second::complete));

            assertThat(Sender.await(second)).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_listener_that_throws_harms_nobody_else() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = lane(server, 1)) {
            CompletableFuture<SendResult> told = new CompletableFuture<>();
            sender.lane().send(Mails.mail(), result -> {
                told.complete(result);
                throw new IllegalStateException("thrown on purpose by a test");
            });
            assertThat(Sender.await(told)).isInstanceOf(Accepted.class);

            server.awaitMessages(1, PATIENCE);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void lanes_have_connections_of_their_own() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                SmtpDispatcher dispatcher =
                        SmtpDispatcher.to(Sender.plainRelay(server).build()).build()) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").hold(gate).then().proceed();
            LaneDispatcher bulk = dispatcher.open(Lane.named("bulk").connections(1));
            Sender urgent = new Sender(dispatcher, 1);
            CompletableFuture<SendResult> held = new CompletableFuture<>();
            bulk.send(Mails.mail(), held::complete);
            gate.awaitArrival(PATIENCE);

            assertThat(urgent.send()).isInstanceOf(Accepted.class);
            assertThat(held).isNotDone();
            gate.open();
            assertThat(Sender.await(held)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_connection_is_replaced_when_it_was_idle_for_too_long() {
        ManualClock clock = ManualClock.at(Mails.DATE);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = clocked(server, clock, PoolPolicy.standard())) {
            sender.send();
            clock.advance(Duration.ofSeconds(119));
            sender.send();
            assertThat(server.connections()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(2));
            sender.send();

            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.transcript(1)).endsWith("QUIT");
        }
    }

    @Test
    void a_connection_is_replaced_when_it_is_too_old() {
        ManualClock clock = ManualClock.at(Mails.DATE);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = clocked(server, clock, PoolPolicy.standard().ageLimit(Duration.ofSeconds(100)))) {
            for (int i = 0; i < 4; i++) {
                sender.send();
                clock.advance(Duration.ofSeconds(33));
            }
            assertThat(server.connections()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            sender.send();

            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.transcript(1)).endsWith("QUIT");
        }
    }

    @Test
    void a_connection_that_nobody_needs_is_closed_and_its_thread_ends() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.with(
                        Sender.plainRelay(server),
                        builder -> builder.pool(PoolPolicy.standard().idleLimit(Duration.ofMillis(50))))) {
            sender.send();

            server.awaitOpenConnections(0, PATIENCE);
            assertThat(server.transcript(1)).endsWith("QUIT");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_connection_carries_no_more_mails_than_the_policy_says() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxMessagesPerConnection(3).start();
                Sender sender = Sender.with(
                        Sender.plainRelay(server),
                        builder -> builder.pool(PoolPolicy.standard().mailsPerConnection(3)))) {
            for (int i = 0; i < 7; i++) {
                assertThat(sender.send()).isInstanceOf(Accepted.class);
            }
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.transcript(1)).endsWith("QUIT");
        }
    }

    @Test
    void too_many_mails_on_a_connection_defer_one_and_go_on_over_another() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxMessagesPerConnection(2).start();
                Sender sender = lane(server, 1)) {
            sender.send();
            sender.send();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isEqualTo(421);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_mail_for_which_no_other_connection_can_be_had_waits_for_the_one_there_is() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.PIPELINING, SmtpCapability.CHUNKING)
                        .maxConnections(1)
                        .start();
                Sender sender = narrow(server, 2)) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").hold(gate).then().proceed();
            CompletableFuture<SendResult> first = sender.begin(Mails.mail());
            gate.awaitArrival(PATIENCE);

            CompletableFuture<SendResult> second = sender.begin(Mails.mail());
            gate.open();

            assertThat(Sender.await(first)).isInstanceOf(Accepted.class);
            assertThat(Sender.await(second)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_mail_for_which_no_connection_at_all_can_be_had_is_deferred() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxConnections(1).start();
                Sender one = lane(server, 1);
                Sender other = lane(server, 1)) {
            one.send();

            SendResult result = other.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isEqualTo(421);
        }
    }

    @Test
    void a_connection_that_was_idle_for_a_while_is_checked_before_it_is_used() {
        ManualClock clock = ManualClock.at(Mails.DATE);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = clocked(server, clock, PoolPolicy.standard())) {
            sender.send();
            clock.advance(Duration.ofSeconds(4));
            sender.send();
            assertThat(server.transcript(1)).doesNotContain("NOOP");
            clock.advance(Duration.ofSeconds(5));
            sender.send();
            assertThat(server.transcript(1)).containsOnlyOnce("NOOP");
            assertThat(server.connections()).isEqualTo(1);

            server.on("NOOP").reply(421).then().closeSocket();
            clock.advance(Duration.ofSeconds(5));
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_kept_connection_that_turns_out_dead_is_replaced_in_silence() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = lane(server, 1)) {
            sender.send();
            server.on("MAIL").onConnection(1).closeSocket();
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            server.on("MAIL").onConnection(2).resetSocket();
            assertThat(sender.send()).isInstanceOf(Accepted.class);

            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.messageCount()).isEqualTo(3);
        }
    }

    @Test
    void a_connection_is_replaced_once_only() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = lane(server, 1)) {
            sender.send();
            server.on("MAIL").times(2).closeSocket();

            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_relay_that_said_goodbye_meanwhile_costs_no_mail() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = lane(server, 1)) {
            // The goodbye is on its way together with the reply to the mail, as if the relay had waited for long.
            server.on("BODY")
                    .proceed()
                    .then()
                    .raw("421 4.4.2 idle for too long\r\n")
                    .then()
                    .closeSocket();
            sender.send();

            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_thread_that_cannot_be_had_leaves_the_lane_as_it_was() {
        boolean[] broken = {true};
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                SmtpDispatcher dispatcher = SmtpDispatcher.to(
                                Sender.plainRelay(server).build())
                        .threads(task -> {
                            if (broken[0]) {
                                throw new IllegalStateException("no thread, on purpose");
                            }
                            return new Thread(task);
                        })
                        .build()) {
            Sender sender = new Sender(dispatcher, 1);
            assertThatThrownBy(() -> sender.begin(Mails.mail())).hasMessage("no thread, on purpose");
            broken[0] = false;

            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void settings_out_of_range_are_refused() {
        PoolPolicy pool = PoolPolicy.standard();
        SmtpTimeouts timeouts = SmtpTimeouts.standard();
        Duration none = Duration.ZERO;

        assertThatThrownBy(() -> pool.idleLimit(none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.ageLimit(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.mailsPerConnection(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.healthCheckAfter(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(pool.healthCheckAfter(none).healthCheckAfter()).isZero();
        assertThatThrownBy(() -> timeouts.connect(none)).hasMessageContaining("connect");
        assertThatThrownBy(() -> timeouts.reply(none)).hasMessageContaining("reply");
        assertThatThrownBy(() -> timeouts.data(none)).hasMessageContaining("data");
        assertThatThrownBy(() -> timeouts.finalReply(Duration.ofHours(2))).hasMessageContaining("finalReply");
        assertThatThrownBy(() -> timeouts.close(none)).hasMessageContaining("close");
        assertThat(timeouts.reply(Duration.ofMillis(7)).shortest()).hasMillis(7);
    }

    private static Sender lane(ScriptedSmtpServer server, int connections) {
        return new Sender(SmtpDispatcher.to(Sender.plainRelay(server).build()).build(), connections);
    }

    private static Sender narrow(ScriptedSmtpServer server, int connections) {
        return new Sender(
                SmtpDispatcher.to(Sender.plainRelay(server).build()).build(),
                Lane.named("tests").connections(connections).window(1));
    }

    private static Sender clocked(ScriptedSmtpServer server, ManualClock clock, PoolPolicy policy) {
        return Sender.with(
                Sender.plainRelay(server), builder -> builder.clock(clock).pool(policy));
    }
}
