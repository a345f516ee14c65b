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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The statements of PostgreSQL for programs, made as those of {@link PostgresStatements}. An event is inserted and nothing else, so that
 * a transaction of the host holds no row that others need; the next claim has it reach the enrolments.
 */
final class PostgresProgramStatements implements ProgramStatements {
    private static final int DELIVERED_AT_ONCE = 500;

    @Override
    public List<Entered> accept(Session session, List<NewEnrolment> enrolments) throws SQLException {
        Map<String, Entered> known = insert(session, enrolments);
        List<NewEnrolment> others = enrolments.stream()
                .filter(enrolment ->
                        !known.containsKey(enrolment.enrolment().id().value()))
                .toList();
        if (!others.isEmpty()) {
            earlier(session, others).forEach(known::putIfAbsent);
        }
        List<Entered> answers = new ArrayList<>(enrolments.size());
        for (NewEnrolment enrolment : enrolments) {
            Entered answer = known.get(enrolment.enrolment().id().value());
            if (answer == null) {
                throw new SQLException(
                        "what had kept enrolment " + enrolment.enrolment().id()
                                + " from being kept was rolled back or has ended meanwhile",
                        "40001");
            }
            answers.add(answer);
        }
        return answers;
    }

    private static Map<String, Entered> insert(Session session, List<NewEnrolment> enrolments) throws SQLException {
        Columns rows = new Columns(
                "text", "text", "text", "text", "int8", "uuid", "bytea", "text", "int4", "text", "text", "int8", "text",
                "text", "bytea");
        for (NewEnrolment each : enrolments) {
            Enrolment enrolment = each.enrolment();
            Position position = enrolment.position();
            Optional<IdempotencyKey> key = each.key();
            rows.add(
                    enrolment.id().value(),
                    enrolment.program(),
                    enrolment.contact().key(),
                    enrolment.contact().toString(),
                    Times.toMicros(enrolment.startedAt()),
                    key.map(Hashes::uuid),
                    key.map(Hashes::fingerprint),
                    ProgramSteps.single(each),
                    each.plan(),
                    position.standing().name(),
                    position.step(),
                    Times.toMicros(position.time()),
                    position.awaits(),
                    position.otherwise(),
                    BaggageBody.write(each.baggage()));
        }
        Map<String, Entered> kept = new HashMap<>();
        session.list(
                row -> kept.put(row.getString(1), Entered.kept(row.getLong(2))),
                ProgramSql.ACCEPT,
                rows.arraysAfter(session, session.patience()));
        return kept;
    }

    /** Finds what was kept before: the enrolment itself, one of the same occurrence, or the one that runs. */
    private static Map<String, Entered> earlier(Session session, List<NewEnrolment> enrolments) throws SQLException {
        Columns rows = new Columns("text", "uuid", "text", "text", "text");
        for (NewEnrolment each : enrolments) {
            String id = each.enrolment().id().value();
            rows.add(id, each.key().map(Hashes::uuid), id, ProgramSteps.single(each), id);
        }
        Map<String, Entered> found = new HashMap<>();
        session.list(
                row -> found.putIfAbsent(
                        row.getString(1), row.getInt(5) == 1 ? Entered.kept(row.getLong(2)) : Entered.earlier(row, 3)),
                ProgramSql.EARLIER,
                rows.arrays(session));
        return found;
    }

    @Override
    public Optional<Entered> earlier(Session session, NewEnrolment enrolment) throws SQLException {
        return Optional.ofNullable(earlier(session, List.of(enrolment))
                .get(enrolment.enrolment().id().value()));
    }

