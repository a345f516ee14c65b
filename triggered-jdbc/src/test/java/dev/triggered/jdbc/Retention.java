package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.Attempt;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.Suppression;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Begun;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Life;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a store knows what, as tests for each engine. */
abstract class Retention {
    private static final Acceptance KEPT = new Acceptance.Kept();
    private static final Duration KEEP = Duration.ofMinutes(2);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final List<String> TABLES = List.of(
            "triggered_message", "triggered_queue", "triggered_payload", "triggered_chunk", "triggered_attempt");

    private static final List<String> BACK = List.of("triggered_report", "triggered_response", "triggered_soft_bounce");

    final ManualClock clock = ManualClock.at(START);
    private MailStore store;

    /** Returns the store, not opened yet; a later call returns one for the same database. */
    abstract JdbcStore create();

    /** Returns the rows of a query, each as text. */
    abstract List<String> query(String sql);

    abstract void execute(String sql);

    @BeforeEach
    void open() {
        store = create().keep(KEEP);
        store.open(clock, Waker.none());
        store.log().retain(Map.of());
    }

    @Test
    void forgets_nothing_before_it_was_told_which_streams_keep_longer() {
        ended(1, Instant.MIN);
        store.close();
        store = create().keep(KEEP);
        store.open(clock, Waker.none());
        clock.advance(KEEP.multipliedBy(2));
        assertThat(store.log().find(id(1))).isPresent();
        store.log().retain(Map.of());
        clock.advance(ROUND);
        assertThat(store.log().find(id(1))).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void forgets_what_ended_after_its_time_and_not_before() {
        ended(1, Instant.MIN, Attachment.of("a", new byte[9]));
        store.outbox().accept(List.of(keyed(2, 2)));
        clock.advance(KEEP);
        assertThat(store.log().find(id(1)).orElseThrow().attempts()).hasSize(2);
        assertThat(accept(keyed(3, 1))).isEqualTo(new Acceptance.Duplicate(id(1)));
        clock.advance(ROUND);
        assertThat(store.log().find(id(1))).isEmpty();
        assertThat(TABLES.stream().map(this::count)).containsExactly(1, 1, 1, 0, 0);
        assertThat(accept(keyed(3, 1))).isEqualTo(KEPT);
    }

    @Test
    void forgets_what_a_stream_keeps_longer_at_its_time_and_what_others_have_at_theirs() {
        store.log().retain(Map.of(5L, KEEP.multipliedBy(3)));
        of(5, 1);
        of(6, 2);
        clock.advance(KEEP.plus(ROUND));
        assertThat(store.log().find(id(1))).isPresent();
        assertThat(store.log().find(id(2))).isEmpty();
        clock.advance(KEEP.multipliedBy(2).minus(ROUND));
        assertThat(store.log().find(id(1))).isPresent();
        clock.advance(ROUND);
        assertThat(store.log().find(id(1))).isEmpty();
    }

    @Test
    void comes_back_to_what_ends_long_after_others_that_are_kept_longer() {
        store.log().retain(Map.of(0L, Duration.ofDays(1)));
        store.outbox().accept(List.of(NewMessage.of(streamed(6, 1))));
        QueuedMessage late = store.outbox().claim(LANE, 1).get(0);
        many(1_200);
        clock.advance(KEEP.multipliedBy(2));
        store.outbox().record(List.of(end(late, clock.instant(), Instant.MIN)));
        clock.advance(KEEP);
        assertThat(store.log().find(id(1))).isPresent();
        clock.advance(ROUND.multipliedBy(4));
        assertThat(store.log().find(id(1))).isEmpty();
        assertThat(count("triggered_message")).isEqualTo(1_200);
    }

    @Test
    void never_forgets_what_waits_or_is_being_sent() {
        store.outbox().accept(List.of(keyed(1, 1), keyed(2, 2)));
        store.outbox().claim(LANE, 1);
        store.outbox().begin(Set.of(id(1)));
        clock.advance(KEEP.multipliedBy(5));
        assertThat(TABLES.stream().map(this::count)).containsExactly(2, 2, 2, 0, 0);
        assertThat(accept(keyed(3, 2))).isEqualTo(new Acceptance.Duplicate(id(2)));
    }

    @Test
    void forgets_nobody_to_whom_a_broadcast_wrote_that_may_go_on() {
        BroadcastStore broadcasts = store.broadcasts();
        Entry broadcast = ((Begun.Taken) broadcasts.begin("outage", 7, START)).entry();
        store.outbox().accept(List.of(NewMessage.of(letter(1).ofBroadcast(broadcast.number()))));
        store.outbox().record(List.of(end(store.outbox().claim(LANE, 1).get(0), Instant.MIN)));
        clock.advance(KEEP.multipliedBy(3));
        assertThat(store.log().find(id(1))).isPresent();
        broadcasts.end(
                broadcast.number(),
                broadcast.standing().owner(),
                new Life(Stage.READ, "", clock.instant()),
                broadcast.tally());
        clock.advance(KEEP.plus(ROUND));
        assertThat(store.log().find(id(1))).isEmpty();
    }

    @Test
    void deletes_what_a_mail_was_made_from_at_once() {
        ended(1, Instant.MIN, Attachment.of("a", new byte[9]));
        assertThat(TABLES.stream().map(this::count)).containsExactly(1, 0, 0, 0, 1);
        ended(2, START, Attachment.of("a", new byte[9]));
        assertThat(count("triggered_payload")).isZero();
    }

    @Test
    void deletes_what_a_mail_was_made_from_when_its_time_has_come() {
        ended(1, START.plusSeconds(30), Attachment.of("a", new byte[9]));
        clock.advance(ROUND.multipliedBy(2));
        assertThat(TABLES.stream().map(this::count)).containsExactly(1, 0, 1, 1, 1);
        clock.advance(ROUND);
        assertThat(TABLES.stream().map(this::count)).containsExactly(1, 0, 0, 0, 1);
        assertThat(store.log().find(id(1)).orElseThrow().state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void keeps_secret_values_until_the_message_has_ended_and_no_longer() {
        QueuedMessage message = secret(1);
        store.outbox().accept(List.of(NewMessage.of(message).secrets(Set.of("link"))));
        store.close();
        open();
        QueuedMessage claimed = store.outbox().claim(LANE, 1).get(0);
        assertThat(claimed.content().data()).isEqualTo(message.content().data());
        assertThat(payload()).contains("s3cret");
        store.outbox().begin(Set.of(id(1)));
        store.outbox().record(List.of(Letters.deferred(claimed, START)));
        assertThat(payload()).contains("s3cret");
        QueuedMessage again = store.outbox().claim(LANE, 1).get(0);
        assertThat(again.content().data()).isEqualTo(message.content().data());
        store.outbox().record(List.of(end(again, START.plusSeconds(600))));
        assertThat(payload()).contains("open").doesNotContain("s3cret");
    }

    @Test
    void keeps_no_secret_values_of_a_message_that_is_dropped() {
        store.outbox().accept(List.of(NewMessage.of(secret(1)).secrets(Set.of("link"))));
        store.outbox().claim(LANE, 1);
        store.outbox()
                .record(List.of(new Outcome.Dropped(id(1), MessageState.EXPIRED, "too late", START.plusSeconds(600))));
        assertThat(payload()).contains("open").doesNotContain("s3cret");
    }

    @Test
    void forgets_many_in_small_steps_and_goes_on_after_one_that_failed() {
        many(1_200);
        clock.advance(KEEP);
        refuse("triggered_message");
        clock.advance(ROUND);
        assertThat(count("triggered_message")).isEqualTo(700);
        allow("triggered_message");
        clock.advance(ROUND);
        assertThat(count("triggered_message")).isZero();
    }

    @Test
    void deletes_the_contents_of_many_in_small_steps_and_goes_on_after_one_that_failed() {
        many(1_200);
        refuse("triggered_payload");
        clock.advance(Duration.ofSeconds(40));
        assertThat(count("triggered_payload")).isEqualTo(700);
        allow("triggered_payload");
        clock.advance(ROUND);
        assertThat(count("triggered_payload")).isZero();
        assertThat(count("triggered_message WHERE keep_until IS NOT NULL")).isZero();
        assertThat(count("triggered_message")).isEqualTo(1_200);
    }

    @Test
    void forgets_although_contents_cannot_be_deleted() {
        ended(1, Instant.MIN);
        many(1_200);
        refuse("triggered_payload");
        clock.advance(KEEP.plus(ROUND));
        assertThat(store.log().find(id(1))).isEmpty();
    }

    @Test
    void forgets_what_came_back_with_its_message() {
        ended(1, Instant.MIN);
        bounced(1);
        store.feedback().record(List.of(new Response(1, id(1), 0, START, Responder.PERSON, ClientFamily.BROWSER)));
        assertThat(BACK.stream().map(this::count)).containsExactly(1, 1, 1);
        clock.advance(KEEP.plus(ROUND));
        assertThat(count("triggered_message")).isZero();
        assertThat(BACK.stream().map(this::count)).containsExactly(0, 0, 1);
    }

    @Test
    void remembers_of_a_message_that_it_arrived_when_it_is_forgotten() {
        ended(1, Instant.MIN);
        bounced(1);
        ended(2, Instant.MIN);
        assertThat(count("triggered_soft_bounce")).isEqualTo(1);
        clock.advance(KEEP.plus(ROUND));
        assertThat(count("triggered_soft_bounce")).isZero();
    }

    /** Has a message come back softly, too early for another one to have arrived. */
    private void bounced(long number) {
        FeedbackReport report = new FeedbackReport(
                id(number),
                BounceReason.MAILBOX_FULL,
                new SmtpReply(452, "4.2.2", "full"),
                new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example", START));
        Consequence counting =
                new Consequence.Counting(5, Instant.EPOCH, new Suppression.Origin(START, "feedback", ""));
        assertThat(store.feedback().file(List.of(Filing.of(report, counting))))
                .extracting(FeedbackLog.Filed::verdict)
                .containsExactly(FeedbackVerdict.RECORDED);
    }

    /** Has a transaction fail that deletes the row 700 of a table. */
    abstract void refuse(String table);

    abstract void allow(String table);

    /** Has a message of a stream end. */
    private void of(long stream, long number) {
        store.outbox().accept(List.of(NewMessage.of(streamed(stream, number))));
        store.outbox().record(List.of(end(store.outbox().claim(LANE, 1).get(0), Instant.MIN)));
    }

    private static QueuedMessage streamed(long stream, long number) {
        QueuedMessage letter = letter(number);
        return new QueuedMessage(
                letter.info(), new QueuedMessage.Route(stream, LANE), letter.content(), letter.schedule(), 0);
    }

    /** Has messages end whose contents are kept for half a minute. */
    private void many(int count) {
        List<NewMessage> messages = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            messages.add(keyed(1_000 + number, 1_000 + number));
        }
        store.outbox().accept(messages);
        AtomicLong next = new AtomicLong();
        List<QueuedMessage> claimed = store.outbox().claim(LANE, count);
        assertThat(claimed).hasSize(count);
        store.outbox()
                .record(claimed.stream()
                        .map(message -> end(message, START.plusSeconds(30).plusMillis(next.incrementAndGet())))
                        .toList());
    }

    /** Has a message end at its second attempt. */
    private void ended(long number, Instant keepUntil, Attachment... attachments) {
        QueuedMessage message = letter(number, attachments);
        store.outbox().accept(List.of(NewMessage.of(message).key(key(number))));
        store.outbox()
                .record(List.of(Letters.deferred(store.outbox().claim(LANE, 1).get(0), START)));
        store.outbox().record(List.of(end(store.outbox().claim(LANE, 1).get(0), keepUntil)));
    }

    private static Outcome end(QueuedMessage message, Instant keepUntil) {
        return end(message, START, keepUntil);
    }

    private static Outcome end(QueuedMessage message, Instant at, Instant keepUntil) {
        SendResult result = new SendResult.Accepted("relay.example:25", new SmtpReply(250, "2.0.0", "taken"));
        Attempt attempt = new Attempt(message.attempts() + 1, at, result);
        return new Outcome.Ended(message.info().id(), MessageState.SENT, attempt, keepUntil);
    }

    private static QueuedMessage secret(long number) {
        QueuedMessage plain = letter(number);
        QueuedMessage.Content content = plain.content();
        PlainData data = PlainData.empty().with("number", "open").with("link", "s3cret");
        return new QueuedMessage(
                plain.info(),
                plain.route(),
                new QueuedMessage.Content(
                        content.contact(), content.purpose(), data, content.attachments(), content.locale()),
                plain.schedule(),
                0);
    }

    private static NewMessage keyed(long number, long key) {
        return NewMessage.of(letter(number)).key(key(key));
    }

    private Acceptance accept(NewMessage message) {
        return store.outbox().accept(List.of(message)).get(0);
    }

    /** Returns what stands in the table of what mails are made from, as far as it is text. */
    private String payload() {
        return String.join(" ", query(payloadText()));
    }

    abstract String payloadText();

    private int count(String table) {
        return Integer.parseInt(query("SELECT count(*) FROM " + table).get(0));
    }
}
