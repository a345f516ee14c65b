package dev.triggered.examples.crash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;

/** On PostgreSQL. The next life does not wait until the lease of the dead one has run out. */
@Disabled("until there is a store on PostgreSQL")
class KilledOnPostgresTest extends KillSuite {
    private PostgresServer database;

    @BeforeEach
    void start() throws Exception {
        database = PostgresServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Override
    String store() {
        return database.url();
    }

    @Override
    void afterKill() throws Exception {
        database.forgetNodes();
    }
}
