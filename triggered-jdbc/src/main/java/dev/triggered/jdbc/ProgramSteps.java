package dev.triggered.jdbc;

import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What both databases do alike for programs. */
final class ProgramSteps {
    private static final String LAST = """
            SELECT number, steps, events FROM triggered_plan WHERE program = ? ORDER BY number DESC LIMIT 1""";
    private static final String INSERT = """
            INSERT INTO triggered_plan (program, number, steps, events) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private ProgramSteps() {}

    /** Returns what is unique while a contact is in a program that takes it once; nothing for other programs. */
    static Optional<String> single(NewEnrolment enrolment) {
        return enrolment.isOnce()
                ? Optional.of(enrolment.enrolment().program() + "\n"
                        + enrolment.enrolment().contact().key())
                : Optional.empty();
    }

    /** Inserts plans that are not like the last ones of their programs. Says of each whether it is the last one now. */
    static List<Boolean> register(Session session, List<Plan> plans) throws SQLException {
        List<Boolean> answers = new ArrayList<>();
        for (Plan wanted : plans) {
            Optional<Plan> last = session.find(
                    rows -> new Plan(
                            wanted.program(),
                            rows.getInt(1),
                            Lines.split(rows.getString(2)),
                            Lines.split(rows.getString(3))),
                    LAST,
                    wanted.program());
            boolean known = last.filter(wanted::isLike).isPresent();
            answers.add(known
                    || session.change(
                                    INSERT,
                                    wanted.program(),
                                    last.map(Plan::number).orElse(0) + 1,
                                    Lines.join(wanted.steps()),
                                    Lines.join(wanted.events()))
                            > 0);
        }
        return answers;
    }
}
