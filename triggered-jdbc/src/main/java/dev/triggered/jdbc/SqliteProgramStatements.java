package dev.triggered.jdbc;

import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements of SQLite for programs. Whatever comes is written at once, because only one connection writes. */
final class SqliteProgramStatements implements ProgramStatements {
    private static final String ENROLMENT = """
            INSERT INTO triggered_enrolment
                (id, program, contact, address, started_at, occurrence, fingerprint, single)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING RETURNING seq""";
    private static final String TURN = """
            INSERT INTO triggered_turn (seq, program, plan, standing, step, until_at, awaits, otherwise, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String BAGGAGE = "INSERT INTO triggered_baggage (seq, body) VALUES (?, ?)";
    private static final String BY_OCCURRENCE = "SELECT id, fingerprint FROM triggered_enrolment WHERE occurrence = ?";
    private static final String BY_SINGLE = "SELECT id, NULL FROM triggered_enrolment WHERE single = ?";
    private static final String REACHED = """
            SELECT e.seq, e.program FROM triggered_enrolment e WHERE e.contact = ? AND e.ended_at IS NULL""";
    private static final String REACH = """
            UPDATE triggered_turn SET arrivals = arrivals + 1, due_at = MIN(due_at, ?) WHERE seq = ?
            RETURNING arrivals""";
    private static final String ARRIVAL = """
            INSERT OR REPLACE INTO triggered_arrival (enrolment, event, number, came_at, body) VALUES (?, ?, ?, ?, ?)""";
    private static final String DUE = """
            SELECT seq, due_at FROM triggered_turn
            WHERE owner IS NULL AND program = ? AND plan <= ? AND due_at <= ? ORDER BY due_at, seq LIMIT ?""";
    private static final String CLAIM = "UPDATE triggered_turn SET owner = ? WHERE seq = ?";
    private static final String LOAD = "SELECT " + TurnRow.COLUMNS + """
             FROM triggered_turn t JOIN triggered_enrolment e ON e.seq = t.seq
            LEFT JOIN triggered_baggage b ON b.seq = t.seq WHERE t.seq = ?""";
    private static final String ARRIVALS =
            "SELECT event, number, came_at, body FROM triggered_arrival WHERE enrolment = ? ORDER BY number";
    private static final String RELEASE = "UPDATE triggered_turn SET owner = NULL WHERE owner = ?";
    private static final String GUARDED = " AND owner = ? AND revision = ?";
    private static final String GO = """
            UPDATE triggered_turn SET plan = COALESCE(?, plan), standing = ?, step = ?, until_at = ?, awaits = ?, otherwise = ?,
                due_at = CASE WHEN arrivals = ? THEN ? ELSE MIN(?, ?) END, mailed = COALESCE(?, mailed), failures = ?,
                owner = NULL, revision = revision + 1, entries = entries + ?
            WHERE seq = ?""";
    private static final String WENT = " RETURNING due_at, entries";
    private static final String LEAVE = "DELETE FROM triggered_turn WHERE seq = ?";
    private static final String LEFT = " RETURNING due_at, entries";
    private static final String END =
            "UPDATE triggered_enrolment SET standing = ?, step = ?, ended_at = ?, single = NULL WHERE seq = ?";
    private static final String NOTE = """
            INSERT INTO triggered_passage (seq, number, happened_at, step, happening, note) VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String CUT = "DELETE FROM triggered_passage WHERE seq = ? AND number <= ?";
    private static final String USE = "DELETE FROM triggered_arrival WHERE enrolment = ? AND event = ? AND number = ?";
    private static final String OLD = """
            SELECT seq FROM triggered_enrolment WHERE ended_at IS NOT NULL AND ended_at < ? ORDER BY ended_at LIMIT ?""";

    @Override
    public List<Entered> accept(Session session, List<NewEnrolment> enrolments) throws SQLException {
        List<Entered> answers = new ArrayList<>(enrolments.size());
        for (NewEnrolment enrolment : enrolments) {
            answers.add(accept(session, enrolment));
        }
        return answers;
    }

