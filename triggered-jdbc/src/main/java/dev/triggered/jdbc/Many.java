package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Statements for many rows, in the words of one database: PostgreSQL takes all of them in one round trip, SQLite, which runs in this
 * process, one after the other.
 */
final class Many {
    private static final String LOCKED = """
            seq = ANY (ARRAY(SELECT m.seq FROM unnest(?::text[]) AS k(id) CROSS JOIN LATERAL (
                SELECT seq FROM triggered_message m WHERE m.id = k.id OFFSET 0) m)) ORDER BY seq FOR NO KEY UPDATE""";

    private final boolean together;

    Many(Dialect dialect) {
        this.together = dialect == Dialect.POSTGRESQL;
    }

    /**
     * Returns the rows that a query finds for values.
     *
     * @param sql the query, up to the column that is one of the values
     * @param type the values' type in PostgreSQL
     */
    <T> List<T> list(Session session, Session.Row<T> row, String sql, String type, List<?> values) throws SQLException {
        if (values.isEmpty()) {
            return List.of();
        }
        if (together) {
            return session.list(row, anyOf(sql, type), session.array(type, values));
        }
        List<T> found = new ArrayList<>();
        for (Object value : values) {
            found.addAll(session.list(row, sql + " = ?", value));
        }
        return found;
    }

    /** Returns columns of the messages of some ids, whose rows nobody else changes until the transaction has ended. */
    <T> List<T> lock(Session session, Session.Row<T> row, String columns, List<String> ids) throws SQLException {
        String sql = "SELECT " + columns + " FROM triggered_message WHERE ";
        if (!together || ids.isEmpty()) {
            return list(session, row, sql + "id", "text", ids);
        }
        return session.list(row, sql + LOCKED, session.array("text", ids));
    }

    /** Runs a statement on rows, which ends with the column that is one of the values. */
    void change(Session session, String sql, String type, List<?> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        if (together) {
            session.change(anyOf(sql, type), session.array(type, values));
            return;
        }
        for (Object value : values) {
            session.change(sql + " = ?", value);
        }
    }

    private static String anyOf(String sql, String type) {
        return sql + " = ANY (?::" + type + "[])";
    }

    /** Inserts rows. */
    void insert(Session session, Insert insert, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (together) {
            Columns columns = new Columns(insert.types.toArray(new String[0]));
            rows.forEach(columns::add);
            List<String> arrays =
                    insert.types.stream().map(type -> "?::" + type + "[]").toList();
            session.change(
                    insert.into + "SELECT * FROM unnest(" + String.join(", ", arrays) + ") " + insert.otherwise,
                    columns.arrays(session));
            return;
        }
        String places = String.join(", ", Collections.nCopies(insert.types.size(), "?"));
        for (Object[] row : rows) {
            session.change(insert.into + "VALUES (" + places + ") " + insert.otherwise, row);
        }
    }

    /**
     * How rows are inserted.
     *
     * @param into the table and its columns
     * @param types their types in PostgreSQL
     * @param otherwise what is done with a row that is there
     */
    record Insert(String into, List<String> types, String otherwise) {}
}
