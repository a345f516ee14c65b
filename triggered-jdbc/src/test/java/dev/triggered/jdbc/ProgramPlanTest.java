package dev.triggered.jdbc;

import static dev.triggered.jdbc.Travellers.PLANS;
import static dev.triggered.jdbc.Travellers.PROGRAM;
import static dev.triggered.jdbc.Travellers.ended;
import static dev.triggered.jdbc.Travellers.id;
import static dev.triggered.jdbc.Travellers.paid;
import static dev.triggered.jdbc.Travellers.traveller;
import static dev.triggered.jdbc.Travellers.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.jdbc.ProgramStatements.Guard;
import dev.triggered.jdbc.ProgramStatements.Move;
import dev.triggered.jdbc.ProgramStatements.Notes;
import dev.triggered.jdbc.ProgramStatements.Taken;
import dev.triggered.jdbc.ProgramStatements.Wish;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a step of a program reads, in rows and entries of indexes, does not depend on who waits elsewhere or later, although its plan
 * was made when the tables were empty.
 */
class ProgramPlanTest extends PlanScenarios {
    private static final long NOW = Times.toMicros(Travellers.START);
    private static final long OWNER = 1;

    private final ProgramStatements statements = new PostgresProgramStatements();

    ProgramPlanTest() {
        super("enrolment", "turn", "baggage", "passage", "signal", "arrival");
    }

    @Override
    void life(long number) throws SQLException {
        meter.step(
                "accept",
                () -> statements.accept(session, List.of(traveller(number).once(), traveller(number + 1))));
        meter.step(
                "running", () -> statements.earlier(session, traveller(number).once()));
        meter.step("due", () -> session.list(rows -> rows.getLong(1), SqlPrograms.NEXT_DUE, PROGRAM));
        List<Taken> taken = meter.step("claim", this::claim);
        assertThat(taken).hasSize(2);
        meter.step("claim nothing", this::claim);
        meter.step(
                "go",
                () -> statements.go(session, List.of(move(taken.get(0), waiting()), move(taken.get(1), waiting()))));
        meter.step("reach", () -> statements.reach(session, List.of(paid(number), paid(number + 1))));
        List<Taken> reached = meter.step("claim reached", this::claim);
        assertThat(reached).hasSize(2);
        meter.step("release", () -> statements.release(session, List.of(OWNER)));
        meter.step("claim again", this::claim);
        meter.step(
                "find",
                () -> session.list(
                        rows -> rows.getString(1), SqlPrograms.BY_ID, id(number).value()));
        meter.step(
                "of",
                () -> session.list(
                        rows -> rows.getString(1),
                        SqlPrograms.OF_CONTACT,
                        traveller(number).enrolment().contact().key(),
                        10));
        meter.step(
                "page", () -> session.list(rows -> rows.getLong(13), EnrolmentPages.ANYWHERE, PROGRAM, "wait", 0, 10));
        meter.step(
                "page of a step",
                () -> session.list(rows -> rows.getLong(13), EnrolmentPages.AT_STEP, PROGRAM, "wait", 0, 10));
        meter.step(
                "leave",
                () -> statements.go(session, List.of(move(reached.get(0), ended()), move(reached.get(1), ended()))));
        meter.step("trim", () -> statements.trim(session, List.of(NOW)));
    }

    private List<Taken> claim() throws SQLException {
        return statements
                .claim(session, List.of(new Wish(OWNER, PLANS, NOW, 10)))
                .get(0);
    }

    private static Move move(Taken taken, Position to) {
        Guard guard =
                new Guard(OWNER, taken.row().progress().revision(), taken.row().seen(), true, 0);
        HistoryEntry entry = new HistoryEntry(Travellers.START, to.step(), Happening.DECIDED, "");
        return new Move(
                taken.row().seq(),
                to,
                Optional.of(guard),
                NOW,
                new Notes(1, List.of(entry), List.of(), Optional.empty()));
    }

    /** Puts many who wait for later times, who are in another program, and who have left, beside those of the test. */
    @Override
    void fill() {
        PostgresServer.execute(database, """
                INSERT INTO triggered_enrolment (seq, id, program, contact, address, started_at, occurrence, single, ended_at)
                    SELECT i, 'many ' || i, CASE WHEN i %% 2 = 0 THEN '%4$s' ELSE 'other' END, 'c' || i || '@example.com', 'c@example.com', 0,
                        gen_random_uuid(), 'many ' || i, CASE WHEN i > 2000000 THEN %2$d + i END
                    FROM (SELECT 1000000 + n AS i FROM generate_series(1, %1$d) n
                        UNION ALL SELECT 2000000 + n FROM generate_series(1, %1$d) n) i;
                INSERT INTO triggered_turn (seq, program, plan, standing, step, until_at, awaits, otherwise, due_at)
                    SELECT seq, program, 1, 'WAITING', 'wait', 0, '', '', CASE WHEN program = 'other' THEN 0 ELSE %2$d + 90000000 + seq END
                    FROM triggered_enrolment WHERE seq BETWEEN 1000001 AND 2000000;
                INSERT INTO triggered_baggage (seq, body) SELECT seq, '' FROM triggered_turn WHERE seq > 1000000;
                INSERT INTO triggered_passage (seq, number, happened_at, step, happening, note)
                    SELECT seq, 1, 0, 'go', 'DECIDED', '' FROM triggered_enrolment WHERE seq > 1000000;
                INSERT INTO triggered_arrival (enrolment, event, number, came_at, body)
                    SELECT seq, 'paid', 1, 0, '' FROM triggered_turn WHERE seq > 1000000;
                SELECT setval('triggered_program_seq', 3000000);
                """.formatted(MANY, NOW, 0, PROGRAM));
    }
}
