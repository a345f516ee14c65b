package dev.triggered.jdbc;

/** From where messages {@code m} are looked up, in the words of one database: each row by an index (see {@link Planner}). */
final class SearchSql {
    private final boolean postgres;

    SearchSql(Dialect dialect) {
        this.postgres = dialect == Dialect.POSTGRESQL;
    }

    /** Returns the messages to an address, whose key is a parameter. */
    String messagesTo() {
        return postgres ? """
                (SELECT m.* FROM (SELECT ?::text COLLATE "C" AS address) a JOIN triggered_message m
                    ON hashtextextended(lower(m.recipient COLLATE "C"), 0) = hashtextextended(a.address, 0)
                    AND lower(m.recipient COLLATE "C") = a.address OFFSET 0) m""" : "(SELECT ? AS address) a JOIN triggered_message m ON lower(m.recipient) = a.address";
    }

    /** Returns the messages that have not ended, looked up from the queue: SQLite keeps to the order of a cross join. */
    String waiting() {
        return postgres ? """
                triggered_queue w CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = w.seq OFFSET 0) m""" : "triggered_queue w CROSS JOIN triggered_message m ON m.seq = w.seq";
    }

    /** Returns how the row {@code q} of the queue is joined, which is there while a message has not ended. */
    String withQueue() {
        return postgres
                ? " LEFT JOIN LATERAL (SELECT * FROM triggered_queue q WHERE q.seq = m.seq OFFSET 0) q ON true"
                : " LEFT JOIN triggered_queue q ON q.seq = m.seq";
    }
}
