package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageState;
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
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.jdbc.Statements.Result;
import dev.triggered.jdbc.Statements.Trim;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.MessageLog.Range;
import dev.triggered.spi.MessageLog.Search;
import dev.triggered.spi.NewMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What taking feedback in and looking messages up read does not depend on how many messages there are. */
class FeedbackPlanTest extends PlanScenarios {
    private static final long NOW = Times.toMicros(START);
    private static final long OWNER = 1;
    private static final String HOT = "SELECT pg_stat_get_xact_tuples_hot_updated('triggered_message'::regclass)";
    private static final MessageId FIRST = new MessageId("0".repeat(26));
    private static final MessageId BEHIND = new MessageId("z".repeat(26));

    private final Statements statements = new PostgresStatements();

    FeedbackPlanTest() {
        super("message", "queue", "payload", "report", "soft_bounce", "response", "tally");
    }

    @Test
    void the_end_of_a_mail_that_was_sent_changes_no_index() throws SQLException {
        long seq = accept(1);
        long before = hot();
        statements.record(session, List.of(sent(1, seq)));
        assertThat(hot()).isEqualTo(before + 1);
        assertThat(search("", MessageState.SENT).messages()).hasSize(1);
    }

    @Override
    void life(long number) throws SQLException {
        long seq = accept(number);
        statements.record(session, List.of(sent(number, seq)));
        FeedbackReport report = new FeedbackReport(
                id(number),
                BounceReason.MAILBOX_FULL,
                new SmtpReply(452, "4.2.2", "full"),
                new Origin(Proof.RETURN_PATH, "mx.example", START));
        Consequence counting = new Consequence.Counting(9, START, new Suppression.Origin(START, "feedback", ""));
        List<Filed> filed = meter.step(
                "file", () -> new Filings(session, Dialect.POSTGRESQL).file(List.of(Filing.of(report, counting))));
        assertThat(filed).extracting(Filed::verdict).containsExactly(FeedbackVerdict.RECORDED);
        Response response = new Response(number, id(number), 1, START, Responder.PERSON, ClientFamily.BROWSER);
        assertThat(meter.step("respond", () -> new Responses(session, Dialect.POSTGRESQL).record(List.of(response))))
                .containsExactly(true);
        meter.step("story", () -> SqlFeedback.of(session, seq, id(number)));
        assertThat(meter.step("recipient", () -> search("jane@example.com")).messages())
                .hasSizeBetween(1, 2);
        assertThat(meter.step("bounced", () -> search("", MessageState.BOUNCED)).messages())
                .hasSizeBetween(1, 2);
        meter.step("any", () -> search(""));
        meter.step(
                "last sent",
                () -> session.find(
                        Infos::read,
                        SqlFeedback.LAST_SENT.formatted(new SearchSql(Dialect.POSTGRESQL).messagesTo()),
                        "jane@example.com",
                        0));
        meter.step(
                "trim",
                () -> statements.trim(session, List.of(new Trim(3_000_000, 1, new Trim.Whose(Set.of(), false)))));
        meter.step("forget", () -> forgotten(seq));
    }

    private boolean forgotten(long seq) throws SQLException {
        SqlFeedback.beforeDeleting(session, Dialect.POSTGRESQL, List.of(seq));
        SqlFeedback.afterDeleting(session, Dialect.POSTGRESQL, List.of(seq));
        return true;
    }

    private MessagePage search(String address, MessageState... states) throws SQLException {
        Search search = new Search(address, Set.of(), 0, Set.of(states), new Range(FIRST, BEHIND, 5));
        return new SqlSearch(session, Dialect.POSTGRESQL, search).run();
    }

    private long accept(long number) throws SQLException {
        NewMessage message = NewMessage.of(letter(number));
        Candidate candidate = new Candidate(message, Optional.of(OWNER), new byte[9], Optional.empty(), List.of());
        return statements.accept(session, List.of(candidate)).get(0).seq();
    }

    private static Result sent(long number, long seq) {
        return new Result(
                new Held(seq, OWNER), Letters.sent(letter(number)), NOW, Holdings.Letter.of(letter(number), false));
    }

    private long hot() throws SQLException {
        return session.list(row -> row.getLong(1), HOT).get(0);
    }

    /** Puts many messages to others beside those of the test, most of which were sent. */
    @Override
    void fill() {
        PostgresServer.execute(database, """
                INSERT INTO triggered_message (seq, id, stream, version, recipient, purpose, opt_in, accepted_at, ended_at, state)
                    SELECT 1000000 + n, lpad((1000000 + n)::text, 26, '0'), 's', 1, n || '@example.com', 'ORDER_CONFIRMATION',
                        'UNKNOWN', 0, 2, CASE WHEN n %% 10 = 0 THEN 'FAILED' ELSE 'SENT' END
                    FROM generate_series(1, %1$d) n;
                INSERT INTO triggered_report (seq, kind, reason, proof, host, came_at, code, enhanced_status, reply)
                    SELECT seq, 'SOFT', 'MAILBOX_FULL', 'DIALOGUE', '', 0, 452, '', '' FROM triggered_message WHERE seq > 1000000;
                INSERT INTO triggered_response (seq, response_key, link, came_at, responder, client)
                    SELECT seq, 0, 0, 0, 'PERSON', 'BROWSER' FROM triggered_message WHERE seq > 1000000;
                INSERT INTO triggered_soft_bounce (address, seq, sent_at)
                    SELECT recipient, seq, 0 FROM triggered_message WHERE seq > 1000000;
                INSERT INTO triggered_queue (seq, lane, priority, first_due, due_at, expires_at, attempts)
                    SELECT 2000000 + n, 'other', 1, 0, 0, 0, 0 FROM generate_series(1, %1$d) n;
                """.formatted(MANY));
    }
}
