package dev.triggered.jdbc;

import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A durable store: what was accepted outlives the process, whatever ends it. Thread-safe.
 *
 * <p>What a process had claimed and not begun to send when it ended waits again. What it had begun may have been sent: its history
 * gets an attempt that ended as uncertain, and its stream's {@link dev.triggered.WhenUncertain} says whether it is sent again, under
 * the same Message-ID.
 *
 * <p>What is known of a message, its history and its trigger id, is kept for seven days after it ended, unless {@link #keep} says
 * otherwise. The same holds for a contact that has left a program.
 */
public final class JdbcStore implements MailStore {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Database database;
    private final SqlMailStore store;

    private JdbcStore(Database database, Duration keep) {
        this.database = database;
        this.store = new SqlMailStore(database, keep);
    }

    /**
     * Returns a store in a folder of its own, which needs no server (SQLite). Each call that keeps something returns when it is on
     * the disk; calls that come in together share a write.
     *
     * <p>One process owns the folder while the store is open. Another one that opens it gets a
     * {@link dev.triggered.StoreException} that names the owner. The folder is made where there is none. It must not be on a
     * network file system.
     *
     * @param folder where the store keeps its files
     * @return the store, not opened yet
     */
    public static JdbcStore embedded(Path folder) {
        return new JdbcStore(new EmbeddedDatabase(folder), WEEK);
    }

    /**
     * Returns a store in a PostgreSQL database, version 14 or newer, which several application instances may share, with a lease of
     * 30 seconds.
     *
     * @param source gives connections, pooled or not; see {@link #on(DataSource, Duration)}
     * @return the store, not opened yet
     */
    public static JdbcStore on(DataSource source) {
        return on(source, Duration.ofSeconds(30));
    }

    /**
     * Returns a store in a PostgreSQL database, version 14 or newer, which several application instances may share.
     *
     * <p>Its tables are in the schema that is first on the connections' search path, and are made at the first start. Each instance keeps
     * one connection for as long as it is open, and borrows at most six more at a time, none of them while the host's code runs: a pool
     * has at least eight, or the host's own use on top of seven.
     *
     * @param source gives connections, pooled or not; a wait for one is a wait for each caller of {@code trigger}
     * @param lease after how long without a sign of life an instance counts as dead, and others take over its messages; at least
     *     one second. An instance that cannot reach the database for two thirds of it sends nothing until it can
     * @return the store, not opened yet
     */
    public static JdbcStore on(DataSource source, Duration lease) {
        return new JdbcStore(new PostgresDatabase(source, new Lease(lease), System::nanoTime), WEEK);
    }

    /**
     * Returns this store with another time for which ended messages and enrolments are known: their history, and their trigger ids, by which a
     * repeated trigger is answered {@code DUPLICATE}.
     *
     * @param time since the message ended; seven days by default
     * @return another store, not opened yet
     */
    public JdbcStore keep(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("ended messages are not kept for a negative time: " + time);
        }
        return new JdbcStore(database, time);
    }

    /**
     * Returns the scripts that make the tables, for a host that runs its migrations itself. The store runs those that were not run
     * when it is opened; where all were, it needs no right to change the schema.
     *
     * @param dialect whose SQL they are in
     * @return the scripts; the first one makes version 1, and no script ever changes once it was released
     */
    public static List<String> schema(Dialect dialect) {
        return Schema.of(dialect.name(), dialect.folder()).printed();
    }

    @Override
    public void open(TimeSource time, Waker waker) {
        store.open(time, waker);
    }

    @Override
    public Outbox outbox() {
        return store.outbox();
    }

    @Override
    public MessageLog log() {
        return store.log();
    }

    @Override
    public StreamRegistry registry() {
        return store.registry();
    }

    @Override
    public ProgramStore programs() {
        return store.programs();
    }

    @Override
    public SuppressionList suppressions() {
        return store.suppressions();
    }

    @Override
    public BroadcastStore broadcasts() {
        return store.broadcasts();
    }

    @Override
    public FeedbackLog feedback() {
        return store.feedback();
    }

    @Override
    public ReportStore reports() {
        return store.reports();
    }

    @Override
    public DeadLetterOffice deadLetters() {
        return store.deadLetters();
    }

    @Override
    public NoticeLog notices() {
        return store.notices();
    }

    @Override
    public boolean isDurable() {
        return store.isDurable();
    }

    @Override
    public void close() {
        store.close();
    }

    /** Names the folder or the database. */
    @Override
    public String toString() {
        return "JdbcStore[" + database + "]";
    }
}
