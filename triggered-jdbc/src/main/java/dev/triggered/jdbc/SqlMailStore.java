package dev.triggered.jdbc;

import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a database. */
final class SqlMailStore implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlMailStore.class);

    private final Database database;
    private final SqlOutbox outbox;
    private final SqlLog log;
    private volatile InstantSource clock = () -> {
        throw new IllegalStateException("the store was not opened");
    };

    SqlMailStore(Database database) {
        this.database = database;
        this.outbox = new SqlOutbox(database, () -> clock.instant());
        this.log = new SqlLog(database);
    }

    @Override
    public void open(TimeSource time, Waker waker) {
        clock = time;
        database.open();
        Recovery.Found found = database.write(Recovery::run);
        LOG.info(
                "{} is open; {} messages wait in it, and {} were being sent when the last process ended",
                database,
                found.waiting(),
                found.left());
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
        database.close();
    }
}
