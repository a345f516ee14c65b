package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Stores that share a database in PostgreSQL. None of them beats before its time is turned, so that nothing is seen by chance. */
final class StoreParty implements AutoCloseable {
    static final Lease LEASE = NodeParty.LEASE;
    static final String ALL = "*";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long STEP_NANOS = 2_000_000;

    private final PGSimpleDataSource database;
    private final ManualClock clock = ManualClock.at(Letters.START);
    private final Queue<Guest> guests = new ConcurrentLinkedQueue<>();

    StoreParty(PGSimpleDataSource database) {
        this.database = database;
    }

    StoreParty() {
        this(PostgresServer.emptyDatabase());
    }

    PGSimpleDataSource database() {
        return database;
    }

    ManualClock clock() {
        return clock;
    }

    /** Opens a store. */
    Guest guest() {
        return guest(database);
    }

    /** Opens a store that connects in a way of its own. */
    Guest guest(DataSource way) {
        Guest guest = new Guest(way);
        guests.add(guest);
        guest.store.open(clock, guest.calls());
        assertThat(guest.nextCall()).isEqualTo(ALL); // its first sign of life
        return guest;
    }

    void execute(String sql) {
        PostgresServer.execute(database, sql);
    }

    List<String> query(String sql) {
        return PostgresServer.query(database, sql);
    }

    /** Returns how many rows a table has. */
    int count(String table) {
        return Integer.parseInt(query("SELECT count(*) FROM " + table).get(0));
    }

    /** Returns the queue: its messages by their numbers, their owners, and whether they were begun. */
    List<String> queue() {
        return query("SELECT m.id::bigint, COALESCE(q.owner::text, '-'), q.begun FROM triggered_queue q"
                + " JOIN triggered_message m USING (seq) ORDER BY 1");
    }

    /** Waits until something holds, and fails where it does not in time. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("what was waited for came about in time")
                    .isLessThan(end);
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Waits until so many statements wait for a lock. */
    void awaitBlocked(int count) {
        await(() -> count("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") >= count);
    }

    /** Has each store tidy up. */
    void tidyUp() {
        clock.advance(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        guests.forEach(Guest::close);
    }

    /** A store, and what it said. */
    final class Guest {
        private final AtomicLong nanos = new AtomicLong(1_000);
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private final PostgresDatabase node;
        private final SqlMailStore store;

        private Guest(DataSource way) {
            node = new PostgresDatabase(way, LEASE, nanos::get);
            store = new SqlMailStore(node, Duration.ofDays(7));
        }

        SqlMailStore store() {
            return store;
        }

        Outbox outbox() {
            return store.outbox();
        }

        DeadLetterOffice deadLetters() {
            return store.deadLetters();
        }

        /** Returns by which number the queue knows it. */
        long id() {
            return node.owner();
        }

        boolean holdsLease() {
            return node.holdsLease();
        }

        Acceptance accept(NewMessage message) {
            return outbox().accept(List.of(message)).get(0);
        }

        /** Accepts messages without a key, by their numbers. */
        void accept(long... numbers) {
            for (long number : numbers) {
                assertThat(accept(NewMessage.of(Letters.letter(number)))).isEqualTo(new Acceptance.Kept());
            }
        }

        List<MessageId> claim() {
            return Letters.ids(outbox().claim(Letters.LANE, 100));
        }

        /** Turns its own time on, by which it beats and knows whether it holds its lease. */
        void turn(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        /** Has it give its next sign of life, waits for all that comes with it, and forgets the calls so far. */
        void beats() {
            String turnedAt = query("SELECT clock_timestamp()").get(0);
            turn(LEASE.beat());
            await(() -> count("triggered_node WHERE id = " + id() + " AND beat_at >= '" + turnedAt + "'") == 1);
            String mark = "mark " + UUID.randomUUID();
            query("SELECT pg_notify('triggered', '" + mark + "')");
            await(() -> mark.equals(nextCall()));
        }

        /** Returns which lane was woken next, or {@link #ALL}. */
        String nextCall() {
            try {
                return calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Says whether a lane was woken that nobody has asked about yet. */
        boolean isCalled() {
            return !calls.isEmpty();
        }

        void close() {
            store.close();
        }

        private Waker calls() {
            return new Waker() {
                @Override
                public void wake(String lane) {
                    calls.add(lane);
                }

                @Override
                public void wakeAll() {
                    calls.add(ALL);
                }

                @Override
                public void registryChanged() {}

                @Override
                public void wakePrograms() {
                    calls.add(NodeLink.PROGRAMS);
                }
            };
        }
    }
}
