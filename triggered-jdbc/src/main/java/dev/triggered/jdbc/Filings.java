package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.FeedbackLog.Kind;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports that are recorded in one transaction, with what follows from them. Used once. */
final class Filings {
    private static final String SUBJECT = "id, stream, version, recipient, seq, state, "
            + "CASE WHEN attempt IS NOT NULL THEN ended_at END, stream_number, lane";
    private static final String EARLIER = "SELECT seq, kind, proof FROM triggered_report WHERE seq";
    private static final Many.Insert REPORT = new Many.Insert(
            "INSERT INTO triggered_report (seq, kind, reason, proof, host, came_at, code, enhanced_status, reply) ",
            List.of("int8", "text", "text", "text", "text", "int8", "int4", "text", "text"),
            """
            ON CONFLICT (seq, kind) DO UPDATE SET reason = excluded.reason, proof = excluded.proof, host = excluded.host,
                came_at = excluded.came_at, code = excluded.code, enhanced_status = excluded.enhanced_status,
                reply = excluded.reply""");
    private static final String BECOME = "UPDATE triggered_message SET state = '%s' WHERE seq";

    private final Session session;
    private final Dialect dialect;
    private final Many many;
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<Long, Map<Kind, Proof>> earlier = new HashMap<>();
    private final Map<List<Object>, Object[]> reports = new LinkedHashMap<>();
    private final Map<MessageState, List<Long>> states = new EnumMap<>(MessageState.class);
    private final List<SuppressionList.Entry> suppressions = new ArrayList<>();
    private final Tally tally = new Tally();

    Filings(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
        this.many = new Many(dialect);
    }

    List<Filed> file(List<Filing> filings) throws SQLException {
        look(filings);
        List<FeedbackVerdict> verdicts = new ArrayList<>(filings.size());
        List<Optional<MessageStep>> steps = new ArrayList<>(filings.size());
        for (Filing filing : filings) {
            FeedbackVerdict verdict = verdict(filing);
            verdicts.add(verdict);
            steps.add(verdict == FeedbackVerdict.RECORDED ? step(filing) : Optional.empty());
        }
        many.insert(session, REPORT, List.copyOf(reports.values()));
        for (Map.Entry<MessageState, List<Long>> become : states.entrySet()) {
            many.change(session, BECOME.formatted(become.getKey()), "int8", become.getValue());
        }
        notice(filings, steps);
        List<Filed> answers = new ArrayList<>(filings.size());
        for (int i = 0; i < filings.size(); i++) {
            boolean suppressed = verdicts.get(i) == FeedbackVerdict.RECORDED && follow(filings.get(i));
            answers.add(new Filed(suppressed ? FeedbackVerdict.SUPPRESSED : verdicts.get(i), steps.get(i)));
        }
        SqlSuppressions.add(session, dialect, suppressions);
        boolean unused = SqlReports.count(session, tally);
        return answers;
    }

    /** Reads what there is, and keeps others from changing it. */
    private void look(List<Filing> filings) throws SQLException {
        List<String> ids = filings.stream()
                .map(filing -> filing.report().message().value())
                .distinct()
                .toList();
        for (Subject subject : many.lock(session, Subject::new, SUBJECT, ids)) {
            subjects.put(subject.info.id().value(), subject);
        }
        List<Long> seqs = subjects.values().stream().map(subject -> subject.seq).toList();
        List<Boolean> unused = many.list(
                session,
                row -> note(row.getLong(1), Kind.valueOf(row.getString(2)), Proof.valueOf(row.getString(3))),
                EARLIER,
                "int8",
                seqs);
    }

    private boolean note(long seq, Kind kind, Proof proof) {
        return earlier.computeIfAbsent(seq, key -> new EnumMap<>(Kind.class)).put(kind, proof) == null;
    }

    /** Keeps a report, unless it is known, and counts it, where the message comes back in this way for the first time. */
    private FeedbackVerdict verdict(Filing filing) {
        Subject subject = subjects.get(filing.report().message().value());
        if (subject == null) {
            return FeedbackVerdict.UNKNOWN_MESSAGE;
        }
        Proof before = earlier.getOrDefault(subject.seq, Map.of()).get(filing.kind());
        if (before != null && (!filing.isProven() || before != Proof.ADDRESS)) {
            return FeedbackVerdict.DUPLICATE;
        }
        boolean unused =
                note(subject.seq, filing.kind(), filing.report().origin().proof());
        keep(subject, filing);
        if (before == null) {
            tally.add(TallyMark.cameBack(subject.place, Times.toInstant(subject.sentAt(filing)), filing.kind()));
        }
        return FeedbackVerdict.RECORDED;
    }

