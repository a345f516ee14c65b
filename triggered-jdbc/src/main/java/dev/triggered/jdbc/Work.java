package dev.triggered.jdbc;

import java.sql.SQLException;

/** A step that reads. */
@FunctionalInterface
interface Work<T> {
    T run(Session session) throws SQLException;
}
