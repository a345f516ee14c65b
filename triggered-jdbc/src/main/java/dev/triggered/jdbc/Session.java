package dev.triggered.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection and the statements that were prepared on it. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final @Nullable String patience;
    private final @Nullable String ahead;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this(connection, null, null);
    }

    /**
     * Creates one.
     *
     * @param patience for how long its statements wait for locks, if they can be told
     * @param ahead a query that goes ahead of each statement, in the same round trip and transaction
     */
    Session(Connection connection, @Nullable String patience, @Nullable String ahead) {
        this.connection = connection;
        this.patience = patience;
        this.ahead = ahead;
    }

    /** Returns how long a statement waits for locks, in the words of the database; nothing where that is left as it is. */
    @Nullable
    String patience() {
        return patience;
    }

    /** Changes rows, and returns how many. */
    int change(String sql, @Nullable Object... parameters) throws SQLException {
        try {
            return executed(sql, parameters).getUpdateCount();
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
    }

    /** Returns the rows that a statement returns. */
    <T> List<T> list(Row<T> row, String sql, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = executed(sql, parameters).getResultSet()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        } catch (SQLException e) {
            throw forgetting(sql, e);
        }
        return found;
    }

    /** Returns the only row that a statement returns, or empty if it returns none. */
    <T> Optional<T> find(Row<T> row, String sql, @Nullable Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** Returns values as an array of a type of the database. The driver sends it as bytes only where it is an array of the right class. */
    Array array(String type, List<? extends @Nullable Object> values) throws SQLException {
        Object[] elements = switch (type) {
            case "bytea" -> values.toArray(byte[][]::new);
            case "text" -> values.toArray(String[]::new);
            case "int2" -> values.toArray(Short[]::new);
            case "int4" -> values.toArray(Integer[]::new);
            case "bool" -> values.toArray(Boolean[]::new);
            case "int8" -> values.toArray(Long[]::new);
            default -> values.toArray();
        };
        return connection.createArrayOf(type, elements);
    }

    /** Runs a statement without parameters that is not worth preparing. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a step on a connection that commits by itself in one transaction. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run(this);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Runs steps on a connection to PostgreSQL that commits by itself in one transaction, of which each sees what others have committed
     * while the one before it waited for a lock.
     */
    <T> T inSteps(Work<T> work) throws SQLException {
        return inTransaction(session -> {
            session.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            return work.run(session);
        });
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Closes the connection too. */
    void disconnect() throws SQLException {
        connection.close();
    }

    /** Closes the statements, not the connection. */
    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    /** Runs a statement, and returns it standing at its own result. */
    private PreparedStatement executed(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql, parameters);
        boolean rows = statement.execute();
        if (rows && ahead != null) {
            rows = statement.getMoreResults();
        }
        return statement;
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(ahead == null ? sql : ahead + ";\n" + sql);
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
