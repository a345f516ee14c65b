package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.testkit.ManualClock;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelaysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 10_000;
    private static final PoolPolicy ONE_MAIL_EACH = PoolPolicy.standard().mailsPerConnection(1);

    private final ManualClock clock = ManualClock.at(Mails.DATE);
    private final ScriptedSmtpServer first = Sender.plainServer();
    private final ScriptedSmtpServer second = Sender.plainServer();
    private final List<Sender> senders = new ArrayList<>();

    @AfterEach
    void close() {
        senders.forEach(Sender::close);
        first.close();
        second.close();
    }

    @Test
    void the_relay_with_the_lowest_priority_value_takes_the_mails() {
        Sender sender = sender(SmtpDispatcher.to(
                Sender.plainRelay(second).priority(20).build(),
                Sender.plainRelay(first).priority(10).build()));

        assertThat(sender.send())
                .isEqualTo(new Accepted(addressOf(first), sender.send().reply()));

        assertThat(first.messageCount()).isEqualTo(2);
        assertThat(second.connections()).isZero();
        assertThat(sender.dispatcher())
                .hasToString("SmtpDispatcher[" + addressOf(first) + ", " + addressOf(second) + "]");
    }

    @Test
    void relays_of_the_same_priority_are_chosen_in_proportion_to_their_weights() {
        Relays relays = relays(weighted("c", 1), weighted("b", 3), weighted("a", 6), weighted("d", 0));
        Map<String, Integer> firsts = new TreeMap<>();
        Map<String, Integer> lasts = new TreeMap<>();

        for (int i = 0; i < 10_000; i++) {
            List<Relays.Candidate> order = relays.order();
            assertThat(order).hasSize(4).doesNotHaveDuplicates();
            firsts.merge(order.get(0).relay().host(), 1, Integer::sum);
            lasts.merge(order.get(3).relay().host(), 1, Integer::sum);
        }

        assertThat(firsts).containsOnlyKeys("a", "b", "c");
        assertThat(firsts.get("a")).isBetween(5_800, 6_200);
        assertThat(firsts.get("b")).isBetween(2_800, 3_200);
        assertThat(firsts.get("c")).isBetween(850, 1_150);
        assertThat(lasts).containsOnlyKeys("d");
    }

    @Test
    void relays_without_weights_are_chosen_evenly() {
        Relays relays = relays(weighted("a", 0), weighted("b", 0));
        int firsts = 0;
        for (int i = 0; i < 10_000; i++) {
            firsts += relays.order().get(0).relay().host().equals("a") ? 1 : 0;
        }

        assertThat(firsts).isBetween(4_800, 5_200);
    }

    static Stream<Consumer<ScriptedSmtpServer>> failures() {
        return Stream.of(
                ScriptedSmtpServer::close,
                server -> server.on("CONNECT").hang(),
                server -> server.on("CONNECT").reply(421),
                server -> server.on("CONNECT").closeSocket(),
                server -> server.on("EHLO").reply(421),
                server -> server.on("EHLO").closeSocket(),
                server -> server.on("STARTTLS").reply(454),
                server -> server.on("TLS").closeSocket(),
                server -> server.on("AUTH").reply(535));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_relay_that_cannot_be_connected_to_is_replaced_by_the_next(Consumer<ScriptedSmtpServer> failure) {
        SmtpRelay preferred = Sender.tlsRelay(first)
                .login("user", "secret")
                .timeouts(Sender.SHORT)
                .build();
        failure.accept(first);
        Sender sender = sender(SmtpDispatcher.to(preferred, backup().build()).pool(ONE_MAIL_EACH));

        for (int i = 0; i < 3; i++) {
            SendResult result = sender.send();
            assertThat(result).isInstanceOf(Accepted.class);
            assertThat(result.relay()).isEqualTo(addressOf(second));
        }
        assertThat(first.connections()).as("tried once, then left out").isLessThanOrEqualTo(1);
    }

    @Test
    void a_connection_that_breaks_before_a_mail_was_answered_counts_as_a_failure() {
        first.on("MAIL").closeSocket();
        Sender sender = preferringFirst(1, PoolPolicy.standard());

        assertThat(sender.send().relay()).isEqualTo(addressOf(second));

        assertThat(sender.send().relay()).isEqualTo(addressOf(second));
        assertThat(first.connections()).isEqualTo(1);
    }

    @Test
    void a_connection_that_breaks_after_a_mail_was_answered_does_not() {
        Sender sender = preferringFirst(1, PoolPolicy.standard());
        sender.send();
        first.on("MAIL").closeSocket();

        assertThat(sender.send().relay()).isEqualTo(addressOf(first));
        assertThat(first.connections()).isEqualTo(2);
    }

    @Test
    void the_pause_of_a_relay_doubles_up_to_a_minute() {
        first.on("CONNECT").times(8).reply(421);
        Sender sender = preferringFirst(1, ONE_MAIL_EACH);
        sender.send();
        int tries = 1;
        for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60}) {
            clock.advance(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(sender.send().relay()).isEqualTo(addressOf(second));
            assertThat(first.connections()).isEqualTo(tries);
            clock.advance(Duration.ofMillis(1));
            assertThat(sender.send().relay()).isEqualTo(addressOf(second));
            assertThat(first.connections()).isEqualTo(++tries);
        }
        clock.advance(Duration.ofMinutes(1));

        assertThat(sender.send().relay()).isEqualTo(addressOf(first));
    }

    @Test
    void a_mail_is_deferred_with_the_reason_of_the_most_preferred_relay_if_none_can_be_connected_to() {
        first.on("CONNECT").times(2).raw("421 4.3.2 the first is away\r\n");
        second.on("CONNECT").times(2).raw("421 4.3.2 the second is away\r\n");
        Sender sender = preferringFirst(1, PoolPolicy.standard());

        for (int i = 0; i < 2; i++) {
            SendResult result = sender.send();
            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.relay()).isEqualTo(addressOf(first));
            assertThat(result.reply().text()).contains("the first is away");
        }
        assertThat(sender.send()).as("all are tried before a mail is deferred").isInstanceOf(Accepted.class);
    }

    @Test
    void a_connection_goes_back_to_the_better_relay_when_that_works_again() {
        first.on("CONNECT").reply(421);
        Sender sender = preferringFirst(1, PoolPolicy.standard());
        assertThat(sender.send().relay()).isEqualTo(addressOf(second));
        clock.advance(Duration.ofMillis(999));
        assertThat(sender.send().relay()).isEqualTo(addressOf(second));
        clock.advance(Duration.ofMillis(1));

        assertThat(sender.send().relay()).isEqualTo(addressOf(first));

        second.awaitOpenConnections(0, PATIENCE);
        assertThat(second.transcript(1)).endsWith("QUIT");
    }

    @Test
    void a_connection_that_is_never_idle_goes_back_too() {
        first.on("CONNECT").reply(421);
        Sender sender = preferringFirst(1, PoolPolicy.standard());
        CompletableFuture<SendResult> next = new CompletableFuture<>();
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        sender.lane().send(Mails.mail(), sent -> {
            clock.advance(Duration.ofSeconds(1));
            sender.lane().send(Mails.mail(), next::complete);
            result.complete(sent);
        });

        assertThat(Sender.await(result).relay()).isEqualTo(addressOf(second));
        assertThat(Sender.await(next).relay()).isEqualTo(addressOf(first));
    }

    @Test
    void a_probe_that_fails_costs_no_mail() {
        first.on("CONNECT").times(3).reply(421);
        Sender sender = preferringFirst(2, PoolPolicy.standard());
        SendResult result = sender.send();
        for (int i = 0; i < MANY && !result.relay().equals(addressOf(first)); i++) {
            assertThat(result).isInstanceOf(Accepted.class);
            clock.advance(Duration.ofMillis(700));
            result = sender.send();
        }

        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(result.relay()).isEqualTo(addressOf(first));
        assertThat(first.connections()).isBetween(4, 5);
    }

    @Test
    void one_connection_only_tries_a_relay_and_the_others_go_on_meanwhile() {
        SmtpGate gate = new SmtpGate();
        first.on("CONNECT").times(1).reply(421);
        first.on("CONNECT").hold(gate).then().proceed();
        Sender sender = preferringFirst(4, PoolPolicy.standard());
        assertThat(sender.send().relay()).isEqualTo(addressOf(second));
        clock.advance(Duration.ofSeconds(1));

        for (int i = 0; i < 40; i++) {
            List<CompletableFuture<SendResult>> some =
                    Stream.generate(() -> sender.begin(Mails.mail())).limit(4).toList();
            assertThat(some)
                    .map(Sender::await)
                    .allMatch(result -> result.relay().equals(addressOf(second)));
        }
        gate.awaitArrival(PATIENCE);
        assertThat(first.connections()).isEqualTo(2);
        gate.open();
        first.awaitOpenConnections(1, PATIENCE);
    }

    @Test
    void a_relay_has_no_more_connections_than_it_may() {
        SmtpGate gate = new SmtpGate();
        SmtpGate others = new SmtpGate();
        first.on("BODY").times(40).hold(gate).then().proceed();
        second.on("BODY").times(40).hold(others).then().proceed();
        Sender sender = sender(
                SmtpDispatcher.to(
                        Sender.plainRelay(first).connections(2).build(),
                        backup().connections(3).build()),
                Lane.named("tests").connections(8).window(4));
        List<CompletableFuture<SendResult>> results =
                Stream.generate(() -> sender.begin(Mails.mail())).limit(32).toList();
        gate.awaitArrival(PATIENCE);
        gate.open();
        others.open();

        assertThat(results).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(first.connections()).isBetween(1, 2);
        assertThat(second.connections()).isLessThanOrEqualTo(3);
    }

    @Test
    void settings_out_of_range_are_refused() {
        SmtpRelay.Builder relay = SmtpRelay.at("smtp.acme.example", 25);

        assertThatThrownBy(() -> relay.priority(-1)).hasMessageContaining("priority");
        assertThatThrownBy(() -> relay.priority(65_536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> relay.weight(-1)).hasMessageContaining("weight");
        assertThatThrownBy(() -> relay.connections(0)).hasMessageContaining("connections");
    }

    private Sender preferringFirst(int connections, PoolPolicy policy) {
        return sender(
                SmtpDispatcher.to(Sender.plainRelay(first).build(), backup().build())
                        .pool(policy),
                Lane.named("tests").connections(connections));
    }

    private SmtpRelay.Builder backup() {
        return Sender.plainRelay(second).priority(1);
    }

    private Sender sender(SmtpDispatcher.Builder builder) {
        return sender(builder, Lane.named("tests").connections(1));
    }

    private Sender sender(SmtpDispatcher.Builder builder, Lane lane) {
        Sender sender = new Sender(builder.clock(clock).build(), lane);
        senders.add(sender);
        return sender;
    }

    private Relays relays(SmtpRelay... relays) {
        Watchdog idle = new Watchdog(new ScheduledThreadPoolExecutor(1), System::nanoTime, PATIENCE);
        return new Relays(List.of(relays), idle, clock, new java.util.SplittableRandom(4711));
    }

    private static SmtpRelay weighted(String host, int weight) {
        return SmtpRelay.at(host, 25).plaintext().weight(weight).build();
    }

    private static String addressOf(ScriptedSmtpServer server) {
        return server.host() + ":" + server.port();
    }
}