    private Entered accept(Session session, NewEnrolment accepted) throws SQLException {
        Enrolment enrolment = accepted.enrolment();
        Optional<IdempotencyKey> key = accepted.key();
        Optional<Long> seq = session.find(
                rows -> rows.getLong(1),
                ENROLMENT,
                enrolment.id().value(),
                enrolment.program(),
                enrolment.contact().key(),
                enrolment.contact().toString(),
                Times.toMicros(enrolment.startedAt()),
                key.map(Hashes::occurrence),
                key.map(Hashes::fingerprint),
                ProgramSteps.single(accepted));
        if (seq.isEmpty()) {
            return earlier(session, accepted)
                    .orElseThrow(() -> new SQLException("enrolment " + enrolment.id() + " is neither new nor known"));
        }
        Position position = enrolment.position();
        long due = Times.toMicros(position.time());
        session.change(
                TURN,
                seq.get(),
                enrolment.program(),
                accepted.plan(),
                position.standing().name(),
                position.step(),
                due,
                position.awaits(),
                position.otherwise(),
                due);
        session.change(BAGGAGE, seq.get(), BaggageBody.write(accepted.baggage()));
        return Entered.kept(seq.get());
    }

    @Override
    public Optional<Entered> earlier(Session session, NewEnrolment enrolment) throws SQLException {
        Optional<IdempotencyKey> key = enrolment.key();
        Optional<Entered> first = key.isEmpty()
                ? Optional.empty()
                : session.find(rows -> Entered.earlier(rows, 1), BY_OCCURRENCE, Hashes.occurrence(key.get()));
        Optional<String> single = ProgramSteps.single(enrolment);
        return first.isPresent() || single.isEmpty()
                ? first
                : session.find(rows -> Entered.earlier(rows, 1), BY_SINGLE, single.get());
    }

    @Override
    public List<Boolean> reach(Session session, List<NewArrival> arrivals) throws SQLException {
        for (NewArrival came : arrivals) {
            List<Long> reached = session.list(
                    rows -> came.programs().contains(rows.getString(2)) ? rows.getLong(1) : 0L,
                    REACHED,
                    came.contact().key());
            for (long seq : reached) {
                if (seq > 0) {
                    reach(session, seq, came.arrival());
                }
            }
        }
        return Collections.nCopies(arrivals.size(), true);
    }

    private static void reach(Session session, long seq, Arrival arrival) throws SQLException {
        long at = Times.toMicros(arrival.at());
        Optional<Long> number = session.find(rows -> rows.getLong(1), REACH, at, seq);
        if (number.isPresent()) {
            session.change(ARRIVAL, seq, arrival.event(), number.get(), at, BaggageBody.write(arrival.baggage()));
        }
    }

    /** Calls nobody: no other process has the file open. */
    @Override
    public List<Boolean> call(Session session, List<String> reasons) {
        return Collections.nCopies(reasons.size(), true);
    }

    @Override
    public List<List<Taken>> claim(Session session, List<Wish> wishes) throws SQLException {
        List<List<Taken>> answers = new ArrayList<>();
        for (Wish wish : wishes) {
            List<Taken> taken = new ArrayList<>();
            for (long seq : due(session, wish)) {
                session.change(CLAIM, wish.owner(), seq);
                TurnRow row = session.find(TurnRow::read, LOAD, seq).orElseThrow();
                taken.add(new Taken(row, row.seen() == 0 ? List.of() : arrivals(session, seq)));
            }
            answers.add(taken);
        }
        return answers;
    }

    /** Returns the rows that are due, those first that are due longest, of whatever program. */
    private static List<Long> due(Session session, Wish wish) throws SQLException {
        List<long[]> due = new ArrayList<>();
        for (Plan plan : wish.programs()) {
            due.addAll(session.list(
                    rows -> new long[] {rows.getLong(1), rows.getLong(2)},
                    DUE,
                    plan.program(),
                    plan.number(),
                    wish.now(),
                    wish.limit()));
        }
        return due.stream()
                .sorted(Comparator.<long[]>comparingLong(row -> row[1]).thenComparingLong(row -> row[0]))
                .limit(wish.limit())
                .map(row -> row[0])
                .toList();
    }

