package dev.triggered.jdbc;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.RetryVerdict;
import dev.triggered.SmtpReply;
import dev.triggered.report.Measure;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The messages that have ended in a database, as those that may be sent again. The statements are the same for both, but for locks and
 * calls. A step locks the messages first, by their ids, and then looks at what it has locked.
 */
final class SqlDeadLetters implements DeadLetterOffice {
    static final String FIND = """
            SELECT m.id, m.stream, m.version, m.recipient, m.accepted_at, m.state, m.ended_at, m.reason,
                COALESCE(m.code, 0), COALESCE(m.enhanced_status, ''), COALESCE(m.reply, '')
            FROM triggered_message m WHERE m.dead_at >= ? AND (m.dead_at, m.id) < (?, ?)
            ORDER BY m.dead_at DESC, m.id DESC LIMIT ?""";

    private static final int LOOK = 500;
    private static final int LOOKS = 10;
    private static final String LOCK = "SELECT m.seq FROM triggered_message m WHERE m.id = ?";
    private static final String SELECT = """
            SELECT m.seq, m.recipient, m.state, m.keep_until, m.expires_at,
                COALESCE(m.attempt, (SELECT max(a.number) FROM triggered_attempt a WHERE a.seq = m.seq), 0), p.seq, p.secret IS NOT NULL,
                m.ended_at, m.stream_number, m.version, m.lane
            FROM triggered_message m LEFT JOIN triggered_payload p ON p.seq = m.seq WHERE m.id = ?""";
    private static final String KEEP_ATTEMPT = """
            INSERT INTO triggered_attempt (seq, number, ended_at, result, relay, code, enhanced_status, reply)
            SELECT seq, attempt, ended_at, result, relay, code, enhanced_status, reply
            FROM triggered_message WHERE seq = ? AND attempt IS NOT NULL""";
    private static final String FORGET_REPORTS = "DELETE FROM triggered_report WHERE seq = ?";
    private static final String REVIVE = """
            UPDATE triggered_message SET state = NULL, reason = '', ended_at = NULL, keep_until = NULL, attempt = NULL, result = NULL,
                relay = NULL, code = NULL, enhanced_status = NULL, reply = NULL, expires_at = NULL, stream_number = ?, lane = ?
            WHERE seq = ?""";
    private static final String QUEUE = """
            INSERT INTO triggered_queue (seq, lane, priority, first_due, due_at, expires_at, attempts, stream, broadcast)
            SELECT seq, ?, ?, ?, ?, ?, ?, ?, broadcast FROM triggered_message WHERE seq = ?""";
    private static final String COPY = """
            INSERT INTO triggered_message (id, stream, version, recipient, purpose, opt_in, accepted_at, stream_number, lane, copy_of)
            SELECT ?, ?, ?, recipient, purpose, opt_in, ?, ?, ?, id FROM triggered_message WHERE seq = ? RETURNING seq""";
    private static final String COPY_PAYLOAD =
            "INSERT INTO triggered_payload (seq, body) SELECT ?, body FROM triggered_payload WHERE seq = ?";
    private static final String COPY_CHUNKS = """
            INSERT INTO triggered_chunk (message, part, number, body)
            SELECT ?, part, number, body FROM triggered_chunk WHERE message = ?""";
    private static final String CALL = "SELECT pg_notify('" + NodeLink.CHANNEL + "', ?)";

    private final Database database;
    private final boolean shared;

    SqlDeadLetters(Database database) {
        this.database = database;
        this.shared = database.statements().dialect() == Dialect.POSTGRESQL;
    }

    @Override
    public DeadLetterPage find(DeadLetterQuery query, Set<String> streams) {
        List<DeadLetter> found = new ArrayList<>();
        Place place = Place.first(query);
        for (int looks = 0; looks < LOOKS; looks++) {
            List<DeadLetter> some = look(query.ended().from(), place);
            for (DeadLetter letter : some) {
                if (found.size() == query.page().limit()) {
                    return new DeadLetterPage(found, place.cursor());
                }
                place = Place.of(letter);
                boolean ofStream = streams.isEmpty() || streams.contains(letter.message().stream());
                if (ofStream && query.matches(letter)) {
                    found.add(letter);
                }
            }
            if (some.size() < LOOK) {
                return new DeadLetterPage(found, "");
            }
        }
        return new DeadLetterPage(found, place.cursor());
    }

