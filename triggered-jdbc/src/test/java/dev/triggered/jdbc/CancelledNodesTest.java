package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.CancelVerdict;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.RetryVerdict;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two nodes on one database: each cancels and retries what the other one has. */
class CancelledNodesTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(2);
    private static final int UNDER_WAY = 4;

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();
    private final CapturingDispatcher firstWire = CapturingDispatcher.withCapacity(UNDER_WAY);
    private final CapturingDispatcher secondWire = CapturingDispatcher.withCapacity(UNDER_WAY);
    private TriggeredMail first;
    private TriggeredMail second;

    @BeforeEach
    void start() {
        first = start(firstWire);
        second = start(secondWire);
    }

    @AfterEach
    void close() {
        firstWire.release();
        secondWire.release();
        first.close();
        second.close();
    }

    @Test
    void what_another_node_has_in_memory_is_cancelled_and_what_it_is_sending_is_not() {
        firstWire.hold();
        List<MessageId> ids = new ArrayList<>();
        for (int number = 0; number < 2 * UNDER_WAY; number++) {
            ids.add(trigger(first, number));
        }
        firstWire.awaitUnderWay(UNDER_WAY);
        List<MessageId> waiting = ids.subList(UNDER_WAY, 2 * UNDER_WAY);
        for (MessageId id : waiting) {
            assertThat(second.messages().cancel(id)).isEqualTo(CancelVerdict.CANCELLED);
        }
        assertThat(second.messages().cancel(ids.get(0))).isEqualTo(CancelVerdict.TOO_LATE);
        firstWire.release();
        ids.subList(0, UNDER_WAY).forEach(id -> await(id, MessageState.SENT));
        await(trigger(first, 100), MessageState.SENT);
        assertThat(wire()).hasSize(UNDER_WAY + 1);
        waiting.forEach(id -> await(id, MessageState.CANCELLED));
    }

    @Test
    void of_two_nodes_that_cancel_at_once_neither_sends() throws InterruptedException {
        first.streams().pause("orders");
        List<MessageId> ids = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            ids.add(trigger(number % 2 == 0 ? first : second, number));
        }
        Queue<CancelVerdict> verdicts = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (TriggeredMail mail : List.of(first, second)) {
            threads.add(new Thread(
                    () -> ids.forEach(id -> verdicts.add(mail.messages().cancel(id)))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(verdicts).hasSize(40).containsOnly(CancelVerdict.CANCELLED);
        second.streams().resume("orders");
        await(trigger(second, 100), MessageState.SENT);
        assertThat(wire()).containsExactly("jane100@example.com");
    }

    @Test
    void what_is_retried_on_one_node_is_sent_once_by_whichever() throws InterruptedException {
        firstWire.whenRecipient("jane1@example.com", SendResults.refused(550, "no"), SendResults.accepted());
        MessageId id = trigger(first, 1);
        await(id, MessageState.FAILED);
        Queue<RetryVerdict> verdicts = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        firstWire.hold();
        secondWire.hold();
        for (TriggeredMail mail : List.of(first, second, first, second)) {
            threads.add(new Thread(() -> verdicts.add(mail.messages().retry(id))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        firstWire.release();
        secondWire.release();
        await(id, MessageState.SENT);
        assertThat(verdicts)
                .containsExactlyInAnyOrder(
                        RetryVerdict.QUEUED, RetryVerdict.UNDER_WAY, RetryVerdict.UNDER_WAY, RetryVerdict.UNDER_WAY);
        assertThat(wire()).containsExactly("jane1@example.com", "jane1@example.com");
        assertThat(second.messages().find(id).orElseThrow().attempts()).hasSize(2);
    }

    private List<String> wire() {
        List<String> wire = new ArrayList<>();
        firstWire.attempts().stream().map(CapturedMail::recipient).forEach(wire::add);
        secondWire.attempts().stream().map(CapturedMail::recipient).forEach(wire::add);
        return wire;
    }

    private void await(MessageId id, MessageState state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (state != second.messages().find(id).orElseThrow().state()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(id + " is not " + state + " within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private static MessageId trigger(TriggeredMail mail, int number) {
        return mail.trigger(ORDER, Trigger.to("jane" + number + "@example.com"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    private TriggeredMail start(CapturingDispatcher wire) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new FixedTemplates())
                .dispatcher(wire)
                .store(JdbcStore.on(database))
                .stream(MailStream.named("orders")
                        .on(ORDER)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .content(MailContent.of("Hello").text("Nothing to fill in"))
                        .build())
                .start();
    }
}
