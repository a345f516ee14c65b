package dev.triggered.jdbc;

import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

class RetentionInPostgresTest extends Retention {
    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();

    @Override
    JdbcStore create() {
        return JdbcStore.on(database);
    }

    @Override
    List<String> query(String sql) {
        return PostgresServer.query(database, sql);
    }

    @Override
    void execute(String sql) {
        PostgresServer.execute(database, sql);
    }

    @Override
    String payloadText() {
        return "SELECT encode(body, 'escape'), COALESCE(encode(secret, 'escape'), '') FROM triggered_payload";
    }

    @Override
    void refuse(String table) {
        execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'not now'; END $$");
        execute("CREATE TRIGGER refusal BEFORE DELETE ON " + table
                + " FOR EACH ROW WHEN (OLD.seq = 700) EXECUTE FUNCTION refuse()");
    }

    @Override
    void allow(String table) {
        execute("DROP TRIGGER refusal ON " + table);
    }
}
