package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attempt;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Priority;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Steps by chance, each compared with a {@link StoreModel}. */
abstract class StoreWandering extends StoreScenarios {
    private static final int STEPS = 2_000;

    private final StoreModel model = new StoreModel();
    private final List<String> path = new ArrayList<>();
    private Random random = new Random();
    private int dues;

    StoreWandering(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void does_what_the_model_does_1() {
        wander(1);
    }

    @Test
    void does_what_the_model_does_2() {
        wander(2);
    }

    @Test
    void does_what_the_model_does_3() {
        wander(3);
    }

    private void wander(long seed) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step(random.nextInt(100));
            assertThat(outbox().nextDue(LANE)).as("nextDue after %s", this).isEqualTo(model.nextDue());
        }
        for (MessageId id : model.ids()) {
            assertThat(store().log().find(id))
                    .hasValueSatisfying(history -> assertThat(history.state()).isEqualTo(model.state(id)));
        }
    }

    private void step(int dice) {
        if (dice < 35) {
            accept();
        } else if (dice < 50) {
            claim();
        } else if (dice < 55) {
            path.add("advance");
            clock.advance(Duration.ofSeconds(random.nextInt(20)));
        } else if (!model.ids().isEmpty()) {
            change(anyMessage(), dice);
        }
    }

    private void accept() {
        Instant due = anyDue();
        QueuedMessage.Schedule schedule =
                new QueuedMessage.Schedule(anyPriority(), clock.instant(), due, due, Instant.MAX);
        NewMessage message = NewMessage.of(Samples.message(LANE, schedule));
        message = random.nextInt(3) == 0 ? message : message.key(key(random.nextInt(200), random.nextInt(2)));
        message = random.nextInt(3) == 0 ? message.handedOver() : message;
        path.add("accept " + message.message().info().id());
        assertThat(outbox().probe(message)).as("probe after %s", this).isEqualTo(model.probe(message));
        assertThat(accept(message)).as("%s", this).isEqualTo(model.accept(message));
    }

    private void claim() {
        int limit = 1 + random.nextInt(4);
        path.add("claim " + limit);
        List<QueuedMessage> claimed = outbox().claim(LANE, limit);
        assertThat(ids(claimed)).as("%s", this).isEqualTo(model.claim(clock.instant(), limit));
        assertThat(claimed)
                .as("%s", this)
                .allSatisfy(message -> assertThat(message.attempts()).isEqualTo(model.attempts(id(message))));
    }

    private void change(MessageId id, int dice) {
        if (dice < 70) {
            path.add("begin " + id);
            boolean sending = model.state(id) == MessageState.SENDING;
            if (!sending) {
                assertThat(outbox().begin(Set.of(id)).contains(id))
                        .as("%s", this)
                        .isEqualTo(model.begin(id));
            }
        } else if (dice < 80) {
            path.add("release " + id);
            outbox().release(Set.of(id));
            model.release(id);
        } else {
            record(id, dice);
        }
    }

    private void record(MessageId id, int dice) {
        Attempt attempt = new Attempt(model.attempts(id) + 1, clock.instant(), SendResults.uncertain());
        if (dice < 88) {
            Instant due = anyDue();
            path.add("retry " + id);
            outbox().record(List.of(new Outcome.Retried(id, due, attempt)));
            model.retry(id, due);
        } else if (dice < 96) {
            path.add("end " + id);
            outbox().record(List.of(new Outcome.Ended(id, MessageState.SENT, attempt, Instant.MIN)));
            model.end(id, MessageState.SENT);
        } else {
            path.add("drop " + id);
            outbox().record(List.of(new Outcome.Dropped(id, MessageState.EXPIRED, "late", Instant.MIN)));
            model.end(id, MessageState.EXPIRED);
        }
    }

    /** Returns one of the messages, mostly one of the latest. */
    private MessageId anyMessage() {
        List<MessageId> ids = model.ids();
        int back = random.nextInt(Math.min(ids.size(), random.nextInt(10) == 0 ? ids.size() : 20));
        return ids.get(ids.size() - 1 - back);
    }

    /** Returns a time around now at which no other message is due. */
    private Instant anyDue() {
        return clock.instant()
                .plusSeconds(random.nextInt(60) - 40)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusNanos(1_000L * ++dues);
    }

    /** Returns a priority, mostly the normal one. */
    private Priority anyPriority() {
        return switch (random.nextInt(5)) {
            case 0 -> Priority.HIGH;
            case 1 -> Priority.LOW;
            default -> Priority.NORMAL;
        };
    }

    /** Returns the last steps of the way. */
    @Override
    public String toString() {
        return path.size() + " steps, the last ones " + path.subList(Math.max(0, path.size() - 12), path.size());
    }
}
