package dev.triggered.jdbc;

import dev.triggered.StreamChange;
import dev.triggered.StreamState;
import dev.triggered.spi.StreamRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams and events in a database. The statements are the same for both. */
final class SqlRegistry implements StreamRegistry {
    private static final String RAISE =
            "UPDATE triggered_registry SET epoch = epoch + 1, next_number = ? WHERE epoch = ?";
    private static final String HEAD = "SELECT epoch, next_number FROM triggered_registry";
    private static final String EVENTS = "SELECT number, name, former_names, body FROM triggered_event ORDER BY number";
    private static final String STREAMS = """
            SELECT number, name, former_names, state, version, pinned_before, definition, changed_at, changed_by
            FROM triggered_stream ORDER BY number""";
    private static final String PUT_EVENT = """
            INSERT INTO triggered_event (number, name, former_names, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name, former_names = excluded.former_names, body = excluded.body""";
    private static final String PUT_STREAM = """
            INSERT INTO triggered_stream
                (number, name, former_names, state, version, pinned_before, definition, changed_at, changed_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name, former_names = excluded.former_names,
                state = excluded.state, version = excluded.version, pinned_before = excluded.pinned_before,
                definition = excluded.definition, changed_at = excluded.changed_at, changed_by = excluded.changed_by""";
    private static final String PUT_VERSION = """
            INSERT INTO triggered_version (stream, version, body, published_at, published_by) VALUES (?, ?, ?, ?, ?)""";
    private static final String VERSIONS =
            "SELECT stream, version, body, published_at, published_by FROM triggered_version WHERE stream = ?";
    private static final String PUT_CHANGE = """
            INSERT INTO triggered_change (subject, kind, name, version, changed_at, changed_by, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String CHANGES = """
            SELECT kind, name, version, changed_at, changed_by, detail
            FROM triggered_change WHERE subject = ? ORDER BY seq DESC LIMIT ?""";
    private static final List<String> DELETE = List.of(
            "DELETE FROM triggered_event WHERE number = ?",
            "DELETE FROM triggered_stream WHERE number = ?",
            "DELETE FROM triggered_version WHERE stream = ?",
            "DELETE FROM triggered_suppression WHERE stream = ?");

    private final Database database;

    SqlRegistry(Database database) {
        this.database = database;
    }

    @Override
    public Snapshot read() {
        return database.read(session -> {
            long[] head = session.list(row -> new long[] {row.getLong(1), row.getLong(2)}, HEAD)
                    .get(0);
            return new Snapshot(
                    head[0],
                    head[1],
                    session.list(row -> new EventEntry(naming(row), row.getString(4)), EVENTS),
                    session.list(SqlRegistry::stream, STREAMS));
        });
    }

    @Override
    public OptionalLong change(Change change) {
        long before = change.before().epoch();
        boolean changed = database.transact(session -> {
            boolean first = session.change(RAISE, change.ending().nextNumber(), before) > 0;
            if (first) {
                write(session, change);
            }
            return first;
        });
        if (changed) {
            database.callNodes();
        }
        return changed ? OptionalLong.of(before + 1) : OptionalLong.empty();
    }

    /** Deletes first, so that a name that becomes free can be given again in the same change. */
    private static void write(Session session, Change change) throws SQLException {
        for (long number : change.ending().deleted()) {
            for (String sql : DELETE) {
                session.change(sql, number);
            }
        }
        for (EventEntry entry : change.events()) {
            Naming naming = entry.naming();
            session.change(PUT_EVENT, naming.number(), naming.name(), text(naming.formerNames()), entry.body());
        }
        for (StreamEntry entry : change.streams()) {
            write(session, entry);
        }
        for (VersionEntry entry : change.versions()) {
            session.change(
                    PUT_VERSION, entry.stream(), entry.version(), entry.body(), Times.toMicros(entry.at()), entry.by());
        }
        for (LogEntry entry : change.ending().log()) {
            write(session, entry);
        }
    }

    private static void write(Session session, StreamEntry entry) throws SQLException {
        Naming naming = entry.naming();
        session.change(
                PUT_STREAM,
                naming.number(),
                naming.name(),
                text(naming.formerNames()),
                entry.state().name(),
                entry.version(),
                Times.toMicros(entry.pinnedBefore()),
                entry.changed().definition(),
                Times.toMicros(entry.changed().at()),
                entry.changed().by());
    }

    private static void write(Session session, LogEntry entry) throws SQLException {
        StreamChange change = entry.change();
        session.change(
                PUT_CHANGE,
                entry.subject(),
                change.kind().name(),
                change.name(),
                change.version(),
                Times.toMicros(change.at()),
                change.by(),
                change.detail());
    }

    @Override
    public Optional<VersionEntry> version(long stream, int version) {
        return database.read(
                session -> session.find(SqlRegistry::version, VERSIONS + " AND version = ?", stream, version));
    }

    @Override
    public List<VersionEntry> versions(long stream) {
        return database.read(
                session -> session.list(SqlRegistry::version, VERSIONS + " ORDER BY version DESC", stream));
    }

    @Override
    public List<StreamChange> changes(long subject, int limit) {
        return database.read(session -> session.list(
                row -> new StreamChange(
                        StreamChange.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getInt(3),
                        Times.toInstant(row.getLong(4)),
                        row.getString(5),
                        row.getString(6)),
                CHANGES,
                subject,
                limit));
    }

    @Override
    public void acknowledge(long epoch) {
        database.acknowledge(epoch);
    }

    @Override
    public boolean isAcknowledged(long epoch) {
        return database.isAcknowledged(epoch);
    }

    private static Naming naming(ResultSet row) throws SQLException {
        return new Naming(row.getLong(1), row.getString(2), names(row.getString(3)));
    }

    private static StreamEntry stream(ResultSet row) throws SQLException {
        return new StreamEntry(
                naming(row),
                StreamState.valueOf(row.getString(4)),
                row.getInt(5),
                Times.toInstant(row.getLong(6)),
                new Changed(row.getString(7), Times.toInstant(row.getLong(8)), row.getString(9)));
    }

    private static VersionEntry version(ResultSet row) throws SQLException {
        return new VersionEntry(
                row.getLong(1), row.getInt(2), row.getString(3), Times.toInstant(row.getLong(4)), row.getString(5));
    }

    /** Writes names, none of which has a line break. */
    private static String text(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.split("\n")).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }
}