    private static List<ArrivalRow> arrivals(Session session, long seq) throws SQLException {
        return session.list(
                rows -> new ArrivalRow(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4)),
                ARRIVALS,
                seq);
    }

    @Override
    public List<Integer> release(Session session, List<Long> owners) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long owner : owners) {
            answers.add(session.change(RELEASE, owner));
        }
        return answers;
    }

    @Override
    public List<OptionalLong> go(Session session, List<Move> moves) throws SQLException {
        List<OptionalLong> answers = new ArrayList<>();
        for (Move move : moves) {
            boolean ends = move.to().standing().isEnded();
            answers.add(ends ? leave(session, move) : go(session, move));
        }
        return answers;
    }

    private static OptionalLong go(Session session, Move move) throws SQLException {
        Position to = move.to();
        long until = Times.toMicros(to.time());
        List<Object> parameters = new ArrayList<>(List.of(
                move.notes().plan() == 0 ? Optional.empty() : move.notes().plan(),
                to.standing().name(),
                to.step(),
                until,
                to.awaits(),
                to.otherwise(),
                move.guard().map(Guard::seen).orElse(-1L),
                until,
                until,
                move.now(),
                move.guard().map(guard -> guard.mailed() ? 1 : 0),
                move.guard().map(Guard::failures).orElse(0),
                move.notes().entries().size(),
                move.seq()));
        Optional<long[]> went = change(session, GO, WENT, parameters, move.guard());
        if (went.isEmpty()) {
            return OptionalLong.empty();
        }
        note(session, move, (int) went.get()[1] - move.notes().entries().size());
        for (Arrival used : move.notes().used()) {
            session.change(USE, move.seq(), used.event(), used.number());
        }
        if (move.notes().body().isPresent()) {
            session.change(
                    "UPDATE triggered_baggage SET body = ? WHERE seq = ?",
                    move.notes().body().get(),
                    move.seq());
        }
        return OptionalLong.of(went.get()[0]);
    }

    private static OptionalLong leave(Session session, Move move) throws SQLException {
        Position to = move.to();
        Optional<long[]> left = change(session, LEAVE, LEFT, List.of(move.seq()), move.guard());
        if (left.isEmpty()) {
            return OptionalLong.empty();
        }
        session.change(END, to.standing().name(), to.step(), Times.toMicros(to.time()), move.seq());
        session.change("DELETE FROM triggered_baggage WHERE seq = ?", move.seq());
        session.change("DELETE FROM triggered_arrival WHERE enrolment = ?", move.seq());
        note(session, move, (int) left.get()[1]);
        return OptionalLong.of(Long.MAX_VALUE);
    }

    /** Changes a row under a guard, where there is one, and returns two numbers that the statement returns. */
    private static Optional<long[]> change(
            Session session, String sql, String returning, List<Object> parameters, Optional<Guard> guard)
            throws SQLException {
        List<Object> all = new ArrayList<>(parameters);
        guard.ifPresent(each -> all.addAll(List.of(each.owner(), each.revision())));
        return session.find(
                rows -> new long[] {rows.getLong(1), rows.getLong(2)},
                sql + (guard.isPresent() ? GUARDED : "") + returning,
                all.toArray());
    }

    private static void note(Session session, Move move, int before) throws SQLException {
        int number = before;
        for (HistoryEntry entry : move.notes().entries()) {
            number++;
            session.change(
                    NOTE,
                    move.seq(),
                    number,
                    Times.toMicros(entry.at()),
                    entry.step(),
                    entry.happening().name(),
                    entry.note());
        }
        if (number > EnrolmentHistory.MOST_ENTRIES) {
            session.change(CUT, move.seq(), number - EnrolmentHistory.MOST_ENTRIES);
        }
    }

    @Override
    public List<Boolean> register(Session session, List<Plan> plans) throws SQLException {
        return ProgramSteps.register(session, plans);
    }

    @Override
    public List<Integer> trim(Session session, List<Long> times) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long ended : times) {
            List<Long> old = session.list(rows -> rows.getLong(1), OLD, ended, Statements.Trim.STEP);
            for (long seq : old) {
                session.change("DELETE FROM triggered_enrolment WHERE seq = ?", seq);
                session.change("DELETE FROM triggered_passage WHERE seq = ?", seq);
            }
            answers.add(old.size());
        }
        return answers;
    }
}
