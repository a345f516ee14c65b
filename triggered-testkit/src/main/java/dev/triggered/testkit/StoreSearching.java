package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessagePage;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog.Range;
import dev.triggered.spi.MessageLog.Search;
import dev.triggered.spi.MessageLog.Source;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which messages are found, and in which order. */
abstract class StoreSearching extends StoreScenarios {
    private static final int MANY = 60;
    private static final MessageId FIRST = numbered(0);
    private static final MessageId BEHIND = numbered(MANY);

    private final List<QueuedMessage> messages = new ArrayList<>();
    private final List<MessageSummary> model = new ArrayList<>();

    StoreSearching(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void finds_what_is_asked_for_the_newest_first_page_by_page() {
        fill();
        for (String address : List.of("", "jane0@example.com", "nobody@example.com")) {
            for (Set<String> streams : List.of(Set.<String>of(), Set.of("a"), Set.of("a", "b"), Set.of("z"))) {
                for (Set<MessageState> states : List.of(
                        Set.<MessageState>of(),
                        Set.of(MessageState.SENT),
                        Set.of(MessageState.FAILED),
                        Set.of(MessageState.FAILED, MessageState.BOUNCED),
                        Set.of(MessageState.QUEUED),
                        Set.of(MessageState.SENDING),
                        Set.of(MessageState.HELD, MessageState.QUEUED),
                        Set.of(MessageState.SENT, MessageState.BOUNCED, MessageState.QUEUED),
                        Set.of(MessageState.EXPIRED))) {
                    assertFound(address, streams, states, FIRST, BEHIND);
                }
            }
        }
        assertFound("", Set.of(), Set.of(), numbered(10), numbered(20));
        assertFound("", Set.of("b"), Set.of(MessageState.FAILED), numbered(10), numbered(50));
        assertFound("jane1@example.com", Set.of(), Set.of(), numbered(10), numbered(50));
    }

    @Test
    void finds_the_messages_of_a_broadcast() {
        long number = ((BroadcastStore.Begun.Taken) store().broadcasts().begin("move", 1, START))
                .entry()
                .number();
        for (int i = 0; i < 20; i++) {
            QueuedMessage message = numberedMessage(i);
            outbox().accept(List.of(NewMessage.of(i % 2 == 0 ? message.ofBroadcast(number) : message)
                    .handedOver()));
            come(message, i % 5);
        }

        assertThat(ofBroadcast(number, 100).messages()).hasSize(10);
        assertThat(ofBroadcast(number, 100, MessageState.FAILED).messages())
                .extracting(found -> found.message().id())
                .containsExactly(numbered(18), numbered(8));
        assertThat(ofBroadcast(number, 100, MessageState.HELD).messages()).hasSize(2);
        assertThat(ofBroadcast(number, 3).next()).isEqualTo(numbered(14).value());
        assertThat(ofBroadcast(number + 1, 100).messages()).isEmpty();
    }

    private MessagePage ofBroadcast(long number, int limit, MessageState... states) {
        return store().log().search(new Search("", Set.of(), number, Set.of(states), new Range(FIRST, BEHIND, limit)));
    }

    @Test
    void knows_what_a_mail_is_made_from_until_that_is_no_longer_kept() {
        QueuedMessage message = begun();
        Duration day = Duration.ofDays(1);
        Optional<Source> waiting = store().log().source(id(message), START);
        outbox().record(List.of(new Outcome.Ended(
                id(message), MessageState.SENT, attempt(message, SendResults.accepted()), START.plus(day))));
        Optional<Source> kept =
                store().log().source(id(message), START.plus(day).minusSeconds(1));

        for (Optional<Source> source : List.of(waiting, kept)) {
            QueuedMessage.Content content = source.orElseThrow().content();
            assertThat(content.data()).isEqualTo(message.content().data());
            assertThat(content.contact().name())
                    .isEqualTo(message.content().contact().name());
            assertThat(content.locale()).isEqualTo(message.content().locale());
            assertThat(source.get().secret()).isFalse();
        }
        assertThat(store().log().source(id(message), START.plus(day))).isEmpty();
        assertThat(store().log().source(Samples.id(), START)).isEmpty();
    }

    @Test
    void tells_no_secret_value_neither_before_the_end_nor_after_it() {
        QueuedMessage message = message();
        accept(NewMessage.of(message).secrets(Set.of("order")).handedOver());
        Optional<Source> waiting = store().log().source(id(message), START);
        outbox().record(List.of(new Outcome.Ended(
                id(message),
                MessageState.FAILED,
                attempt(message, SendResults.refused(550, "no")),
                START.plusSeconds(60))));

        for (Optional<Source> source : List.of(waiting, store().log().source(id(message), START))) {
            assertThat(source.orElseThrow().secret()).isTrue();
            assertThat(source.get().content().data().asMap()).doesNotContainKey("order");
        }
    }

    private void assertFound(
            String address, Set<String> streams, Set<MessageState> states, MessageId from, MessageId before) {
        List<MessageSummary> expected = model.stream()
                .filter(found ->
                        address.isEmpty() || found.message().recipient().key().equals(address))
                .filter(found -> streams.isEmpty() || streams.contains(found.message().stream()))
                .filter(found -> states.isEmpty() || states.contains(found.state()))
                .filter(found -> isWithin(found.message().id(), from, before))
                .toList();
        List<MessageSummary> found = new ArrayList<>();
        MessageId behind = before;
        for (boolean more = true; more; ) {
            MessagePage page =
                    store().log().search(new Search(address, streams, 0, states, new Range(from, behind, 7)));
            assertThat(page.messages().size()).isLessThanOrEqualTo(7);
            found.addAll(page.messages());
            more = page.hasNext();
            behind = more ? new MessageId(page.next()) : behind;
        }
        assertThat(found).as(address + streams + states).isEqualTo(expected);
    }

    private static boolean isWithin(MessageId id, MessageId from, MessageId before) {
        return id.value().compareTo(from.value()) >= 0 && id.value().compareTo(before.value()) < 0;
    }

    /** Accepts messages in an order that is not that of their ids, and has each come to one of many states. */
    private void fill() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
        Collections.shuffle(order, new Random(4711));
        for (int number : order) {
            QueuedMessage message = numberedMessage(number);
            outbox().accept(List.of(NewMessage.of(message).handedOver()));
            messages.add(message);
        }
        messages.sort((one, other) -> id(other).value().compareTo(id(one).value()));
        for (int i = 0; i < MANY; i++) {
            MessageState state = come(messages.get(i), i % 7);
            model.add(new MessageSummary(messages.get(i).info(), state, START));
        }
    }

