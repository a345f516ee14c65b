package dev.triggered.jdbc;

import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import java.util.List;

/** Finds who is in a program, page by page, by an index. */
final class EnrolmentPages {
    static final String ANYWHERE = "SELECT " + TurnRow.ENROLMENT + """
            , t.seq FROM triggered_turn t JOIN triggered_enrolment e ON e.seq = t.seq
            WHERE t.program = ? AND (t.step, t.seq) > (?, ?) ORDER BY t.step, t.seq LIMIT ?""";
    static final String AT_STEP = "SELECT " + TurnRow.ENROLMENT + """
            , t.seq FROM triggered_turn t JOIN triggered_enrolment e ON e.seq = t.seq
            WHERE t.program = ? AND t.step = ? AND t.seq > ? ORDER BY t.seq LIMIT ?""";

    private EnrolmentPages() {}

    static EnrolmentPage find(Database database, EnrolmentQuery query) {
        Cursor cursor = Cursor.parse(query.cursor());
        String sql = query.step().isEmpty() ? ANYWHERE : AT_STEP;
        String step = query.step().isEmpty() ? cursor.step : query.step();
        List<Found> found = database.read(session -> session.list(
                rows -> new Found(TurnRow.enrolment(rows), rows.getLong(13)),
                sql,
                query.program(),
                step,
                cursor.seq,
                query.limit() + 1));
        boolean more = found.size() > query.limit();
        List<Found> page = more ? found.subList(0, query.limit()) : found;
        return new EnrolmentPage(
                page.stream().map(Found::enrolment).toList(),
                more ? page.get(page.size() - 1).cursor() : "");
    }

    private record Found(Enrolment enrolment, long seq) {
        String cursor() {
            return seq + ":" + enrolment.position().step();
        }
    }

    /** A place among those who are in a program. */
    private record Cursor(String step, long seq) {
        static Cursor parse(String text) {
            int colon = text.indexOf(':');
            try {
                return text.isEmpty()
                        ? new Cursor("", 0)
                        : new Cursor(text.substring(colon + 1), Long.parseLong(text.substring(0, colon)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("this cursor came from no page", e);
            }
        }
    }
}
