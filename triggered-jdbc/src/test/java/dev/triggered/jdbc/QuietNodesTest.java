package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.spi.MailStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two nodes on one database: what is changed on one of them holds on both, and a pause silences both. */
class QuietNodesTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int ROUNDS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(2);

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();
    private final QueueingDispatcher firstWire = new QueueingDispatcher();
    private final QueueingDispatcher secondWire = new QueueingDispatcher();
    private TriggeredMail first;
    private TriggeredMail second;

    @BeforeEach
    void start() {
        first = start(firstWire);
        second = start(secondWire);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void not_one_mail_goes_out_on_any_node_after_one_of_them_has_paused() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger triggered = new AtomicInteger();
        Queue<MessageId> accepted = new ConcurrentLinkedQueue<>();
        Queue<MessageId> held = new ConcurrentLinkedQueue<>();
        List<Thread> load = new ArrayList<>();
        for (TriggeredMail mail : List.of(first, second)) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    TriggerReceipt.Answer answer = trigger(mail, triggered.incrementAndGet());
                    (answer.verdict() == Verdict.HELD ? held : accepted)
                            .add(answer.messageId().orElseThrow());
                }
            });
            thread.start();
            load.add(thread);
        }
        for (int round = 0; round < ROUNDS; round++) {
            TriggeredMail pausing = round % 2 == 0 ? first : second;
            int sent = sent();
            await(() -> sent() > sent + 50);
            pausing.streams().pause("orders");
            int quiet = sent();
            int heldBefore = held.size();
            await(() -> held.size() > heldBefore + 50);
            assertThat(sent()).isEqualTo(quiet);
            pausing.streams().resume("orders");
        }
        over.set(true);
        for (Thread thread : load) {
            thread.join();
        }
        await(() -> sent() == triggered.get());
        List<String> wire = new ArrayList<>(firstWire.wire());
        wire.addAll(secondWire.wire());
        assertThat(wire).doesNotHaveDuplicates();
        assertThat(secondWire.wire()).isNotEmpty();
        assertThat(firstWire.wire()).isNotEmpty();
    }

    @Test
    void a_change_on_one_node_is_known_to_the_other() {
        first.streams().create(stream("resets").build());
        first.streams().launch("resets");
        await(() -> second.streams().find("resets").map(StreamInfo::state).equals(Optional.of(StreamState.LIVE)));
        second.streams().by("ben").rename("resets", "passwords");
        await(() -> first.streams().find("resets").orElseThrow().name().equals("passwords"));
        assertThat(first.streams().changes("passwords").get(0).by()).isEqualTo("ben");
    }

    @Test
    void a_message_of_a_stream_that_a_node_has_not_heard_of_is_sent_all_the_same() throws SQLException {
        second.close();
        QueueingDispatcher wire = new QueueingDispatcher();
        second = start(wire, JdbcStore.on(Shells.withoutDriver(database), LEASE));
        first.streams().create(stream("resets").lane(Lane.named("orders")).build());
        first.streams().launch("resets");
        try (Connection host = database.getConnection()) {
            host.setAutoCommit(false);
            first.in(host).trigger(ORDER, Trigger.to("jane1@example.com")).orThrow();
            first.close();
            host.commit();
        }
        await(() -> wire.wire().stream().filter("jane1@example.com"::equals).count() == 2);
    }

    @Test
    void a_node_that_died_is_waited_for_no_longer_than_its_lease() {
        PostgresServer.execute(database, "INSERT INTO triggered_node (name) VALUES ('dead')");
        first.streams().pause("orders");
        assertThat(first.streams().find("orders").orElseThrow().state()).isEqualTo(StreamState.PAUSED);
        assertThat(
                        PostgresServer.query(
                                database,
                                "SELECT name FROM triggered_node WHERE beat_at > clock_timestamp() - interval '3 seconds' AND name = 'dead'"))
                .isEmpty();
    }

    @Test
    void what_one_node_holds_the_other_sends_when_the_first_is_gone() {
        second.streams().pause("orders");
        MessageId held = trigger(first, 1).messageId().orElseThrow();
        await(() -> first.messages().find(held).orElseThrow().state() == MessageState.HELD);
        first.close();
        second.streams().resume("orders");
        await(() -> second.messages().find(held).orElseThrow().state() == MessageState.SENT);
        assertThat(secondWire.wire()).containsExactly("jane1@example.com");
    }

    private int sent() {
        return firstWire.wire().size() + secondWire.wire().size();
    }

    private static TriggerReceipt.Answer trigger(TriggeredMail mail, int number) {
        return mail.trigger(ORDER, Trigger.to("jane" + number + "@example.com"))
                .answers()
                .get(0);
    }

    private TriggeredMail start(QueueingDispatcher wire) {
        return start(wire, JdbcStore.on(database, LEASE));
    }

    private static TriggeredMail start(QueueingDispatcher wire, MailStore store) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new FixedTemplates())
                .dispatcher(wire)
                .store(store)
                .stream(stream("orders").build())
                .start();
    }

    private static MailStream.Builder stream(String name) {
        return MailStream.named(name)
                .on(ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(MailContent.of("Hello").text("Nothing to fill in"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