    private QueuedMessage numberedMessage(int number) {
        MessageInfo info = new MessageInfo(
                numbered(number),
                List.of("a", "b", "c").get(number % 3),
                1,
                EmailAddress.parse("Jane" + number % 4 + "@example.com"));
        QueuedMessage sample = message();
        return new QueuedMessage(info, new QueuedMessage.Route(1, LANE), sample.content(), sample.schedule(), 0);
    }

    private MessageState come(QueuedMessage message, int how) {
        Set<MessageId> ids = Set.of(id(message));
        if (how == 0) {
            outbox().release(ids);
            return MessageState.QUEUED;
        }
        if (how == 1) {
            outbox().park(ids);
            return MessageState.HELD;
        }
        outbox().begin(ids);
        if (how == 2) {
            return MessageState.SENDING;
        }
        if (how == 3) {
            ended(message, MessageState.FAILED, SendResults.refused(550, "no"));
            return MessageState.FAILED;
        }
        ended(message, MessageState.SENT, SendResults.accepted());
        if (how == 4) {
            FeedbackReport report = new FeedbackReport(
                    id(message),
                    BounceReason.BLOCKED,
                    SmtpReply.none("5.7.1", "no"),
                    new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "", START));
            store().feedback().file(List.of(FeedbackLog.Filing.of(report, new FeedbackLog.Consequence.None())));
            return MessageState.BOUNCED;
        }
        return MessageState.SENT;
    }

    private static MessageId numbered(int number) {
        return new MessageId(String.format(Locale.ROOT, "z%025d", number));
    }
}
