package dev.triggered.jdbc;

/** The SQL of SQLite. */
final class SqliteDialect implements Dialect {
    @Override
    public String scripts() {
        return "sqlite";
    }

    @Override
    public String claim() {
        return """
                UPDATE triggered_queue SET status = 1 WHERE seq IN (
                    SELECT seq FROM triggered_queue WHERE status = 0 AND lane = ? AND due_at <= ?
                    ORDER BY due_at, seq LIMIT ?)
                RETURNING seq""";
    }

    @Override
    public String inherit() {
        return """
                UPDATE triggered_queue SET status = 2 WHERE seq IN (
                    SELECT seq FROM triggered_queue WHERE status <> 0 AND status = 3 LIMIT ?)
                RETURNING seq""";
    }
}
