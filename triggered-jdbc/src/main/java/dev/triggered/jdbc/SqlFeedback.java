package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.spi.FeedbackLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came back for messages, in a database. */
final class SqlFeedback implements FeedbackLog {
    private static final String REPORTS = """
            SELECT reason, code, enhanced_status, reply, proof, host, came_at FROM triggered_report
            WHERE seq = ? ORDER BY came_at, kind""";
    private static final String RESPONSES = """
            SELECT response_key, link, came_at, responder, client FROM triggered_response
            WHERE seq = ? ORDER BY came_at, response_key""";
    static final String LAST_SENT = """
            SELECT m.id, m.stream, m.version, m.recipient FROM %s
            WHERE m.state IN ('SENT', 'BOUNCED', 'COMPLAINED') AND m.ended_at >= ? ORDER BY m.ended_at DESC, m.id DESC LIMIT 1""";
    private static final String KEEP = """
            INSERT INTO triggered_unmatched (came_at, summary, head, digest) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING""";
    private static final String FORGET_OLDEST = """
            DELETE FROM triggered_unmatched WHERE number <= (
                SELECT number FROM triggered_unmatched ORDER BY number DESC LIMIT 1 OFFSET\s""" + MOST_UNMATCHED + ")";
    private static final String UNMATCHED = """
            SELECT number, came_at, summary, head FROM triggered_unmatched WHERE number < ? ORDER BY number DESC LIMIT ?""";
    private static final String FORGET = "DELETE FROM triggered_unmatched WHERE number = ?";

    private final Database database;
    private final Holdings holdings;
    private final Dialect dialect;
    private final Batch<Filing, Filed> file;
    private final Batch<Response, Boolean> respond;
    private final Batch<UnmatchedMail, Boolean> keep;
    private final Batch<Long, Boolean> forget = SqlFeedback::forget;

    SqlFeedback(Database database, Holdings holdings) {
        this.database = database;
        this.holdings = holdings;
        this.dialect = database.statements().dialect();
        this.file = together((session, filings) -> new Filings(session, dialect).file(filings));
        this.respond = together((session, responses) -> new Responses(session, dialect).record(responses));
        this.keep = together(SqlFeedback::keep);
    }

    /** Returns a batch whose statements are one transaction on each database. */
    private <I, O> Batch<I, O> together(Batch<I, O> batch) {
        return dialect == Dialect.SQLITE ? batch : (session, items) -> session.inSteps(own -> batch.run(own, items));
    }

    @Override
    public List<Filed> file(List<Filing> filings) {
        if (filings.isEmpty()) {
            return List.of();
        }
        List<Filed> answers = database.write(file, filings);
        if (filings.stream().anyMatch(filing -> !(filing.consequence() instanceof Consequence.None))) {
            holdings.listChanged();
        }
        return List.copyOf(answers);
    }

    @Override
    public void record(List<Response> responses) {
        if (!responses.isEmpty()) {
            List<Boolean> unused = database.write(respond, responses);
        }
    }

    @Override
    public Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since) {
        return database.read(session -> session.find(
                Infos::read,
                LAST_SENT.formatted(new SearchSql(dialect).messagesTo()),
                recipient.key(),
                Times.toMicros(since)));
    }

    @Override
    public void keep(UnmatchedMail mail) {
        List<Boolean> unused = database.write(keep, List.of(mail));
    }

    private static List<Boolean> keep(Session session, List<UnmatchedMail> mails) throws SQLException {
        for (UnmatchedMail mail : mails) {
            session.change(
                    KEEP,
                    Times.toMicros(mail.at()),
                    mail.summary(),
                    Octets.of(mail.head()),
                    Octets.digest(mail.summary() + "\n" + mail.head()));
        }
        session.change(FORGET_OLDEST);
        return mails.stream().map(mail -> true).toList();
    }

    @Override
    public List<UnmatchedMail> unmatched(long before, int limit) {
        return database.read(session -> session.list(
                row -> new UnmatchedMail(
                        row.getLong(1),
                        Times.toInstant(row.getLong(2)),
                        row.getString(3),
                        Octets.text(row.getBytes(4))),
                UNMATCHED,
                before,
                limit));
    }

    @Override
    public boolean forget(long number) {
        return database.write(forget, List.of(number)).get(0);
    }

    private static List<Boolean> forget(Session session, List<Long> numbers) throws SQLException {
        List<Boolean> answers = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            answers.add(session.change(FORGET, number) > 0);
        }
        return answers;
    }

    /** Returns what came back for a message. */
    static Aftermath of(Session session, long seq, MessageId id) throws SQLException {
        return new Aftermath(
                session.list(row -> report(row, id), REPORTS, seq),
                session.list(row -> response(row, id), RESPONSES, seq));
    }

    private static FeedbackReport report(ResultSet row, MessageId id) throws SQLException {
        SmtpReply reply = new SmtpReply(row.getInt(2), row.getString(3), row.getString(4));
        Origin origin = new Origin(Proof.valueOf(row.getString(5)), row.getString(6), Times.toInstant(row.getLong(7)));
        return new FeedbackReport(id, BounceReason.valueOf(row.getString(1)), reply, origin);
    }

    private static Response response(ResultSet row, MessageId id) throws SQLException {
        return new Response(
                row.getLong(1),
                id,
                row.getInt(2),
                Times.toInstant(row.getLong(3)),
                Responder.valueOf(row.getString(4)),
                ClientFamily.valueOf(row.getString(5)));
    }

    /** Lets messages count as arrived that are about to be deleted, where they did not come back. */
    static void beforeDeleting(Session session, Dialect dialect, List<Long> seqs) throws SQLException {
        SoftBounces.arrived(session, dialect, seqs);
    }

    /** Deletes what came back for messages that were deleted. */
    static void afterDeleting(Session session, Dialect dialect, List<Long> seqs) throws SQLException {
        Many many = new Many(dialect);
        many.change(session, "DELETE FROM triggered_report WHERE seq", "int8", seqs);
        many.change(session, "DELETE FROM triggered_response WHERE seq", "int8", seqs);
    }
}