    private void keep(Subject subject, Filing filing) {
        FeedbackReport report = filing.report();
        Object[] row = {
            subject.seq,
            filing.kind().name(),
            report.reason().name(),
            report.origin().proof().name(),
            report.origin().host(),
            Times.toMicros(report.origin().at()),
            report.reply().code(),
            report.reply().enhancedStatus(),
            report.reply().text()
        };
        reports.put(List.of(subject.seq, filing.kind()), row);
    }

    /** Returns the step to the state that a report leads to, if it leads to another one. */
    private Optional<MessageStep> step(Filing filing) {
        Subject subject = subjectOf(filing);
        MessageState next = subject.state == null ? null : filing.after(subject.state);
        if (next == null || next == subject.state) {
            return Optional.empty();
        }
        subject.state = next;
        states.values().forEach(seqs -> seqs.remove(subject.seq));
        states.computeIfAbsent(next, key -> new ArrayList<>()).add(subject.seq);
        FeedbackReport report = filing.report();
        return Optional.of(MessageStep.of(
                subject.info, next, report.origin().at(), report.reply().toString()));
    }

    /** Keeps what is told of the messages that are in another state now. */
    private void notice(List<Filing> filings, List<Optional<MessageStep>> steps) throws SQLException {
        Noticing noticing = new Noticing(session);
        for (int i = 0; i < filings.size(); i++) {
            if (steps.get(i).isPresent()) {
                Filing filing = filings.get(i);
                noticing.cameBack(
                        subjectOf(filing).seq, filing.kind(), steps.get(i).get().state());
            }
        }
    }

    /** Draws the consequence of a report; returns whether the recipient is suppressed by it. */
    private boolean follow(Filing filing) throws SQLException {
        Subject subject = subjectOf(filing);
        if (filing.consequence() instanceof Consequence.Suppressing suppressing) {
            suppress(subject, suppressing.reason(), suppressing.origin());
            return true;
        }
        if (filing.consequence() instanceof Consequence.Counting counting) {
            SoftBounces soft =
                    new SoftBounces(session, dialect, subject.info.recipient().key());
            long sentAt = subject.sentAt(filing);
            boolean enough = soft.count(subject.seq, sentAt, Times.toMicros(counting.sentBefore())) >= counting.limit();
            if (enough) {
                soft.forget();
                suppress(subject, SuppressionReason.HARD_BOUNCE, counting.origin());
            }
            return enough;
        }
        return false;
    }

    private Subject subjectOf(Filing filing) {
        Subject subject = subjects.get(filing.report().message().value());
        if (subject == null) {
            throw new IllegalStateException(
                    "nothing was recorded of message " + filing.report().message());
        }
        return subject;
    }

    private void suppress(Subject subject, SuppressionReason reason, Suppression.Origin origin) {
        EmailAddress address = EmailAddress.parse(subject.info.recipient().key());
        suppressions.add(new SuppressionList.Entry(address, reason, SuppressionList.ALL_STREAMS, origin));
    }

    /** A message that came back; it has no state while it has not ended. */
    private static final class Subject {
        private final MessageInfo info;
        private final Long seq;
        private final Optional<Long> endedAt;
        private final TallyMark.Place place;
        private @Nullable MessageState state;

        private Subject(ResultSet row) throws SQLException {
            info = Infos.read(row);
            seq = row.getLong(5);
            String end = row.getString(6);
            state = end == null ? null : MessageState.valueOf(end);
            long at = row.getLong(7);
            endedAt = row.wasNull() ? Optional.empty() : Optional.of(at);
            place = new TallyMark.Place(
                    row.getLong(8),
                    info.version(),
                    row.getString(9),
                    info.recipient().domain());
        }

        /** Returns when it was sent, or would have been. */
        long sentAt(Filing filing) {
            return endedAt.orElseGet(
                    () -> Times.toMicros(filing.report().origin().at()));
        }
    }
}
