package dev.triggered.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection and the statements that were prepared on it. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Changes rows, and returns how many. */
    int change(String sql, Object... parameters) throws SQLException {
        try {
            return prepared(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
    }

    /** Returns the rows that a statement returns. */
    <T> List<T> list(Row<T> row, String sql, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = prepared(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
        return found;
    }

    /** Returns the only row that a statement returns, or empty if it returns none. */
    <T> Optional<T> find(Row<T> row, String sql, Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** Runs a statement without parameters that is not worth preparing. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, value instanceof Optional<?> some ? some.orElse(null) : value);
            }
        }
        return statement;
    }

    /** Lets go of a statement that failed: a driver may have closed it, and a database may know it no more. */
    private SQLException forgetting(String sql, SQLException failure) {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    /** Reads the row on which a result set stands. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
