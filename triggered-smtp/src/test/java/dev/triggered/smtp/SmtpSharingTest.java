package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpSharingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Lane URGENT =
            Lane.named("urgent").connections(3).reserved(1).window(1);
    private static final Lane BULK =
            Lane.bulk("news").connections(1).borrowing(8).window(1);

    private final ScriptedSmtpServer server = Sender.plainServer();
    private final List<SmtpDispatcher> dispatchers = new ArrayList<>();

    @AfterEach
    void close() {
        dispatchers.forEach(SmtpDispatcher::close);
        server.close();
    }

    @Test
    void a_lane_in_bulk_borrows_what_the_urgent_one_does_not_use_but_for_what_that_reserves() {
        SmtpDispatcher dispatcher = dispatcher(builder -> builder);
        Sender urgent = new Sender(dispatcher, URGENT);
        Sender bulk = new Sender(dispatcher, BULK);
        SmtpGate gate = hold(3);
        List<CompletableFuture<SendResult>> newsletters = begin(bulk, 9);
        awaitArrivals(gate, 3);

        assertThat(server.openConnections()).isEqualTo(3);
        assertThat(urgent.send()).as("the reserved one is there at once").isInstanceOf(Accepted.class);
        assertThat(server.openConnections()).isEqualTo(4);
        assertThat(newsletters).noneMatch(CompletableFuture::isDone);

        gate.open();
        assertThat(newsletters).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void what_was_borrowed_is_given_back_when_the_mails_under_way_have_ended() {
        SmtpDispatcher dispatcher = dispatcher(builder -> builder);
        Sender urgent = new Sender(dispatcher, URGENT);
        Sender bulk = new Sender(dispatcher, BULK);
        SmtpGate first = hold(3);
        List<CompletableFuture<SendResult>> newsletters = begin(bulk, 9);
        awaitArrivals(first, 3);
        SmtpGate second = hold(9);

        List<CompletableFuture<SendResult>> resets = begin(urgent, 3);
        second.awaitArrival(PATIENCE);
        assertThat(server.openConnections()).isEqualTo(4);
        first.open();
        awaitArrivals(second, 3);

        assertThat(server.openConnections()).isLessThanOrEqualTo(4);
        second.open();
        assertThat(newsletters).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(resets).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(server.connections()).as("two were closed and opened anew").isGreaterThanOrEqualTo(6);
        assertThat(server.messageCount()).isEqualTo(12);
    }

    @Test
    void an_idle_connection_that_was_borrowed_is_given_back_at_once() {
        SmtpDispatcher dispatcher = dispatcher(builder -> builder.connections(2));
        Sender urgent = new Sender(dispatcher, URGENT.reserved(0).connections(1));
        Sender bulk = new Sender(dispatcher, BULK);
        SmtpGate gate = hold(2);
        List<CompletableFuture<SendResult>> newsletters = begin(bulk, 2);
        awaitArrivals(gate, 2);
        gate.open();
        newsletters.forEach(Sender::await);
        assertThat(server.openConnections()).isEqualTo(2);

        assertThat(urgent.send()).isInstanceOf(Accepted.class);

        assertThat(server.connections()).isEqualTo(3);
        server.awaitOpenConnections(2, PATIENCE);
    }

    @Test
    void lanes_under_load_never_have_more_connections_than_the_dispatcher() {
        SmtpDispatcher dispatcher = dispatcher(builder -> builder.connections(4));
        List<Sender> lanes = Stream.of(URGENT, BULK, Lane.bulk("more").window(2))
                .map(lane -> new Sender(dispatcher, lane))
                .toList();
        List<CompletableFuture<SendResult>> results = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            List<CompletableFuture<SendResult>> some = new ArrayList<>();
            for (Sender lane : lanes) {
                some.addAll(begin(lane, 1 + round % 3));
            }
            some.forEach(Sender::await);
            results.addAll(some);
            assertThat(server.openConnections()).isLessThanOrEqualTo(4);
        }

        assertThat(results).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(server.messageCount()).isEqualTo(results.size());
    }

    @Test
    void the_relay_limits_the_connections_of_all_lanes_together() {
        SmtpDispatcher dispatcher = SmtpDispatcher.to(
                        Sender.plainRelay(server).connections(2).build())
                .build();
        dispatchers.add(dispatcher);
        Sender urgent = new Sender(dispatcher, URGENT);
        Sender bulk = new Sender(dispatcher, BULK);
        List<CompletableFuture<SendResult>> results = new ArrayList<>(begin(bulk, 9));
        results.addAll(begin(urgent, 3));

        assertThat(results).map(Sender::await).allMatch(Accepted.class::isInstance);
        assertThat(server.openConnections()).isLessThanOrEqualTo(2);
        assertThatThrownBy(() -> dispatcher.open(Lane.named("third")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("third");
    }

    @Test
    void a_dispatcher_has_at_least_one_connection() {
        SmtpDispatcher.Builder builder =
                SmtpDispatcher.to(Sender.plainRelay(server).build());

        assertThatThrownBy(() -> builder.connections(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private SmtpDispatcher dispatcher(UnaryOperator<SmtpDispatcher.Builder> settings) {
        SmtpDispatcher dispatcher = settings.apply(
                        SmtpDispatcher.to(Sender.plainRelay(server).build()))
                .build();
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    private SmtpGate hold(int mails) {
        SmtpGate gate = new SmtpGate();
        server.on("MAIL").times(mails).hold(gate).then().proceed();
        return gate;
    }

    private static void awaitArrivals(SmtpGate gate, int count) {
        for (int i = 0; i < count; i++) {
            gate.awaitArrival(PATIENCE);
        }
    }

    private static List<CompletableFuture<SendResult>> begin(Sender sender, int mails) {
        return Stream.generate(() -> sender.begin(Mails.mail())).limit(mails).toList();
    }
}
