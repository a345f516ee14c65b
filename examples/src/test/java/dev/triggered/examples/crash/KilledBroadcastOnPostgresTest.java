package dev.triggered.examples.crash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** On PostgreSQL. The next life does not wait until the lease of the dead one has run out. */
class KilledBroadcastOnPostgresTest extends BroadcastKillSuite {
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
