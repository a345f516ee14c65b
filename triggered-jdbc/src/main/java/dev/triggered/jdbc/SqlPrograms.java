package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.StoreException;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.jdbc.ProgramStatements.ArrivalRow;
import dev.triggered.jdbc.ProgramStatements.Entered;
import dev.triggered.jdbc.ProgramStatements.Guard;
import dev.triggered.jdbc.ProgramStatements.Move;
import dev.triggered.jdbc.ProgramStatements.Notes;
import dev.triggered.jdbc.ProgramStatements.Taken;
import dev.triggered.jdbc.ProgramStatements.Wish;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.StepCount;
import java.io.IOException;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contacts in programs, in a database. */
final class SqlPrograms implements ProgramStore {
    static final String NEXT_DUE = """
            SELECT due_at FROM triggered_turn WHERE owner IS NULL AND program = ? ORDER BY due_at LIMIT 1""";
    static final String BY_ID = "SELECT " + TurnRow.ENROLMENT + """
            , e.seq FROM triggered_enrolment e LEFT JOIN triggered_turn t ON t.seq = e.seq WHERE e.id = ?""";
    static final String OF_CONTACT = "SELECT " + TurnRow.ENROLMENT + """
             FROM triggered_enrolment e LEFT JOIN triggered_turn t ON t.seq = e.seq WHERE e.contact = ?
            ORDER BY e.seq DESC LIMIT ?""";
    private static final Logger LOG = LoggerFactory.getLogger(SqlPrograms.class);
    private static final String PASSAGES =
            "SELECT happened_at, step, happening, note FROM triggered_passage WHERE seq = ? ORDER BY number";
    private static final String COUNTS = """
            SELECT program, step, count(*) FROM triggered_turn GROUP BY program, step ORDER BY program, step""";
    private static final String PLANS =
            "SELECT program, number, steps, events FROM triggered_plan ORDER BY program, number";

    private final Database database;
    private final ProgramStatements statements;
    private final Batch<NewEnrolment, Entered> accept;
    private final Batch<NewArrival, Boolean> reach;
    private final Batch<String, Boolean> call;
    private final Batch<Wish, List<Taken>> claim;
    private final Batch<Long, Integer> release;
    private final Batch<Move, OptionalLong> go;
    private final Batch<Plan, Boolean> register;

    /** What was claimed and not advanced; whoever claims again gives it back before. */
    private final Map<EnrolmentId, Held> held = new ConcurrentHashMap<>();

    private final AtomicBoolean doubtful = new AtomicBoolean();

    SqlPrograms(Database database) {
        this.database = database;
        this.statements = database.programs();
        this.accept = statements::accept;
        this.reach = statements::reach;
        this.call = statements::call;
        this.claim = statements::claim;
        this.release = statements::release;
        this.go = statements::go;
        this.register = statements::register;
    }

    /** Says that there may be enrolments that this process has claimed without knowing, because an answer was lost. */
    void doubt() {
        doubtful.set(true);
    }

    @Override
    public List<Plan> register(Plan wanted) {
        while (!database.write(register, List.of(wanted)).get(0)) {
            LOG.debug("another process has registered program '{}' at the same time", wanted.program());
        }
        return plans().stream()
                .filter(plan -> plan.program().equals(wanted.program()))
                .toList();
    }

    @Override
    public List<Plan> plans() {
        return database.read(session -> session.list(
                rows -> new Plan(
                        rows.getString(1),
                        rows.getInt(2),
                        Lines.split(rows.getString(3)),
                        Lines.split(rows.getString(4))),
                PLANS));
    }

    @Override
    public List<Admission> accept(List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        List<Admission> admissions =
                enrolments.isEmpty() ? List.of() : admissions(enrolments, database.write(accept, enrolments));
        if (!arrivals.isEmpty()) {
            try {
                database.write(reach, arrivals);
            } catch (StoreException e) {
                throw enrolments.isEmpty()
                        ? e
                        : StoreException.unknown("contacts were enrolled, but an event was not kept for others", e);
            }
        }
        return admissions;
    }

    @Override
    public List<Admission> accept(Connection transaction, List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        List<Admission> admissions = enrolments.isEmpty()
                ? List.of()
                : admissions(enrolments, database.join(transaction, accept, enrolments));
        if (!arrivals.isEmpty()) {
            database.join(transaction, reach, arrivals);
        }
        database.join(transaction, call, List.of("accepted"));
        return admissions;
    }

    @Override
    public Admission probe(NewEnrolment enrolment) {
        return database.read(session -> statements.earlier(session, enrolment))
                .map(entered -> admission(enrolment, entered))
                .orElseGet(Admission.Kept::new);
    }

