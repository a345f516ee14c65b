package dev.triggered.jdbc;

import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notice.Reached;
import dev.triggered.notice.Notice.Responded;
import dev.triggered.notice.Notice.Told;
import dev.triggered.spi.NoticeLog.Taking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps on notices, in the words of one database. A notice that is taken is due again when its lease ends; so it needs no owner, and a node that died
 * leaves nothing behind.
 */
final class NoticeSteps {
    /** How many notices are forgotten in one step. */
    static final int STEP = 500;

    private static final String TAKE = """
            UPDATE triggered_notice SET due_at = ?, tries = tries + 1 WHERE %1$s %2$s
                SELECT n.%1$s FROM triggered_notice n WHERE n.subscriber = ? AND n.due_at <= ? AND n.number = (
                    SELECT MIN(e.number) FROM triggered_notice e WHERE e.subscriber = n.subscriber AND e.message = n.message)
                ORDER BY n.due_at, n.number LIMIT ?%3$s
            RETURNING id, stream, version, recipient, number, tries,
                (SELECT b.id FROM triggered_broadcast b WHERE b.number = broadcast),\s""" + Noticing.ALL_TOLD;
    private static final String DONE = "DELETE FROM triggered_notice WHERE subscriber = ? AND number = ?";
    private static final String LATER = """
            UPDATE triggered_notice SET due_at = ? WHERE subscriber = ? AND number >= ? AND (number = ? OR due_at < ?)
                AND message = (SELECT e.message FROM triggered_notice e WHERE e.subscriber = ? AND e.number = ?)""";
    private static final String GIVE_UP = """
            DELETE FROM triggered_notice WHERE %1$s %2$s
                SELECT o.place FROM (
                    SELECT %1$s AS place, happened_at FROM triggered_notice WHERE subscriber = ? ORDER BY number LIMIT ?) o
                WHERE o.happened_at < ?%3$s""";
    private static final String RENEW = "UPDATE triggered_subscription SET renewed_at = ? WHERE subscriber = ?";
    private static final String UNSUBSCRIBE = "DELETE FROM triggered_subscription WHERE subscriber = ?";
    private static final String FORGET = """
            DELETE FROM triggered_notice WHERE %1$s %2$s
                SELECT %1$s FROM triggered_notice WHERE subscriber = ? ORDER BY number LIMIT ?%3$s""";

    private final String take;
    private final String giveUp;
    private final String forget;

    NoticeSteps(Dialect dialect) {
        boolean shared = dialect == Dialect.POSTGRESQL;
        this.take = within(shared, TAKE, " FOR UPDATE SKIP LOCKED");
        this.giveUp = within(shared, GIVE_UP, "");
        this.forget = within(shared, FORGET, "");
    }

    /** Returns a statement on rows that a query finds, which each database asks once, and finds by where they are. */
    private static String within(boolean shared, String sql, String lock) {
        return shared ? sql.formatted("ctid", "= ANY (ARRAY(", lock + "))") : sql.formatted("number", "IN (", ")");
    }

    List<List<Notice>> take(Session session, List<Taking> wishes) throws SQLException {
        List<List<Notice>> answers = new ArrayList<>(wishes.size());
        for (Taking wish : wishes) {
            List<Notice> taken = session.list(
                    NoticeSteps::notice,
                    take,
                    Times.toMicros(wish.until()),
                    wish.subscriber(),
                    Times.toMicros(wish.now()),
                    wish.limit());
            answers.add(
                    taken.stream().sorted(Comparator.comparing(Notice::number)).toList());
        }
        return answers;
    }

    private static Notice notice(ResultSet row) throws SQLException {
        String broadcast = row.getString(7);
        return new Notice(
                row.getLong(5), Infos.read(row), broadcast == null ? "" : broadcast, told(row), row.getInt(6));
    }

    private static Told told(ResultSet row) throws SQLException {
        Instant at = Times.toInstant(row.getLong(9));
        String responder = row.getString(17);
        if (responder != null) {
            return new Responded(
                    row.getInt(16), at, Responder.valueOf(responder), ClientFamily.valueOf(row.getString(18)));
        }
        return new Reached(
                MessageState.valueOf(row.getString(8)),
                at,
                row.getInt(10),
                new SmtpReply(row.getInt(11), row.getString(12), row.getString(13)),
                row.getString(14));
    }

    List<Boolean> done(Session session, List<Step> steps) throws SQLException {
        List<Boolean> answers = new ArrayList<>(steps.size());
        for (Step step : steps) {
            answers.add(session.change(DONE, step.subscriber, step.number) > 0);
        }
        return answers;
    }

    List<Boolean> later(Session session, List<Step> steps) throws SQLException {
        List<Boolean> answers = new ArrayList<>(steps.size());
        for (Step step : steps) {
            String subscriber = step.subscriber;
            long number = step.number;
            long due = Times.toMicros(step.time);
            answers.add(session.change(LATER, due, subscriber, number, number, due, subscriber, number) > 0);
        }
        return answers;
    }

    /** Forgets the first notices, as far as they are from before a time; how many are looked at stands in place of a number. */
    List<Integer> giveUp(Session session, List<Step> steps) throws SQLException {
        List<Integer> answers = new ArrayList<>(steps.size());
        for (Step step : steps) {
            long before = Times.toMicros(step.time);
            answers.add(session.change(giveUp, step.subscriber, step.number, before));
        }
        return answers;
    }

    List<Boolean> renew(Session session, List<Step> steps) throws SQLException {
        List<Boolean> answers = new ArrayList<>(steps.size());
        for (Step step : steps) {
            answers.add(session.change(RENEW, Times.toMicros(step.time), step.subscriber) > 0);
        }
        return answers;
    }

    /** Unsubscribes, and forgets some notices; says how many. */
    List<Integer> unsubscribe(Session session, List<String> subscribers) throws SQLException {
        List<Integer> answers = new ArrayList<>(subscribers.size());
        for (String subscriber : subscribers) {
            session.change(UNSUBSCRIBE, subscriber);
            answers.add(session.change(forget, subscriber, STEP));
        }
        return answers;
    }

    /**
     * What a step is about.
     *
     * @param subscriber whose notices
     * @param number which notice
     * @param time which time
     */
    record Step(String subscriber, long number, Instant time) {}
}
