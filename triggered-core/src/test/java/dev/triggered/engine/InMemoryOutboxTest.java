package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.Attempt;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.OverloadedException;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InMemoryOutboxTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String LANE = "lane";
    private static final SmtpReply REPLY = new SmtpReply(250, "2.0.0", "Ok");

    private final MessageIds ids = new MessageIds(new SplittableRandom(4711));
    private Instant now = NOW;

    @Test
    void is_full_at_its_number_of_messages_and_has_room_when_one_has_ended() {
        InMemoryOutbox outbox = holding(2, 1_000, 10);
        QueuedMessage first = message(NOW, 0);
        outbox.accept(List.of(NewMessage.of(first), NewMessage.of(message(NOW, 0))));

        assertThatThrownBy(() -> outbox.accept(List.of(NewMessage.of(message(NOW, 0)))))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("2 of 2 messages");
        assertThat(outbox.size()).isEqualTo(2);

        outbox.claim(LANE, 1);
        outbox.record(List.of(new Outcome.Dropped(first.info().id(), MessageState.EXPIRED, "late", Instant.MIN)));
        assertThat(outbox.accept(List.of(NewMessage.of(message(NOW, 0))))).containsExactly(new Acceptance.Kept());
    }

    @Test
    void keeps_a_batch_as_a_whole_or_not_at_all() {
        InMemoryOutbox outbox = holding(2, 1_000, 10);
        List<NewMessage> three = List.of(fresh(), fresh(), fresh());
        outbox.accept(List.of(fresh()));

        assertThatThrownBy(() -> outbox.accept(three)).isInstanceOf(OverloadedException.class);
        assertThatThrownBy(() -> outbox.accept(three.subList(0, 2))).isInstanceOf(OverloadedException.class);
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void counts_the_bytes_of_data_and_of_attachments_that_it_holds() {
        InMemoryOutbox outbox = holding(100, 1_000, 10);
        QueuedMessage large = message(NOW, 900);
        outbox.accept(List.of(NewMessage.of(large).handedOver()));

        assertThatThrownBy(() -> outbox.accept(List.of(NewMessage.of(message(NOW, 200)))))
                .isInstanceOf(OverloadedException.class);
        assertThatThrownBy(() -> holding(100, 1_000, 10).accept(List.of(NewMessage.of(message(NOW, 1_001)))))
                .isInstanceOf(OverloadedException.class);

        outbox.record(List.of(ended(large, MessageState.SENT)));
        assertThat(outbox.accept(List.of(NewMessage.of(message(NOW, 900))))).hasSize(1);
    }

    @Test
    void answers_what_was_kept_before_though_it_is_full() {
        InMemoryOutbox outbox = holding(1, 1_000, 10);
        QueuedMessage first = message(NOW, 500);
        outbox.accept(List.of(NewMessage.of(first).key(new IdempotencyKey("o", "f"))));

        assertThat(outbox.accept(List.of(
                        NewMessage.of(message(NOW, 900)).key(new IdempotencyKey("o", "f")),
                        NewMessage.of(message(NOW, 900)).key(new IdempotencyKey("o", "g")))))
                .containsExactly(
                        new Acceptance.Duplicate(first.info().id()),
                        new Acceptance.IdReused(first.info().id()));
        assertThatThrownBy(() -> outbox.accept(List.of(fresh()))).isInstanceOf(OverloadedException.class);
    }

    @Test
    void waits_for_room_for_as_long_as_its_patience() {
        InMemoryOutbox outbox = opened(new Capacity(1, 1_000, 10, Duration.ofSeconds(Long.MAX_VALUE)));
        QueuedMessage first = message(NOW, 0);
        outbox.accept(List.of(NewMessage.of(first).handedOver()));
        NewMessage next = fresh();
        Thread[] waiting = new Thread[1];

        CompletableFuture<List<Acceptance>> accepted = CompletableFuture.supplyAsync(() -> {
            waiting[0] = Thread.currentThread();
            return outbox.accept(List.of(next));
        });
        Awaitility.await().until(() -> waiting[0] != null && waiting[0].getState() == Thread.State.TIMED_WAITING);
        outbox.record(List.of(ended(first, MessageState.SENT)));

        assertThat(accepted.orTimeout(30, TimeUnit.SECONDS).join()).containsExactly(new Acceptance.Kept());
    }

    @Test
    void stops_waiting_when_it_is_interrupted_and_keeps_nothing() {
        InMemoryOutbox outbox = opened(new Capacity(1, 1_000, 10, Duration.ofDays(1)));
        outbox.accept(List.of(fresh()));
        NewMessage next = fresh();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> outbox.accept(List.of(next))).isInstanceOf(OverloadedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void takes_no_outcome_for_what_nobody_claimed() {
        InMemoryOutbox outbox = holding(10, 1_000, 10);
        QueuedMessage message = message(NOW, 0);
        outbox.accept(List.of(NewMessage.of(message)));

        outbox.record(List.of(ended(message, MessageState.SENT)));

        assertThat(stateOf(outbox, message)).isEqualTo(MessageState.QUEUED);
        assertThat(outbox.claim(LANE, 10)).containsExactly(message);
    }

    @Test
    void takes_the_first_outcome_of_an_attempt_and_no_second_one() {
        InMemoryOutbox outbox = holding(10, 1_000, 10);
        QueuedMessage retried = message(NOW, 0);
        QueuedMessage sent = message(NOW, 0);
        outbox.accept(
                List.of(NewMessage.of(retried).handedOver(), NewMessage.of(sent).handedOver()));
        outbox.begin(Set.of(retried.info().id(), sent.info().id()));

        Outcome retry = new Outcome.Retried(retried.info().id(), NOW, attempt());
        outbox.record(List.of(retry, retry, ended(retried, MessageState.FAILED)));
        outbox.record(List.of(ended(sent, MessageState.SENT), ended(sent, MessageState.FAILED)));

        assertThat(stateOf(outbox, retried)).isEqualTo(MessageState.QUEUED);
        assertThat(stateOf(outbox, sent)).isEqualTo(MessageState.SENT);
        assertThat(outbox.claim(LANE, 10)).containsExactly(retried.retriedAt(NOW));
        assertThat(outbox.claim(LANE, 10)).isEmpty();
    }

    @Test
    void remembers_so_many_ended_messages_and_forgets_the_oldest_with_its_trigger_id() {
        InMemoryOutbox outbox = holding(10, 1_000, 2);
        QueuedMessage[] messages = {message(NOW, 0), message(NOW, 0), message(NOW, 0)};
        for (int i = 0; i < 3; i++) {
            outbox.accept(List.of(NewMessage.of(messages[i])
                    .key(new IdempotencyKey("o" + i, "f"))
                    .handedOver()));
            outbox.record(List.of(ended(messages[i], MessageState.SENT)));
        }

        assertThat(new InMemoryLog(outbox).find(messages[0].info().id())).isEmpty();
        assertThat(stateOf(outbox, messages[1])).isEqualTo(MessageState.SENT);
        assertThat(outbox.probe(fresh().key(new IdempotencyKey("o0", "f")))).isEqualTo(new Acceptance.Kept());
        assertThat(outbox.probe(fresh().key(new IdempotencyKey("o2", "f"))))
                .isEqualTo(new Acceptance.Duplicate(messages[2].info().id()));
        assertThat(outbox.size()).isZero();
    }

    @Test
    void remembers_nothing_where_it_may_not() {
        InMemoryOutbox outbox = holding(10, 1_000, 0);
        QueuedMessage message = message(NOW, 0);
        outbox.accept(List.of(NewMessage.of(message).handedOver()));
        outbox.record(List.of(ended(message, MessageState.SENT)));

        assertThat(new InMemoryLog(outbox).find(message.info().id())).isEmpty();
    }

    @Test
    void tells_the_history_of_a_message() {
        InMemoryOutbox outbox = holding(10, 1_000, 10);
        QueuedMessage message = message(NOW, 0);
        outbox.accept(List.of(NewMessage.of(message).handedOver()));
        outbox.record(List.of(new Outcome.Retried(message.info().id(), NOW.plusSeconds(5), attempt())));
        now = NOW.plusSeconds(5);
        outbox.claim(LANE, 1);
        outbox.record(List.of(
                new Outcome.Dropped(message.info().id(), MessageState.EXPIRED, "its time ran out", Instant.MIN)));

        MessageHistory history =
                new InMemoryLog(outbox).find(message.info().id()).orElseThrow();

        assertThat(history.state()).isEqualTo(MessageState.EXPIRED);
        assertThat(history.attempts()).containsExactly(attempt());
        assertThat(history.note())
                .isEqualTo(new MessageHistory.Note(
                        "its time ran out", Purpose.ORDER_CONFIRMATION, MarketingOptIn.UNKNOWN));
        assertThat(new InMemoryLog(outbox).find(new MessageId("0".repeat(26)))).isEmpty();
    }

    @Test
    void wants_to_be_opened_before_it_is_asked_for_what_is_due() {
        InMemoryOutbox outbox =
                new InMemoryOutbox(Capacity.standard(), new InMemorySuppressions(), new InMemoryReports());

        assertThatThrownBy(() -> outbox.claim(LANE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not opened");
    }

    private InMemoryOutbox holding(int messages, long bytes, int ended) {
        return opened(new Capacity(messages, bytes, ended, Duration.ZERO));
    }

    private InMemoryOutbox opened(Capacity capacity) {
        InMemoryOutbox outbox = new InMemoryOutbox(capacity, new InMemorySuppressions(), new InMemoryReports());
        outbox.open(() -> now);
        return outbox;
    }

    private NewMessage fresh() {
        return NewMessage.of(message(NOW, 0));
    }

    private QueuedMessage message(Instant due, int attachmentBytes) {
        return new QueuedMessage(
                new MessageInfo(ids.next(due), "orders", 1, EmailAddress.parse("jane@example.com")),
                new QueuedMessage.Route(1, LANE),
                new QueuedMessage.Content(
                        Contact.of("jane@example.com"),
                        Purpose.ORDER_CONFIRMATION,
                        PlainData.empty(),
                        attachmentBytes == 0 ? List.of() : List.of(Attachment.of("a.pdf", new byte[attachmentBytes])),
                        Locale.ENGLISH),
                new QueuedMessage.Schedule(Priority.NORMAL, due, due, due, Instant.MAX),
                0);
    }

    private static MessageState stateOf(InMemoryOutbox outbox, QueuedMessage message) {
        return new InMemoryLog(outbox).find(message.info().id()).orElseThrow().state();
    }

    private static Outcome ended(QueuedMessage message, MessageState state) {
        return new Outcome.Ended(message.info().id(), state, attempt(), Instant.MIN);
    }

    private static Attempt attempt() {
        return new Attempt(1, NOW, new SendResult.Accepted("relay", REPLY));
    }
}