    private static List<Admission> admissions(List<NewEnrolment> enrolments, List<Entered> answers) {
        List<Admission> admissions = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            admissions.add(admission(enrolments.get(i), answers.get(i)));
        }
        return admissions;
    }

    private static Admission admission(NewEnrolment enrolment, Entered entered) {
        if (entered.seq() > 0) {
            return new Admission.Kept();
        }
        EnrolmentId first = new EnrolmentId(entered.first());
        if (entered.fingerprint().isEmpty()) {
            return new Admission.Running(first);
        }
        boolean same =
                enrolment.key().map(IdempotencyKey::fingerprint).orElse("").equals(entered.fingerprint());
        return same ? new Admission.Duplicate(first) : new Admission.IdReused(first);
    }

    @Override
    public List<DueEnrolment> claim(List<Plan> programs, Instant now, int limit) {
        long owner = database.owner();
        List<Taken> taken = take(new Wish(owner, programs, Times.toMicros(now), limit));
        List<DueEnrolment> due = new ArrayList<>(taken.size());
        for (Taken each : taken) {
            load(each, owner, now).ifPresent(due::add);
        }
        return due;
    }

    /** Gives back what is held, and what an answer that was lost may have brought, and takes what is due. */
    private List<Taken> take(Wish wish) {
        boolean done = false;
        try {
            if (doubtful.getAndSet(false) || !held.isEmpty()) {
                database.write(release, List.of(wish.owner()));
                held.clear();
            }
            List<Taken> taken = database.write(claim, List.of(wish)).get(0);
            done = true;
            return taken;
        } finally {
            if (!done) {
                doubtful.set(true);
            }
        }
    }

    /** Makes an enrolment from a row; one that cannot be read ends, and harms no other. */
    private Optional<DueEnrolment> load(Taken taken, long owner, Instant now) {
        TurnRow row = taken.row();
        EnrolmentId id = row.enrolment().id();
        try {
            Baggage baggage = BaggageBody.read(row.body());
            List<Arrival> arrivals = new ArrayList<>();
            for (ArrivalRow came : taken.arrivals()) {
                arrivals.add(new Arrival(
                        came.event(), Times.toInstant(came.cameAt()), BaggageBody.read(came.body()), came.number()));
            }
            held.put(id, new Held(row.seq(), owner, row.progress().revision(), row.seen()));
            return Optional.of(new DueEnrolment(row.enrolment(), row.progress(), baggage, arrivals));
        } catch (IOException | RuntimeException e) {
            LOG.error("enrolment {} ends, because what its contact carries cannot be read", id, e);
            String step = row.enrolment().position().step();
            String reason = "what the contact carried cannot be read from the store";
            boolean unused = move(
                    row.seq(),
                    Position.ended(Standing.TAKEN_OUT, step, now),
                    0,
                    new HistoryEntry(now, step, Happening.TAKEN_OUT, reason));
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> nextDue(List<Plan> programs) {
        return database.read(session -> {
            long next = Long.MAX_VALUE;
            for (Plan plan : programs) {
                Optional<Long> due = session.find(rows -> rows.getLong(1), NEXT_DUE, plan.program());
                next = Math.min(next, due.orElse(Long.MAX_VALUE));
            }
            return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(Times.toInstant(next));
        });
    }

    @Override
    public List<Advanced> advance(List<Advance> advances, Instant now) {
        List<Advanced> answers = new ArrayList<>(Collections.nCopies(advances.size(), Advanced.REFUSED));
        List<Integer> places = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < advances.size(); i++) {
            Held mine = held.get(advances.get(i).from().enrolment().id());
            if (mine != null && mine.revision == advances.get(i).progress().revision()) {
                places.add(i);
                moves.add(move(advances.get(i), mine, now));
            }
        }
        List<OptionalLong> due = moves.isEmpty() ? List.of() : database.write(go, moves);
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            held.remove(advances.get(place).from().enrolment().id());
            due.get(i).ifPresent(next -> answers.set(place, new Advanced(true, Times.toInstant(next))));
        }
        return answers;
    }

    private static Move move(Advance advance, Held mine, Instant now) {
        Guard guard = new Guard(
                mine.owner,
                mine.revision,
                mine.seen,
                advance.progress().mailed(),
                advance.progress().failures());
        Optional<byte[]> body =
                advance.hasNewBaggage() ? Optional.of(BaggageBody.write(advance.baggage())) : Optional.empty();
        return new Move(
                mine.seq,
                advance.to(),
                Optional.of(guard),
                Times.toMicros(now),
                new Notes(
                        advance.progress().plan(),
                        advance.notes().entries(),
                        advance.notes().used(),
                        body));
    }

    @Override
    public boolean move(EnrolmentId id, Position to, int plan, HistoryEntry entry) {
        return database.read(session -> session.find(rows -> rows.getLong(13), BY_ID, id.value()))
                .filter(seq -> move(seq, to, plan, entry))
                .isPresent();
    }

    private boolean move(long seq, Position to, int plan, HistoryEntry entry) {
        Notes notes = new Notes(plan, List.of(entry), List.of(), Optional.empty());
        Move move = new Move(seq, to, Optional.empty(), Times.toMicros(entry.at()), notes);
        return database.write(go, List.of(move)).get(0).isPresent();
    }

    @Override
    public List<StepCount> counts() {
        return database.read(session ->
                session.list(rows -> new StepCount(rows.getString(1), rows.getString(2), rows.getLong(3)), COUNTS));
    }

    @Override
    public EnrolmentPage find(EnrolmentQuery query) {
        return EnrolmentPages.find(database, query);
    }

    @Override
    public List<Enrolment> of(EmailAddress contact, int limit) {
        List<Enrolment> latest = new ArrayList<>(
                database.read(session -> session.list(TurnRow::enrolment, OF_CONTACT, contact.key(), limit)));
        Collections.reverse(latest);
        return latest;
    }

    @Override
    public Optional<EnrolmentHistory> find(EnrolmentId id) {
        return database.read(session -> {
            Optional<Long> seq = session.find(rows -> rows.getLong(13), BY_ID, id.value());
            Optional<Enrolment> enrolment = session.find(TurnRow::enrolment, BY_ID, id.value());
            if (seq.isEmpty() || enrolment.isEmpty()) {
                return Optional.empty();
            }
            List<HistoryEntry> entries = session.list(
                    rows -> new HistoryEntry(
                            Times.toInstant(rows.getLong(1)),
                            rows.getString(2),
                            Happening.valueOf(rows.getString(3)),
                            rows.getString(4)),
                    PASSAGES,
                    seq.get());
            return Optional.of(new EnrolmentHistory(enrolment.get(), entries));
        });
    }

    /** How an enrolment was claimed. */
    private record Held(long seq, long owner, long revision, long seen) {}
}