    @Override
    public List<Boolean> reach(Session session, List<NewArrival> arrivals) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "int8", "bytea");
        for (NewArrival came : arrivals) {
            rows.add(
                    came.contact().key(),
                    Lines.join(came.programs()),
                    came.arrival().event(),
                    Times.toMicros(came.arrival().at()),
                    BaggageBody.write(came.arrival().baggage()));
        }
        session.change(ProgramSql.SIGNAL, rows.arrays(session));
        return Collections.nCopies(arrivals.size(), true);
    }

    @Override
    public List<Boolean> call(Session session, List<String> reasons) throws SQLException {
        session.list(row -> row.getString(1), ProgramSql.CALL);
        return Collections.nCopies(reasons.size(), true);
    }

    @Override
    public List<List<Taken>> claim(Session session, List<Wish> wishes) throws SQLException {
        long delivered;
        do {
            delivered = session.list(row -> row.getLong(1), ProgramSql.DELIVER, DELIVERED_AT_ONCE)
                    .get(0);
        } while (delivered == DELIVERED_AT_ONCE);
        List<List<Taken>> answers = new ArrayList<>();
        for (Wish wish : wishes) {
            answers.add(claim(session, wish));
        }
        return answers;
    }

    private static List<Taken> claim(Session session, Wish wish) throws SQLException {
        Columns programs = new Columns("text", "int4");
        for (Plan plan : wish.programs()) {
            programs.add(plan.program(), plan.number());
        }
        List<TurnRow> rows = session.list(
                TurnRow::read,
                ProgramSql.CLAIM,
                programs.arrays(session, wish.now(), wish.limit(), wish.limit(), wish.owner()));
        Map<Long, List<ArrivalRow>> arrivals = arrivals(session, rows);
        return rows.stream()
                .map(row -> new Taken(row, arrivals.getOrDefault(row.seq(), List.of())))
                .toList();
    }

    private static Map<Long, List<ArrivalRow>> arrivals(Session session, List<TurnRow> rows) throws SQLException {
        List<Long> reached =
                rows.stream().filter(row -> row.seen() > 0).map(TurnRow::seq).toList();
        Map<Long, List<ArrivalRow>> arrivals = new HashMap<>();
        if (!reached.isEmpty()) {
            session.list(
                    row -> arrivals.computeIfAbsent(row.getLong(1), seq -> new ArrayList<>())
                            .add(new ArrivalRow(row.getString(2), row.getLong(3), row.getLong(4), row.getBytes(5))),
                    ProgramSql.ARRIVALS,
                    session.array("int8", reached));
        }
        return arrivals;
    }

    @Override
    public List<Integer> release(Session session, List<Long> owners) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long owner : owners) {
            answers.add(session.change(ProgramSql.RELEASE, owner));
        }
        return answers;
    }

    @Override
    public List<OptionalLong> go(Session session, List<Move> moves) throws SQLException {
        Map<Long, Long> due = new HashMap<>();
        List<Move> going =
                moves.stream().filter(move -> !move.to().standing().isEnded()).toList();
        List<Move> leaving =
                moves.stream().filter(move -> move.to().standing().isEnded()).toList();
        if (!going.isEmpty()) {
            due.putAll(go(session, ProgramSql.GO, going));
        }
        if (!leaving.isEmpty()) {
            due.putAll(go(session, ProgramSql.LEAVE, leaving));
        }
        return moves.stream()
                .map(move -> due.containsKey(move.seq()) ? OptionalLong.of(due.get(move.seq())) : OptionalLong.empty())
                .toList();
    }

    private static Map<Long, Long> go(Session session, String sql, List<Move> moves) throws SQLException {
        Map<Long, Long> due = new HashMap<>();
        Map<Long, Integer> before = new HashMap<>();
        List<Long> unseen = new ArrayList<>();
        session.list(
                row -> {
                    long seq = row.getLong(1);
                    before.put(seq, row.getInt(3));
                    return due.put(seq, row.getLong(2)) == null && row.getLong(4) > 0 && unseen.add(seq);
                },
                sql,
                parameters(session, moves));
        if (!unseen.isEmpty()) {
            session.change(ProgramSql.FORGET, session.array("int8", unseen));
        }
        cut(session, moves, before);
        return due;
    }

    private static void cut(Session session, List<Move> moves, Map<Long, Integer> before) throws SQLException {
        for (Move move : moves) {
            int entries =
                    before.getOrDefault(move.seq(), 0) + move.notes().entries().size();
            if (entries > EnrolmentHistory.MOST_ENTRIES) {
                session.change(ProgramSql.CUT, move.seq(), entries - EnrolmentHistory.MOST_ENTRIES);
            }
        }
    }

    private static @Nullable Object[] parameters(Session session, List<Move> moves) throws SQLException {
        Columns rows = new Columns(
                "int8", "int4", "text", "text", "int8", "text", "text", "int8", "int8", "int8", "bool", "int4", "int4",
                "int8", "bytea");
        Columns notes = new Columns("int8", "int4", "int8", "text", "text", "text");
        Columns used = new Columns("int8", "text", "int8");
        for (Move move : moves) {
            add(rows, move);
            int number = 0;
            for (HistoryEntry entry : move.notes().entries()) {
                number++;
                notes.add(
                        move.seq(),
                        number,
                        Times.toMicros(entry.at()),
                        entry.step(),
                        entry.happening().name(),
                        entry.note());
            }
            for (Arrival arrival : move.notes().used()) {
                used.add(move.seq(), arrival.event(), arrival.number());
            }
        }
        return rows.arrays(session, notes.arrays(session, used.arrays(session, new Object[0])));
    }

    private static void add(Columns rows, Move move) {
        Position to = move.to();
        Optional<Guard> guard = move.guard();
        rows.add(
                move.seq(),
                move.notes().plan() == 0 ? null : move.notes().plan(),
                to.standing().name(),
                to.step(),
                Times.toMicros(to.time()),
                to.awaits(),
                to.otherwise(),
                guard.map(Guard::owner),
                guard.map(Guard::revision),
                guard.map(Guard::seen),
                guard.map(Guard::mailed),
                guard.map(Guard::failures).orElse(0),
                move.notes().entries().size(),
                move.now(),
                move.notes().body());
    }

    @Override
    public List<Boolean> register(Session session, List<Plan> plans) throws SQLException {
        return ProgramSteps.register(session, plans);
    }

    @Override
    public List<Integer> trim(Session session, List<Long> times) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long ended : times) {
            answers.add(session.list(row -> row.getLong(1), ProgramSql.TRIM, ended, Statements.Trim.STEP)
                    .size());
        }
        return answers;
    }
}