    private List<DeadLetter> look(Instant from, Place before) {
        return database.read(session -> session.list(
                SqlDeadLetters::letter,
                FIND,
                Times.toMicros(from),
                Times.toMicros(before.endedAt()),
                before.id(),
                LOOK));
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        String reason = row.getString(8);
        SmtpReply why = reason.isEmpty()
                ? new SmtpReply(row.getInt(9), row.getString(10), row.getString(11))
                : SmtpReply.none("", reason);
        return new DeadLetter(
                Infos.read(row),
                MessageState.valueOf(row.getString(6)),
                Times.toInstant(row.getLong(5)),
                Times.toInstant(row.getLong(7)),
                why);
    }

    @Override
    public List<RetryVerdict> revive(List<Revival> revivals) {
        return database.transact(session -> {
            Map<MessageId, RetryVerdict> verdicts = new HashMap<>();
            Set<String> lanes = new HashSet<>();
            Tally tally = new Tally();
            List<Revival> sorted = revivals.stream()
                    .sorted(Comparator.comparing(revival -> revival.id().value()))
                    .toList();
            for (Revival revival : sorted) {
                Optional<Row> row = lock(session, revival.id());
                Instant now = revival.schedule().due();
                RetryVerdict verdict = verdict(session, row, new Wish(revival.route(), now, false));
                if (verdict.isDone()) {
                    revive(session, row.orElseThrow(), revival);
                    tally.add(row.orElseThrow().death(), -1);
                    lanes.add(revival.route().lane());
                }
                verdicts.put(revival.id(), verdict);
            }
            boolean unused = SqlReports.count(session, tally);
            call(session, lanes);
            return revivals.stream()
                    .map(revival -> verdicts.getOrDefault(revival.id(), RetryVerdict.UNKNOWN_MESSAGE))
                    .toList();
        });
    }

    private static void revive(Session session, Row row, Revival revival) throws SQLException {
        session.change(KEEP_ATTEMPT, row.seq);
        session.change(FORGET_REPORTS, row.seq);
        session.change(REVIVE, revival.route().stream(), revival.route().lane(), row.seq);
        queue(session, row.seq, revival.route(), row.schedule(revival.schedule()), row.attempts);
    }

    private static void queue(
            Session session, long seq, QueuedMessage.Route route, QueuedMessage.Schedule schedule, int attempts)
            throws SQLException {
        session.change(
                QUEUE,
                route.lane(),
                Priorities.number(schedule.priority()),
                Times.toMicros(schedule.firstDue()),
                Times.toMicros(schedule.due()),
                Times.toMicros(schedule.expires()),
                attempts,
                route.stream(),
                seq);
    }

    @Override
    public RetryVerdict copy(Copying copying) {
        return database.transact(session -> {
            Optional<Row> row = lock(session, copying.original());
            Instant now = copying.schedule().due();
            RetryVerdict verdict = verdict(session, row, new Wish(copying.route(), now, true));
            if (verdict.isDone()) {
                copy(session, row.orElseThrow().seq, copying);
                call(session, Set.of(copying.route().lane()));
            }
            return verdict;
        });
    }

    private static void copy(Session session, long original, Copying copying) throws SQLException {
        String id = copying.copy().id().value();
        long seq = session.find(
                        row -> row.getLong(1),
                        COPY,
                        id,
                        copying.copy().stream(),
                        copying.copy().version(),
                        Times.toMicros(copying.schedule().acceptedAt()),
                        copying.route().stream(),
                        copying.route().lane(),
                        original)
                .orElseThrow();
        session.change(COPY_PAYLOAD, seq, original);
        session.change(COPY_CHUNKS, id, copying.original().value());
        queue(session, seq, copying.route(), copying.schedule(), 0);
        TallyMark.Place place = new TallyMark.Place(
                copying.route().stream(),
                copying.copy().version(),
                copying.route().lane(),
                copying.copy().recipient().domain());
        boolean unused = SqlReports.count(
                session, new Tally().add(TallyMark.of(place, copying.schedule().acceptedAt(), Measure.TRIGGERED)));
    }

