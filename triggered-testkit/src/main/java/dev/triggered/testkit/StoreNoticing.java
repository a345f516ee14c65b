package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.triggered.EmailAddress;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.ResponseKind;
import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notice.Reached;
import dev.triggered.notice.Notice.Responded;
import dev.triggered.spi.BroadcastStore.Begun;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.NoticeLog.Taking;
import dev.triggered.spi.NoticeLog.Topic;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of messages to those who subscribe to it. */
abstract class StoreNoticing extends StoreScenarios {
    private static final String SHOP = "shop";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final SmtpReply NOTHING = SmtpReply.none("", "");
    private static final SmtpReply BUSY = new SmtpReply(450, "4.0.0", "busy");

    private static final Topic OPENED = Topic.of(ResponseKind.OPENED, NoticeLog.ALL_STREAMS);
    private static final Topic CLICKED = Topic.of(ResponseKind.CLICKED, NoticeLog.ALL_STREAMS);

    StoreNoticing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void keeps_nothing_where_nobody_subscribes() {
        sent();
        subscribe(MessageState.SENT);
        assertThat(take()).isEmpty();
        assertThat(notices().backlog(SHOP)).isEqualTo(new Backlog(0, Optional.empty()));
    }

    @Test
    void tells_how_messages_end() {
        subscribe(MessageState.values());
        QueuedMessage message = begun();
        outbox().record(List.of(new Outcome.Ended(
                id(message), MessageState.FAILED, attempt(message, SendResults.refused(550, "no")), Instant.MIN)));
        for (MessageState state : List.of(MessageState.EXPIRED, MessageState.CANCELLED, MessageState.SUPPRESSED)) {
            outbox().record(List.of(new Outcome.Dropped(id(claimed()), state, "because of " + state, Instant.MIN)));
        }
        ended(begun(), MessageState.UNCERTAIN, SendResults.uncertain());

        List<Notice> notices = take();
        assertThat(notices)
                .extracting(StoreNoticing::state)
                .containsExactly(
                        MessageState.FAILED,
                        MessageState.EXPIRED,
                        MessageState.CANCELLED,
                        MessageState.SUPPRESSED,
                        MessageState.UNCERTAIN);
        Notice failed = notices.get(0);
        assertThat(failed.message()).isEqualTo(message.info());
        assertThat(failed.told())
                .isEqualTo(new Reached(
                        MessageState.FAILED,
                        START,
                        1,
                        SendResults.refused(550, "no").reply(),
                        ""));
        assertThat(failed.broadcast()).isEmpty();
        assertThat(failed.tries()).isEqualTo(1);
        assertThat(notices.get(1).told())
                .isEqualTo(new Reached(MessageState.EXPIRED, START, 0, NOTHING, "because of EXPIRED"));
    }

