package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two applications on one database under load: once an address is suppressed on one of them, neither begins another mail to it. */
class SuppressedNodesTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    private static final int ADDRESSES = 3;
    private static final int MORE_THAN_UNDER_WAY = 60;
    private static final int MOST_WAITING = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(2);

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();
    private final QueueingDispatcher firstWire = new QueueingDispatcher();
    private final QueueingDispatcher secondWire = new QueueingDispatcher();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger suppressed = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<MessageId> accepted = new ConcurrentLinkedQueue<>();
    private final Map<MessageId, MessageState> ended = new ConcurrentHashMap<>();
    private final List<Thread> load = new ArrayList<>();
    private TriggeredMail first;
    private TriggeredMail second;

    @BeforeEach
    void start() {
        first = start(firstWire);
        second = start(secondWire);
        for (TriggeredMail mail : List.of(first, second)) {
            Thread thread = new Thread(() -> trigger(mail));
            thread.start();
            load.add(thread);
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        end();
        first.close();
        second.close();
    }

    @Test
    void neither_begins_another_mail_to_an_address_that_was_suppressed_on_one() throws InterruptedException {
        for (int number = 0; number < ADDRESSES - 1; number++) {
            String address = address(number);
            await(() -> sentTo(address) > 20);
            (number % 2 == 0 ? first : second).suppressions().add(address, SuppressionReason.SPAM_COMPLAINT);
            awaitWhatIsUnderWay();
            long sent = sentTo(address);
            int refused = suppressed.get();
            await(() -> suppressed.get() > refused + 20);
            awaitWhatIsUnderWay();
            assertThat(sentTo(address)).as(address).isEqualTo(sent);
        }
        end();
        await(() -> ended.keySet().containsAll(accepted));
        assertThat(ended).hasSameSizeAs(accepted);
        assertThat(ended.values()).allMatch(state -> state == MessageState.SENT || state == MessageState.SUPPRESSED);
        assertThat(ended.values().stream().filter(MessageState.SENT::equals)).hasSize(wire().size());
    }

    /** Waits until each node has sent more mails than its dispatcher had taken before. */
    private void awaitWhatIsUnderWay() {
        int one = firstWire.wire().size();
        int other = secondWire.wire().size();
        await(() -> firstWire.wire().size() > one + MORE_THAN_UNDER_WAY
                && secondWire.wire().size() > other + MORE_THAN_UNDER_WAY);
    }

    private void trigger(TriggeredMail mail) {
        for (int number = 0; !over.get(); number++) {
            await(() -> waiting.get() < MOST_WAITING || over.get());
            TriggerReceipt.Answer answer = mail.trigger(ORDER, Trigger.to(address(number % ADDRESSES)))
                    .answers()
                    .get(0);
            if (answer.verdict() == Verdict.SUPPRESSED) {
                suppressed.incrementAndGet();
            } else {
                accepted.add(answer.messageId().orElseThrow());
                waiting.incrementAndGet();
            }
        }
    }

    private void note(MessageStep step) {
        if (step.state().isEnd()) {
            ended.put(step.message().id(), step.state());
            waiting.decrementAndGet();
        }
    }

    private void end() throws InterruptedException {
        over.set(true);
        for (Thread thread : load) {
            thread.join();
        }
    }

    private List<String> wire() {
        List<String> wire = new ArrayList<>(firstWire.wire());
        wire.addAll(secondWire.wire());
        return wire;
    }

    private long sentTo(String address) {
        return wire().stream().filter(address::equals).count();
    }

    private static String address(int number) {
        return "jane" + number + "@example.com";
    }

    private TriggeredMail start(QueueingDispatcher wire) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new FixedTemplates())
                .dispatcher(wire)
                .store(JdbcStore.on(database))
                .settings(MailSettings.standard().listener(this::note))
                .stream(MailStream.named("orders")
                        .on(ORDER)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .content(MailContent.of("Hello").text("Nothing to fill in"))
                        .build())
                .start();
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
