package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.SuppressionList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that must not be written to, in a database. All but adding is the same for both. */
final class SqlSuppressions implements SuppressionList {
    private static final String COLUMNS = "address, stream, reason, added_at, added_by, note";
    private static final String INTO =
            "INSERT INTO triggered_suppression (address, stream, reason, liftable, domain, added_at, added_by, note) ";
    private static final String ADD_ALL = INTO + """
            SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bool[], ?::text[], ?::bigint[], ?::text[], ?::text[])
            ON CONFLICT DO NOTHING RETURNING address, stream, reason""";
    private static final String ADD = INTO + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE =
            "DELETE FROM triggered_suppression WHERE address = ? AND stream = ? AND reason = ?";
    private static final String OF =
            "SELECT " + COLUMNS + " FROM triggered_suppression WHERE address = ? ORDER BY stream, reason";
    private static final String COUNT = "SELECT count(*) FROM triggered_suppression";
    private static final String SWITCH =
            "INSERT INTO triggered_opt_in (is_on, changed_at, changed_by) VALUES (?, ?, ?)";
    private static final String SWITCHED =
            "SELECT is_on, changed_at, changed_by FROM triggered_opt_in ORDER BY seq DESC LIMIT ?";
    /** Behind all that may follow the beginning of an address. */
    private static final String LAST = "\udbff\udfff";

    private final Database database;
    private final Holdings holdings;
    private final Batch<Entry, Boolean> add;
    private final Batch<Place, Boolean> remove = SqlSuppressions::remove;
    private final Batch<OptInChange, Boolean> optIn = SqlSuppressions::optIn;

    SqlSuppressions(Database database, Holdings holdings) {
        this.database = database;
        this.holdings = holdings;
        this.add = database.statements().dialect() == Dialect.POSTGRESQL
                ? SqlSuppressions::addAll
                : SqlSuppressions::addEach;
    }

    @Override
    public List<Boolean> add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Boolean> answers = database.write(add, entries);
        holdings.listChanged();
        return List.copyOf(answers);
    }

    /** Adds entries in a transaction of which they are a part. */
    static void add(Session session, Dialect dialect, List<Entry> entries) throws SQLException {
        if (!entries.isEmpty()) {
            List<Boolean> unused = dialect == Dialect.POSTGRESQL ? addAll(session, entries) : addEach(session, entries);
        }
    }

    /** Adds entries by one statement, in an order in which no two of them wait for each other. */
    static List<Boolean> addAll(Session session, List<Entry> entries) throws SQLException {
        Columns rows = new Columns("text", "int8", "text", "bool", "text", "int8", "text", "text");
        entries.stream().sorted(Comparator.comparing(Entry::place)).forEach(entry -> rows.add(columns(entry)));
        Set<Place> added = new HashSet<>(session.list(
                row -> place(row.getString(1), row.getLong(2), row.getString(3)), ADD_ALL, rows.arrays(session)));
        return entries.stream().map(entry -> added.remove(entry.place())).toList();
    }

    private static List<Boolean> addEach(Session session, List<Entry> entries) throws SQLException {
        List<Boolean> answers = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            answers.add(session.change(ADD, columns(entry)) > 0);
        }
        return answers;
    }

    private static Object[] columns(Entry entry) {
        return new Object[] {
            entry.address().key(),
            entry.stream(),
            entry.reason().name(),
            entry.reason().isLiftable(),
            entry.address().domain(),
            Times.toMicros(entry.origin().at()),
            entry.origin().by(),
            entry.origin().note()
        };
    }

    @Override
    public boolean remove(Place place) {
        return database.write(remove, List.of(place)).get(0);
    }

    static List<Boolean> remove(Session session, List<Place> places) throws SQLException {
        List<Boolean> answers = new ArrayList<>(places.size());
        for (Place place : places) {
            answers.add(session.change(
                            REMOVE,
                            place.address(),
                            place.stream(),
                            place.reason().name())
                    > 0);
        }
        return answers;
    }

    @Override
    public List<Entry> of(String address) {
        return database.read(session -> session.list(SqlSuppressions::entry, OF, address));
    }

    @Override
    public List<Entry> find(Search search) {
        Place after = search.range().after();
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM triggered_suppression WHERE address >= ?");
        parameters.add(search.prefix().compareTo(after.address()) > 0 ? search.prefix() : after.address());
        sql.append(" AND (address, stream, reason) > (?, ?, ?)");
        Collections.addAll(
                parameters, after.address(), after.stream(), after.reason().name());
        if (!search.prefix().isEmpty()) {
            sql.append(" AND address < ?");
            parameters.add(search.prefix() + LAST);
        }
        if (!search.domain().isEmpty()) {
            sql.append(" AND domain = ?");
            parameters.add(search.domain());
        }
        if (!search.reasons().isEmpty()) {
            sql.append(search.reasons().stream()
                    .map(reason -> "?")
                    .collect(Collectors.joining(", ", " AND reason IN (", ")")));
            search.reasons().forEach(reason -> parameters.add(reason.name()));
        }
        sql.append(" ORDER BY address, stream, reason LIMIT ?");
        parameters.add(search.range().limit());
        return database.read(session -> session.list(SqlSuppressions::entry, sql.toString(), parameters.toArray()));
    }

    @Override
    public long count() {
        return database.read(session -> session.list(row -> row.getLong(1), COUNT))
                .get(0);
    }

    @Override
    public void optIn(OptInChange change) {
        List<Boolean> unused = database.write(optIn, List.of(change));
        holdings.listChanged();
    }

    private static List<Boolean> optIn(Session session, List<OptInChange> changes) throws SQLException {
        List<Boolean> answers = new ArrayList<>(changes.size());
        for (OptInChange change : changes) {
            answers.add(session.change(SWITCH, change.on(), Times.toMicros(change.at()), change.by()) > 0);
        }
        return answers;
    }

    @Override
    public List<OptInChange> optInChanges(int limit) {
        return database.read(session -> session.list(
                row -> new OptInChange(row.getBoolean(1), Times.toInstant(row.getLong(2)), row.getString(3)),
                SWITCHED,
                limit));
    }

    private static Place place(String address, long stream, String reason) {
        return new Place(address, stream, SuppressionReason.valueOf(reason));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                EmailAddress.parse(row.getString(1)),
                SuppressionReason.valueOf(row.getString(3)),
                row.getLong(2),
                new Suppression.Origin(Times.toInstant(row.getLong(4)), row.getString(5), row.getString(6)));
    }
}
