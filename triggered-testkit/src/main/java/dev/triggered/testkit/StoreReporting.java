package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.Verdict;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.ReportStore.Search;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Sums;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import dev.triggered.spi.TallyMark.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted, when and where. */
abstract class StoreReporting extends StoreScenarios {
    private static final int THREADS = 6;
    private static final int EACH = 40;
    private static final Place PLACE = new Place(7, 2, "urgent", "example.org");

    StoreReporting(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void counts_a_message_in_the_minute_the_hour_and_the_day_of_its_acceptance() {
        accepted(Samples.message(LANE, START.plusSeconds(3_661), START.plusSeconds(9_999)));
        for (RollUp.Kind kind : RollUp.Kind.values()) {
            RollUp only = all(kind).get(0);
            Instant start = switch (kind.period()) {
                case MINUTE -> START.plusSeconds(3_660);
                case HOUR -> START.plusSeconds(3_600);
                case DAY -> START;
            };
            assertThat(only.key()).isEqualTo(new RollUp.Key(kind, start, 1, 1, LANE));
            assertThat(only.domains()).containsOnlyKeys(kind.isByDomain() ? "example.com" : "");
            assertThat(all(kind)).hasSize(1);
        }
        assertThat(counts().measures()).isEqualTo(Map.of(Measure.TRIGGERED, 1L));
    }

    @Test
    void counts_nothing_that_it_does_not_keep() {
        accept(NewMessage.of(message()).key(key(1, 1)));
        accept(NewMessage.of(message()).key(key(1, 1)));
        accept(NewMessage.of(message()).key(key(1, 2)));
        store().suppressions().add(List.of(entry("jane@example.com", SuppressionReason.HARD_BOUNCE, 0)));
        outbox().accept(List.of(NewMessage.of(message()), NewMessage.of(message())));
        assertThat(counts().measures()).isEqualTo(Map.of(Measure.TRIGGERED, 1L));
    }

    @Test
    void counts_what_becomes_of_messages() {
        QueuedMessage sent = begun();
        retried(sent, START, SendResults.deferred(450, "busy"));
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        ended(again, MessageState.SENT, SendResults.accepted());
        ended(begun(), MessageState.FAILED, SendResults.refused(550, "no"));
        ended(begun(), MessageState.UNCERTAIN, SendResults.uncertain());
        for (MessageState state : List.of(MessageState.EXPIRED, MessageState.CANCELLED, MessageState.SUPPRESSED)) {
            outbox().record(List.of(new Outcome.Dropped(id(claimed()), state, "", Instant.MIN)));
        }
        assertThat(counts().measures())
                .isEqualTo(Map.of(
                        Measure.TRIGGERED, 6L,
                        Measure.SENT, 1L,
                        Measure.DEFERRED, 1L,
                        Measure.FAILED, 1L,
                        Measure.UNCERTAIN, 1L,
                        Measure.EXPIRED, 1L,
                        Measure.CANCELLED, 1L,
                        Measure.SUPPRESSED, 1L));
    }

    @Test
    void counts_an_end_once_and_none_of_a_message_that_nobody_has_claimed() {
        QueuedMessage message = accepted(message());
        ended(message, MessageState.FAILED, SendResults.refused(550, "no"));
        outbox().claim(LANE, 1);
        outbox().begin(Set.of(id(message)));
        ended(message, MessageState.SENT, SendResults.accepted());
        ended(message, MessageState.SENT, SendResults.accepted());
        assertThat(counts().measures()).isEqualTo(Map.of(Measure.TRIGGERED, 1L, Measure.SENT, 1L));
    }

    @Test
    void counts_an_end_in_its_minute_with_the_time_since_the_message_was_due_first() {
        accepted(Samples.message(LANE, START, START.plusSeconds(90)));
        clock.advance(Duration.ofSeconds(95));
        QueuedMessage message = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(message)));
        retried(message, clock.instant(), SendResults.deferred(450, "busy"));
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(again)));
        clock.advance(Duration.ofSeconds(35));
        ended(again, MessageState.SENT, SendResults.accepted());
        assertThat(all(RollUp.Kind.MINUTE))
                .extracting(rollUp -> rollUp.key().start().getEpochSecond() - START.getEpochSecond())
                .containsExactly(0L, 60L, 120L);
        Counts counts = counts(all(RollUp.Kind.MINUTE).subList(2, 3));
        assertThat(counts.measures()).isEqualTo(Map.of(Measure.SENT, 1L));
        assertThat(counts.latency(50).orElseThrow()).isBetween(Duration.ofSeconds(37), Duration.ofSeconds(43));
    }

    @Test
    void counts_what_comes_back_once_and_in_the_minute_in_which_the_message_was_sent() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        clock.advance(Duration.ofMinutes(5));
        for (BounceReason reason :
                List.of(BounceReason.MAILBOX_FULL, BounceReason.USER_UNKNOWN, BounceReason.COMPLAINT)) {
            file(report(message, reason, Proof.ADDRESS));
            file(report(message, reason, Proof.RETURN_PATH));
            file(report(message, reason, Proof.RETURN_PATH));
        }
        assertThat(all(RollUp.Kind.MINUTE))
                .extracting(rollUp -> rollUp.key().start())
                .containsExactly(START);
        assertThat(counts().measures())
                .isEqualTo(Map.of(
                        Measure.TRIGGERED, 1L,
                        Measure.SENT, 1L,
                        Measure.SOFT_BOUNCED, 1L,
                        Measure.HARD_BOUNCED, 1L,
                        Measure.COMPLAINED, 1L));
    }

    @Test
    void counts_responses_once_each_and_the_messages_that_persons_and_machines_responded_to() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        clock.advance(Duration.ofMinutes(5));
        store().feedback().record(List.of(response(message, 1, 0, Responder.PERSON)));
        List<Response> more = List.of(
                response(message, 1, 0, Responder.PERSON),
                response(message, 2, 0, Responder.PERSON),
                response(message, 3, 7, Responder.PERSON),
                response(message, 4, 7, Responder.MACHINE),
                response(message, 5, 8, Responder.MACHINE),
                response(message, 6, 0, Responder.MACHINE));
        store().feedback().record(more);
        store().feedback().record(more);
        assertThat(all(RollUp.Kind.MINUTE))
                .extracting(rollUp -> rollUp.key().start())
                .containsExactly(START);
        assertThat(counts().measures())
                .isEqualTo(Map.of(
                        Measure.TRIGGERED, 1L,
                        Measure.SENT, 1L,
                        Measure.OPENED, 1L,
                        Measure.OPENS, 2L,
                        Measure.CLICKED, 1L,
                        Measure.CLICKS, 1L,
                        Measure.MACHINE_OPENED, 1L,
                        Measure.MACHINE_OPENS, 1L,
                        Measure.MACHINE_CLICKED, 1L,
                        Measure.MACHINE_CLICKS, 2L));
    }

    private FeedbackReport report(QueuedMessage message, BounceReason reason, Proof proof) {
        return new FeedbackReport(
                id(message), reason, new SmtpReply(550, "5.0.0", "no"), new Origin(proof, "", clock.instant()));
    }

    private void file(FeedbackReport report) {
        List<Filed> unused = store().feedback().file(List.of(Filing.of(report, new Consequence.None())));
    }

    private Response response(QueuedMessage message, long key, int link, Responder by) {
        return new Response(key, id(message), link, clock.instant(), by, ClientFamily.UNKNOWN);
    }

    @Test
    void takes_in_what_is_counted_elsewhere() {
        TallyMark mark = TallyMark.refused(PLACE, START, Verdict.MISSING_DATA);
        reports().add(new Tally().add(mark, 3).add(TallyMark.of(PLACE, START, Measure.OPENS)));
        reports().rollUp();
        reports().add(new Tally().add(mark, 4));
        assertThat(counts().measures()).isEqualTo(Map.of(Measure.OPENS, 1L));
        assertThat(counts().refusals()).isEqualTo(Map.of(Verdict.MISSING_DATA, 7L));
    }

    @Test
    void counts_the_first_domains_each_and_those_with_most_mail_before_others() {
        Tally many = new Tally().add(triggered("large.example"), 1_000);
        IntStream.range(0, 2 * RollUp.MOST_DOMAINS).forEach(number -> many.add(triggered("d" + number + ".example")));
        reports().add(many);
        reports().rollUp();
        reports().add(new Tally().add(triggered("late.example"), 9).add(triggered("large.example"), 5));
        Map<String, Sums> domains = all(RollUp.Kind.HOUR_BY_DOMAIN).get(0).domains();
        assertThat(domains).hasSize(RollUp.MOST_DOMAINS + 1);
        assertThat(triggered(domains, "large.example")).isEqualTo(1_005);
        assertThat(triggered(domains, RollUp.OTHERS)).isEqualTo(RollUp.MOST_DOMAINS + 1 + 9);
        assertThat(all(RollUp.Kind.DAY_BY_DOMAIN).get(0).domains()).hasSize(RollUp.MOST_DOMAINS + 1);
        assertThat(counts().of(Measure.TRIGGERED)).isEqualTo(1_005 + 2 * RollUp.MOST_DOMAINS + 9);
    }

    private static long triggered(Map<String, Sums> domains, String domain) {
        return domains.getOrDefault(domain, new Sums()).toCounts().of(Measure.TRIGGERED);
    }

    private static TallyMark triggered(String domain) {
        return TallyMark.of(new Place(7, 2, "urgent", domain), START, Measure.TRIGGERED);
    }

    @Test
    void finds_roll_ups_in_order_and_page_by_page() {
        Tally tally = new Tally();
        for (int number = 0; number < 60; number++) {
            Place place = new Place(number % 5, number % 2, number % 3 == 0 ? "a" : "b", "example.com");
            tally.add(TallyMark.of(place, START.plus(number % 4, ChronoUnit.HOURS), Measure.SENT));
        }
        reports().add(tally);
        List<RollUp.Key> all = keys(all(RollUp.Kind.HOUR));
        assertThat(all).isSorted().doesNotHaveDuplicates();
        Search search = Search.of(RollUp.Kind.HOUR, START, START.plus(3, ChronoUnit.HOURS), Set.of(1L, 4L), 5);
        List<RollUp.Key> wanted = all.stream()
                .filter(key -> key.start().isBefore(START.plus(3, ChronoUnit.HOURS)))
                .filter(key -> key.stream() == 1 || key.stream() == 4)
                .toList();
        List<RollUp.Key> first = keys(reports().find(search));
        assertThat(first).isEqualTo(wanted.subList(0, 5));
        assertThat(keys(reports().find(search.behind(first.get(4))))).isEqualTo(wanted.subList(5, 10));
    }

    @Test
    void forgets_what_is_over() {
        Instant old = START.minus(RollUp.Kind.MINUTE.period().kept()).minusSeconds(60);
        reports().add(new Tally().add(TallyMark.of(PLACE, old, Measure.TRIGGERED)));
        reports().add(new Tally().add(TallyMark.of(PLACE, START, Measure.TRIGGERED)));
        reports().rollUp();
        clock.advance(Duration.ofSeconds(10));
        assertThat(all(RollUp.Kind.MINUTE)).hasSize(1);
        assertThat(all(RollUp.Kind.HOUR)).hasSize(2);
    }

    @Test
    void is_exact_whatever_many_threads_do() {
        List<Integer> done = Crowd.run(THREADS, thread -> () -> {
            for (int number = 0; number < EACH; number++) {
                if (thread == 0) {
                    reports().rollUp();
                } else {
                    send();
                }
            }
            return EACH;
        });
        long sent = (long) EACH * (done.size() - 1);
        assertThat(counts().measures()).isEqualTo(Map.of(Measure.TRIGGERED, sent, Measure.SENT, sent));
        assertThat(counts(all(RollUp.Kind.DAY_BY_DOMAIN))).isEqualTo(counts(all(RollUp.Kind.MINUTE)));
    }

    private void send() {
        QueuedMessage message = message();
        accept(NewMessage.of(message).handedOver());
        outbox().begin(Set.of(id(message)));
        ended(message, MessageState.SENT, SendResults.accepted());
    }

    private ReportStore reports() {
        return store().reports();
    }

    private List<RollUp> all(RollUp.Kind kind) {
        reports().rollUp();
        return reports().find(Search.of(kind, Instant.EPOCH, START.plus(Duration.ofDays(9)), Set.of(), 10_000));
    }

    private Counts counts() {
        return counts(all(RollUp.Kind.DAY));
    }

    private static Counts counts(List<RollUp> rollUps) {
        Sums sums = new Sums();
        rollUps.forEach(rollUp -> rollUp.domains().values().forEach(sums::add));
        return sums.toCounts();
    }

    private static List<RollUp.Key> keys(List<RollUp> rollUps) {
        return rollUps.stream().map(RollUp::key).toList();
    }
}
