package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SmtpReply;
import dev.triggered.Suppression;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.report.Measure;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes that are told of the same messages at the same time: each counts once, whatever isolation the host's connections have. */
class FeedbackNodesTest {
    private static final int THREADS = 8;
    private static final int MESSAGES = 10;

    private final StoreParty party = new StoreParty();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<StoreParty.Guest> guests = new ArrayList<>();

    @BeforeEach
    void open() {
        guests.add(party.guest());
        party.execute(
                "ALTER DATABASE \"" + party.query("SELECT current_database()").get(0)
                        + "\" SET default_transaction_isolation = 'repeatable read'");
        guests.add(party.guest());
        long[] numbers = IntStream.range(0, MESSAGES).mapToLong(n -> n).toArray();
        guests.get(0).accept(numbers);
        guests.get(0).claim();
        guests.get(0)
                .outbox()
                .record(IntStream.range(0, MESSAGES)
                        .mapToObj(n -> Letters.sent(letter(n)))
                        .toList());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        party.close();
    }

    @Test
    void a_message_comes_back_once() throws Exception {
        for (int number = 0; number < MESSAGES; number++) {
            Filing filing = filing(number, MESSAGES);
            List<FeedbackVerdict> verdicts = together(thread -> () -> file(thread, filing));
            assertThat(verdicts).filteredOn(FeedbackVerdict.DUPLICATE::equals).hasSize(THREADS - 1);
            assertThat(verdicts)
                    .contains(number < MESSAGES - 1 ? FeedbackVerdict.RECORDED : FeedbackVerdict.SUPPRESSED);
        }
        assertThat(party.count("triggered_report")).isEqualTo(MESSAGES);
        assertThat(party.count("triggered_suppression")).isEqualTo(1);
        assertThat(Letters.counted(guests.get(0).store()).of(Measure.SOFT_BOUNCED))
                .isEqualTo(MESSAGES);
    }

    @Test
    void soft_bounces_to_one_address_are_all_counted() throws Exception {
        file(0, filing(0, THREADS + 1));
        List<FeedbackVerdict> verdicts = together(thread -> () -> file(thread, filing(thread + 1, THREADS + 1)));
        assertThat(verdicts).filteredOn(FeedbackVerdict.SUPPRESSED::equals).hasSize(1);
        assertThat(party.count("triggered_soft_bounce")).isZero();
    }

    @Test
    void so_many_responses_are_kept_and_no_more() throws Exception {
        int each = 2 * FeedbackLog.MOST_RESPONSES / THREADS;
        List<Integer> unused = together(thread -> () -> {
            for (int i = 0; i < each; i++) {
                log(thread)
                        .record(List.of(new Response(
                                (long) thread * each + i, id(1), 0, START, Responder.PERSON, ClientFamily.BROWSER)));
            }
            return each;
        });
        assertThat(party.count("triggered_response")).isEqualTo(FeedbackLog.MOST_RESPONSES);
        assertThat(Letters.counted(guests.get(0).store()).of(Measure.OPENS)).isEqualTo(FeedbackLog.MOST_RESPONSES);
        assertThat(Letters.counted(guests.get(0).store()).of(Measure.OPENED)).isEqualTo(1);
    }

    private FeedbackVerdict file(int thread, Filing filing) {
        return log(thread).file(List.of(filing)).get(0).verdict();
    }

    private FeedbackLog log(int thread) {
        return guests.get(thread % guests.size()).store().feedback();
    }

    private static Filing filing(int number, int limit) {
        FeedbackReport report = new FeedbackReport(
                id(number),
                BounceReason.MAILBOX_FULL,
                new SmtpReply(452, "4.2.2", "full"),
                new Origin(Proof.RETURN_PATH, "mx.example", START));
        Suppression.Origin origin = new Suppression.Origin(START, "feedback", "");
        return Filing.of(report, new Consequence.Counting(limit, START.minusSeconds(1), origin));
    }

    private <T> List<T> together(IntFunction<Callable<T>> calls) throws Exception {
        List<Future<T>> answers = IntStream.range(0, THREADS)
                .mapToObj(thread -> threads.submit(calls.apply(thread)))
                .toList();
        List<T> found = new ArrayList<>();
        for (Future<T> answer : answers) {
            found.add(answer.get(60, TimeUnit.SECONDS));
        }
        return found;
    }
}