    @Test
    void tells_of_one_message_in_order_and_of_each_step_once() {
        subscribe(MessageState.DEFERRED, MessageState.SENT, MessageState.BOUNCED, MessageState.COMPLAINED);
        QueuedMessage message = deferred();
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(again)));
        ended(again, MessageState.SENT, SendResults.accepted());
        ended(again, MessageState.SENT, SendResults.accepted());
        bounce(message, BounceReason.USER_UNKNOWN, BounceReason.USER_UNKNOWN, BounceReason.COMPLAINT);

        assertThat(next().told())
                .isEqualTo(new Reached(MessageState.DEFERRED, START, 1, new SmtpReply(450, "4.0.0", "busy"), ""));
        assertThat(((Reached) next().told()).attempt()).isEqualTo(2);
        assertThat(next().told())
                .isEqualTo(new Reached(MessageState.BOUNCED, START, 0, BUSY, BounceReason.USER_UNKNOWN.name()));
        assertThat(state(next())).isEqualTo(MessageState.COMPLAINED);
        assertThat(take()).isEmpty();
        assertThat(notices().backlog(SHOP).notices()).isZero();
    }

    @Test
    void tells_of_the_opens_and_clicks_that_are_recorded_once_each_and_in_the_order_of_their_message() {
        subscribe(Topic.of(MessageState.SENT, NoticeLog.ALL_STREAMS), OPENED, CLICKED);
        QueuedMessage message = sent();
        clock.advance(Duration.ofMinutes(5));
        Instant then = clock.instant();
        List<Response> responses = List.of(
                response(message, 1, 0, Responder.MACHINE),
                response(message, 1, 0, Responder.MACHINE),
                response(message, 2, 7, Responder.PERSON));
        store().feedback().record(responses);
        store().feedback().record(responses);

        assertThat(state(next())).isEqualTo(MessageState.SENT);
        Notice opened = next();
        assertThat(opened.message()).isEqualTo(message.info());
        assertThat(opened.told()).isEqualTo(new Responded(0, then, Responder.MACHINE, ClientFamily.GMAIL));
        assertThat(next().told()).isEqualTo(new Responded(7, then, Responder.PERSON, ClientFamily.GMAIL));
        assertThat(take()).isEmpty();
        bounce(message, BounceReason.USER_UNKNOWN);
        assertThat(take()).isEmpty();
    }

    @Test
    void tells_of_the_responses_and_streams_that_are_wanted_alone() {
        subscribe(Topic.of(ResponseKind.CLICKED, 2), OPENED);
        QueuedMessage first = sentBy(1);
        QueuedMessage second = sentBy(2);
        store().feedback()
                .record(List.of(
                        response(first, 1, 0, Responder.PERSON),
                        response(first, 2, 1, Responder.PERSON),
                        response(second, 3, 1, Responder.PERSON)));

        assertThat(take())
                .extracting(Notice::message, notice -> ((Responded) notice.told()).kind())
                .containsExactly(tuple(first.info(), ResponseKind.OPENED), tuple(second.info(), ResponseKind.CLICKED));
    }

    @Test
    void tells_of_no_more_responses_than_are_kept() {
        subscribe(OPENED);
        QueuedMessage message = sent();
        store().feedback()
                .record(IntStream.range(0, FeedbackLog.MOST_RESPONSES + 5)
                        .mapToObj(key -> response(message, key, 0, Responder.PERSON))
                        .toList());

        assertThat(notices().backlog(SHOP).notices()).isEqualTo(FeedbackLog.MOST_RESPONSES);
    }

    @Test
    void gives_the_later_notices_of_a_message_after_the_earlier_ones_and_those_of_others_meanwhile() {
        subscribe(MessageState.DEFERRED, MessageState.SENT);
        deferred();
        ended(claimedAgain(), MessageState.SENT, SendResults.accepted());
        sent();
        List<Notice> first = take();

        assertThat(first).extracting(StoreNoticing::state).containsExactly(MessageState.DEFERRED, MessageState.SENT);
        assertThat(take()).isEmpty();
        notices().later(SHOP, first.get(0).number(), START.plusSeconds(90));
        notices().done(SHOP, Set.of(first.get(1).number()));
        clock.advance(Duration.ofSeconds(89));
        assertThat(take()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(next()).satisfies(notice -> {
            assertThat(notice.number()).isEqualTo(first.get(0).number());
            assertThat(notice.tries()).isEqualTo(2);
        });
        assertThat(state(next())).isEqualTo(MessageState.SENT);
    }

    @Test
    void gives_what_was_taken_again_when_its_lease_has_ended() {
        subscribe(MessageState.SENT);
        sent();
        Notice first = take().get(0);
        clock.advance(LEASE.minusSeconds(1));
        assertThat(take()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(take()).extracting(Notice::number, Notice::tries).containsExactly(tuple(first.number(), 2));
        notices().done(SHOP, Set.of(first.number()));
        notices().done(SHOP, Set.of(first.number()));
        notices().later(SHOP, first.number(), START);
        clock.advance(LEASE);
        assertThat(take()).isEmpty();
    }

    @Test
    void tells_of_the_streams_and_states_that_are_wanted_alone() {
        notices().subscribe(SHOP, Set.of(Topic.of(MessageState.SENT, 2)), START);
        notices().subscribe("audit", Set.of(Topic.of(MessageState.SENT, NoticeLog.ALL_STREAMS)), START);
        QueuedMessage first = sentBy(1);
        QueuedMessage second = sentBy(2);
        deferred();

        assertThat(take()).extracting(Notice::message).containsExactly(second.info());
        assertThat(notices().take(new Taking("audit", clock.instant(), Instant.MAX, 10)))
                .extracting(Notice::message)
                .containsExactly(first.info(), second.info());
    }

    @Test
    void a_subscription_takes_the_place_of_the_one_before_and_keeps_what_waits() {
        subscribe(MessageState.SENT);
        sent();
        subscribe(MessageState.FAILED);
        sent();
        ended(begun(), MessageState.FAILED, SendResults.refused(550, "no"));

        assertThat(take()).extracting(StoreNoticing::state).containsExactly(MessageState.SENT, MessageState.FAILED);
    }

    @Test
    void forgets_what_is_kept_for_one_who_unsubscribes() {
        subscribe(MessageState.SENT);
        sent();
        assertThat(notices().renew(SHOP, START)).isTrue();
        notices().unsubscribe(SHOP);
        notices().unsubscribe(SHOP);
        sent();
        assertThat(notices().renew(SHOP, START)).isFalse();
        subscribe(MessageState.SENT);
        assertThat(take()).isEmpty();
    }

    @Test
    void gives_up_what_is_old_in_small_steps() {
        subscribe(MessageState.SENT);
        IntStream.range(0, 3).forEach(n -> sent());
        clock.advance(Duration.ofHours(1));
        QueuedMessage last = sent();
        assertThat(notices().backlog(SHOP)).isEqualTo(new Backlog(4, Optional.of(START)));

        assertThat(notices().giveUp(SHOP, START.plusSeconds(1), 2)).isEqualTo(2);
        assertThat(notices().giveUp(SHOP, START.plusSeconds(1), 2)).isEqualTo(1);
        assertThat(notices().giveUp(SHOP, START.plusSeconds(1), 2)).isZero();
        assertThat(notices().backlog(SHOP)).isEqualTo(new Backlog(1, Optional.of(clock.instant())));
        assertThat(take()).extracting(Notice::message).containsExactly(last.info());
    }

    @Test
    void names_the_broadcast_of_a_message() {
        subscribe(MessageState.SENT);
        Begun begun = store().broadcasts().begin("spring", 7, START);
        long number = ((Begun.Taken) begun).entry().number();
        QueuedMessage plain = message();
        QueuedMessage message = new QueuedMessage(
                plain.info(),
                new QueuedMessage.Route(7, LANE, number),
                plain.content(),
                plain.schedule(),
                plain.attempts());
        accept(NewMessage.of(message).handedOver());
        outbox().begin(Set.of(id(message)));
        ended(message, MessageState.SENT, SendResults.accepted());

        assertThat(take()).extracting(Notice::broadcast).containsExactly("spring");
    }

    @Test
    void tells_each_end_of_a_message_that_is_sent_again() {
        subscribe(MessageState.FAILED, MessageState.SENT);
        QueuedMessage message = begun();
        Instant kept = START.plusSeconds(3_600);
        outbox().record(List.of(new Outcome.Ended(
                id(message), MessageState.FAILED, attempt(message, SendResults.refused(550, "no")), kept)));
        store().deadLetters().revive(List.of(new Revival(id(message), message.route(), message.schedule())));
        ended(claimedAgain(), MessageState.SENT, SendResults.accepted());

        assertThat(state(next())).isEqualTo(MessageState.FAILED);
        assertThat(state(next())).isEqualTo(MessageState.SENT);
    }

    @Test
    void gives_each_notice_once_whatever_many_threads_do() {
        subscribe(MessageState.DEFERRED, MessageState.SENT);
        int messages = 20;
        for (int i = 0; i < messages; i++) {
            deferred();
            ended(claimedAgain(), MessageState.SENT, SendResults.accepted());
        }
        List<Integer> told = Crowd.run(4, thread -> () -> {
            int count = 0;
            List<Notice> some = take(3);
            while (notices().backlog(SHOP).notices() > 0) {
                notices().done(SHOP, some.stream().map(Notice::number).collect(Collectors.toSet()));
                count += some.size();
                some = take(3);
            }
            return count + some.size();
        });
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * messages);
    }

    private NoticeLog notices() {
        return store().notices();
    }

    private void subscribe(MessageState... states) {
        subscribe(Arrays.stream(states)
                .map(state -> Topic.of(state, NoticeLog.ALL_STREAMS))
                .toArray(Topic[]::new));
    }

    private void subscribe(Topic... topics) {
        notices().subscribe(SHOP, Set.of(topics), clock.instant());
    }

    private static MessageState state(Notice notice) {
        return ((Reached) notice.told()).state();
    }

    private Response response(QueuedMessage message, long key, int link, Responder by) {
        return new Response(key, id(message), link, clock.instant(), by, ClientFamily.GMAIL);
    }

    private List<Notice> take() {
        return take(1_000);
    }

    private List<Notice> take(int limit) {
        Instant now = clock.instant();
        return notices().take(new Taking(SHOP, now, now.plus(LEASE), limit));
    }

    /** Takes the only notice that is to be had, and says that it was told. */
    private Notice next() {
        List<Notice> taken = take();
        assertThat(taken).hasSize(1);
        notices().done(SHOP, Set.of(taken.get(0).number()));
        return taken.get(0);
    }

    private QueuedMessage sent() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        return message;
    }

    private QueuedMessage sentBy(long stream) {
        QueuedMessage message = Samples.message(
                EmailAddress.parse("jane@example.com"),
                new QueuedMessage.Route(stream, LANE),
                message().schedule());
        accept(NewMessage.of(message).handedOver());
        outbox().begin(Set.of(id(message)));
        ended(message, MessageState.SENT, SendResults.accepted());
        return message;
    }

    /** Returns a message whose first attempt was deferred, and which is due again. */
    private QueuedMessage deferred() {
        QueuedMessage message = begun();
        retried(message, START, SendResults.deferred(450, "busy"));
        return message;
    }

    private QueuedMessage claimedAgain() {
        QueuedMessage message = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(message)));
        return message;
    }

    private void bounce(QueuedMessage message, BounceReason... reasons) {
        List<Filing> filings = Arrays.stream(reasons)
                .map(reason -> new FeedbackReport(
                        id(message), reason, BUSY, new Origin(Proof.RETURN_PATH, "", clock.instant())))
                .map(report -> Filing.of(report, new Consequence.None()))
                .toList();
        List<Filed> unused = store().feedback().file(filings);
    }
}