    /** Locks a message until the transaction ends, and reads it as it is then. */
    private Optional<Row> lock(Session session, MessageId id) throws SQLException {
        if (shared) {
            session.list(row -> row.getLong(1), LOCK + " FOR UPDATE", id.value());
        }
        return session.find(Row::read, SELECT, id.value());
    }

    private static RetryVerdict verdict(Session session, Optional<Row> known, Wish wish) throws SQLException {
        if (known.isEmpty()) {
            return RetryVerdict.UNKNOWN_MESSAGE;
        }
        Row row = known.get();
        if (row.end.state.isEmpty()) {
            return RetryVerdict.UNDER_WAY;
        }
        boolean dead = DeadLetterQuery.isDead(row.end.state.get());
        if (dead == wish.sent) {
            return dead ? RetryVerdict.WAS_NOT_SENT : RetryVerdict.WAS_SENT;
        }
        if (!row.content.isKept(wish.now)) {
            return RetryVerdict.CONTENT_GONE;
        }
        if (row.content.erased) {
            return RetryVerdict.SECRETS_ERASED;
        }
        boolean suppressed = Suppressing.find(session, row.recipient.key(), wish.route.stream())
                .isPresent();
        return suppressed ? RetryVerdict.SUPPRESSED : RetryVerdict.QUEUED;
    }

    private void call(Session session, Set<String> lanes) throws SQLException {
        if (shared) {
            for (String lane : lanes) {
                session.list(row -> row.getString(1), CALL, lane);
            }
        }
    }

    /**
     * How a message is to be sent again.
     *
     * @param route where it goes
     * @param now the time
     * @param sent whether it is to be one that was sent
     */
    private record Wish(QueuedMessage.Route route, Instant now, boolean sent) {}

    /**
     * What a mail is made from.
     *
     * @param there whether it is there
     * @param until until when it is kept
     * @param erased whether secret values were erased
     * @param expires when the mail would have expired
     */
    private record Content(boolean there, Instant until, boolean erased, Instant expires) {
        static Content read(ResultSet row) throws SQLException {
            long micros = row.getLong(4);
            Instant until = row.wasNull() ? Instant.MIN : Times.toInstant(micros);
            return new Content(row.getObject(7) != null, until, row.getBoolean(8), Times.toInstant(row.getLong(5)));
        }

        boolean isKept(Instant now) {
            return there && until.isAfter(now);
        }
    }

    /** How a message ended, empty where it has not, and where it counted. */
    private record Ending(Optional<MessageState> state, Instant at, long stream, int version, String lane) {
        static Ending read(ResultSet row) throws SQLException {
            return new Ending(
                    Optional.ofNullable(row.getString(3)).map(MessageState::valueOf),
                    Times.toInstant(row.getLong(9)),
                    row.getLong(10),
                    row.getInt(11),
                    row.getString(12));
        }
    }

    /**
     * A message.
     *
     * @param seq its row
     * @param recipient who it is for
     * @param end how it ended
     * @param content what its mail was made from
     * @param attempts how many attempts were made
     */
    private record Row(long seq, EmailAddress recipient, Ending end, Content content, int attempts) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    Infos.address(row.getString(2)),
                    Ending.read(row),
                    Content.read(row),
                    row.getInt(6));
        }

        /** Returns how its end has counted. */
        TallyMark death() {
            TallyMark.Place place = new TallyMark.Place(end.stream, end.version, end.lane, recipient.domain());
            return TallyMark.ended(place, end.at, end.state.orElseThrow());
        }

        /** Returns the schedule by which it waits again: it expires when it would have before, unless it is over. */
        QueuedMessage.Schedule schedule(QueuedMessage.Schedule next) {
            Instant expires = content.expires;
            boolean over = end.state.filter(MessageState.EXPIRED::equals).isPresent() || !expires.isAfter(next.due());
            return over ? next : next.expiringAt(expires);
        }
    }
}
