package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.Waker;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes of one database, each with a time of its own that stands until it is turned. */
final class NodeParty implements AutoCloseable {
    /** So long that no node beats by itself during a test, were its time the real one. */
    static final Lease LEASE = new Lease(Duration.ofMinutes(30));

    /** Stands for a call to all lanes. */
    static final String ALL = "*";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long STEP_NANOS = 2_000_000;

    private final PGSimpleDataSource database;
    private final Queue<Guest> guests = new ConcurrentLinkedQueue<>();

    NodeParty(PGSimpleDataSource database) {
        this.database = database;
    }

    /** Has a node join, and returns it when it has given its first sign of life. */
    Guest guest() {
        return guest(database);
    }

    /** Has a node join that connects in a way of its own. */
    Guest guest(DataSource way) {
        return welcome(new Guest(way, true));
    }

    /** Has a node join whose driver cannot listen. */
    Guest deafGuest() {
        return welcome(new Guest(Shells.withoutDriver(database), false));
    }

    private Guest welcome(Guest guest) {
        guests.add(guest);
        guest.node.start();
        guest.awaitBeat();
        return guest;
    }

    /** Returns how many threads of nodes there are. */
    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("triggered-node"))
                .count();
    }

    /** Returns the ids of all nodes. */
    List<Long> nodes() {
        return PostgresServer.query(database, "SELECT id FROM triggered_node ORDER BY id").stream()
                .map(Long::valueOf)
                .toList();
    }

    /** Waits until something holds, and fails where it does not in time. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("what was waited for came about in time")
                    .isLessThan(end);
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    @Override
    public void close() {
        guests.forEach(Guest::close);
    }

    private String one(String sql) {
        return PostgresServer.query(database, sql).get(0);
    }

    /** A node, and what it said. */
    final class Guest {
        private static final String MARK = "mark ";

        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // which overflows soon
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger looks = new AtomicInteger();
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private final Queue<String> marks = new ConcurrentLinkedQueue<>();
        private final Queue<String> rebirths = new ConcurrentLinkedQueue<>();
        private final boolean listens;
        private final Node node;
        private String turnedAt = "-infinity";

        private Guest(DataSource way, boolean listens) {
            this.listens = listens;
            node = new Node(Shells.counting(way, connections), LEASE, new Recorder(), this::forget, nanos::get);
        }

        long id() {
            return node.id();
        }

        /** Returns how often it was told to look at the registry. */
        int looks() {
            return looks.get();
        }

        boolean holdsLease() {
            return node.holdsLease();
        }

        /** Returns what was called next: the name of a lane or {@link #ALL}. */
        String nextCall() {
            try {
                return calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Returns what it was when it was told to forget, each time. */
        List<String> rebirths() {
            return List.copyOf(rebirths);
        }

        /** Returns how often it has tried to connect. */
        int connections() {
            return connections.get();
        }

        /** Turns its time on. */
        void turn(Duration time) {
            turnedAt = one("SELECT clock_timestamp()");
            nanos.addAndGet(time.toNanos());
        }

        /** Turns its time on until the next sign of life is due. */
        void turn() {
            turn(LEASE.beat());
        }

        /** Waits for the sign of life that is due and for all that comes with it, and forgets the calls so far. */
        void awaitBeat() {
            if (!listens) {
                assertThat(nextCall()).isEqualTo(ALL);
                return;
            }
            await(() -> !PostgresServer.query(
                            database,
                            "SELECT FROM triggered_node WHERE id = " + id() + " AND beat_at >= '" + turnedAt + "'")
                    .isEmpty());
            String mark = MARK + UUID.randomUUID();
            one("SELECT pg_notify('triggered', '" + mark + "')");
            await(() -> marks.contains(mark));
            calls.clear();
        }

        /** Has it give its next sign of life. */
        void beats() {
            turn();
            awaitBeat();
        }

        void close() {
            node.close();
        }

        private void forget() {
            rebirths.add(node.id() + (node.holdsLease() ? " with" : " without") + " a lease");
        }

        private final class Recorder implements Waker {
            @Override
            public void wake(String lane) {
                (lane.startsWith(MARK) ? marks : calls).add(lane);
            }

            @Override
            public void wakeAll() {
                calls.add(ALL);
            }

            @Override
            public void registryChanged() {
                looks.incrementAndGet();
            }

            @Override
            public void wakePrograms() {
                calls.add(NodeLink.PROGRAMS);
            }
        }
    }
}
