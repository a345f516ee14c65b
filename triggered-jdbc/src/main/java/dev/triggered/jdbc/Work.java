package dev.triggered.jdbc;

import java.sql.SQLException;

/**
 * A step in a transaction. It is run again where the transaction was rolled back for another step's fault, so it changes nothing
 * but the database.
 */
@FunctionalInterface
interface Work<T> {
    T run(Session session) throws SQLException;
}
