package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a database. */
final class SqlMailStore implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlMailStore.class);
    private static final String MINE =
            "SELECT m.id, q.seq FROM triggered_queue q JOIN triggered_message m ON m.seq = q.seq WHERE q.owner = ?";

    private final Database database;
    private final Holdings holdings = new Holdings();
    private final SqlOutbox outbox;
    private final SqlLog log;
    private final Upkeep upkeep;
    private final Batch<Held, Boolean> release;
    private volatile InstantSource clock = () -> {
        throw new IllegalStateException("the store was not opened");
    };

    SqlMailStore(Database database, Duration keep) {
        this.database = database;
        this.outbox = new SqlOutbox(database, holdings, () -> clock.instant());
        this.log = new SqlLog(database);
        this.upkeep = new Upkeep(database, this::releaseStrays, keep);
        this.release = database.statements()::release;
    }

    @Override
    public void open(TimeSource time, Waker waker) {
        clock = time;
        database.open(waker, holdings::forgetUnbegun);
        upkeep.start(time);
    }

    /** Lets rows wait again that belong to this process and that it does not know of, because an answer was lost on its way. */
    private void releaseStrays() {
        if (!holdings.suspected()) {
            return;
        }
        boolean done = false;
        try {
            long owner = database.owner();
            Map<MessageId, Held> rows = new HashMap<>();
            database.read(session -> session.list(
                    row -> rows.put(new MessageId(row.getString(1)), new Held(row.getLong(2), owner)), MINE, owner));
            List<Held> strays = holdings.strays(rows);
            if (!strays.isEmpty()) {
                database.write(release, strays);
                LOG.info("{} messages wait again that had been taken when {} did not answer", strays.size(), database);
            }
            done = true;
        } finally {
            if (!done) {
                holdings.suspect();
            }
        }
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public MessageLog log() {
        return log;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void close() {
        upkeep.close();
        database.close();
    }
}
