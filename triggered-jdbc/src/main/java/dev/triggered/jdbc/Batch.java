package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * A kind of step, done for many items at once: those of all callers that come in together. It is run again where its transaction
 * was rolled back, so it changes nothing but the database.
 */
@FunctionalInterface
interface Batch<I, O> {
    /** Returns one answer for each item, in the order of the items. */
    List<O> run(Session session, List<I> items) throws SQLException;
}
