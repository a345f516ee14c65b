package dev.triggered.jdbc;

import dev.triggered.jdbc.NoticeSteps.Step;
import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import dev.triggered.spi.NoticeLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What subscribers are to be told, in a database. {@link Noticing} keeps it. */
final class SqlNotices implements NoticeLog {
    private static final Comparator<Topic> ORDER =
            Comparator.comparing(Topic::occasion).thenComparing(Topic::stream);
    private static final String SUBSCRIBE = """
            INSERT INTO triggered_subscription (subscriber, occasion, stream, renewed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (subscriber, occasion, stream) DO UPDATE SET renewed_at = excluded.renewed_at""";
    private static final String TOPICS = "SELECT occasion, stream FROM triggered_subscription WHERE subscriber = ?";
    private static final String DROP_TOPIC =
            "DELETE FROM triggered_subscription WHERE subscriber = ? AND occasion = ? AND stream = ?";
    private static final String SILENT =
            "SELECT subscriber FROM triggered_subscription GROUP BY subscriber HAVING MAX(renewed_at) < ?";
    private static final String BACKLOG = """
            SELECT COUNT(*), MIN(o.happened_at) FROM (
                SELECT happened_at FROM triggered_notice WHERE subscriber = ? ORDER BY number LIMIT ?) o""";

    private final Database database;
    private final Batch<Taking, List<Notice>> take;
    private final Batch<Step, Boolean> done;
    private final Batch<Step, Boolean> later;
    private final Batch<Step, Integer> giveUp;
    private final Batch<Step, Boolean> renew;
    private final Batch<String, Integer> unsubscribe;

    SqlNotices(Database database) {
        NoticeSteps steps = new NoticeSteps(database.statements().dialect());
        this.database = database;
        this.take = steps::take;
        this.done = steps::done;
        this.later = steps::later;
        this.giveUp = steps::giveUp;
        this.renew = steps::renew;
        this.unsubscribe = steps::unsubscribe;
    }

    @Override
    public void subscribe(String subscriber, Set<Topic> topics, Instant now) {
        List<Topic> sorted = topics.stream().sorted(ORDER).toList();
        boolean unused = database.transact(session -> {
            for (Topic topic : sorted) {
                session.change(SUBSCRIBE, subscriber, topic.occasion(), topic.stream(), Times.toMicros(now));
            }
            Set<Topic> others =
                    new HashSet<>(session.list(row -> new Topic(row.getString(1), row.getLong(2)), TOPICS, subscriber));
            others.removeAll(topics);
            for (Topic other : others) {
                session.change(DROP_TOPIC, subscriber, other.occasion(), other.stream());
            }
            return others.isEmpty();
        });
    }

    @Override
    public boolean renew(String subscriber, Instant now) {
        return database.write(renew, List.of(new Step(subscriber, 0, now))).get(0);
    }

    @Override
    public void unsubscribe(String subscriber) {
        boolean more = true;
        while (more) {
            more = database.write(unsubscribe, List.of(subscriber)).get(0) == NoticeSteps.STEP;
        }
    }

    /** Unsubscribes those who were not renewed for too long. */
    void forgetSilent(Instant now) {
        long last = Times.toMicros(now.minus(LONGEST_SILENCE));
        database.read(session -> session.list(row -> row.getString(1), SILENT, last))
                .forEach(this::unsubscribe);
    }

    @Override
    public List<Notice> take(Taking taking) {
        return database.write(take, List.of(taking)).get(0);
    }

    @Override
    public void done(String subscriber, Set<Long> numbers) {
        if (!numbers.isEmpty()) {
            List<Step> steps = numbers.stream()
                    .sorted()
                    .map(number -> new Step(subscriber, number, Instant.EPOCH))
                    .toList();
            List<Boolean> unused = database.write(done, steps);
        }
    }

    @Override
    public void later(String subscriber, long number, Instant due) {
        List<Boolean> unused = database.write(later, List.of(new Step(subscriber, number, due)));
    }

    @Override
    public int giveUp(String subscriber, Instant before, int limit) {
        return database.write(giveUp, List.of(new Step(subscriber, limit, before)))
                .get(0);
    }

    @Override
    public Backlog backlog(String subscriber) {
        return database.read(session -> session.find(SqlNotices::backlog, BACKLOG, subscriber, Backlog.MOST))
                .orElseThrow();
    }

    private static Backlog backlog(ResultSet row) throws SQLException {
        int count = row.getInt(1);
        return new Backlog(count, count == 0 ? Optional.empty() : Optional.of(Times.toInstant(row.getLong(2))));
    }
}
