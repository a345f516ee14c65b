package dev.triggered.jdbc;

import dev.triggered.StoreException;
import dev.triggered.spi.Waker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share a PostgreSQL database. It gives signs of life, hears what the others call, and lets the
 * messages of those that are gone wait again. It keeps one connection of the data source for itself and has one thread. Where it
 * cannot listen, because the driver is another one or a proxy stands between, lanes are woken at each sign of life.
 *
 * <p>A node that the others gave up is reborn under a new id: first the callback runs, in which the owner forgets what it holds,
 * and then the id changes. What is claimed under the old id meanwhile waits again after the next sign of life. The callback and
 * the waker run on the node's thread.
 *
 * <p>A node that was itself not heard of for the time of the fence takes nobody off during a lease: it may have been the database
 * that was away, for all.
 */
final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Set<String> LASTING = Set.of("0A", "28", "3D", "3F", "42");
    private static final int SLICE_MILLIS = 250;
    private static final long SHORTEST_PAUSE = 200;
    private static final long LONGEST_PAUSE = 5_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final String UNTOLD =
            "node {} could not take leave: the others take over what it held when its lease is over";
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

    private final DataSource database;
    private final Lease lease;
    private final Waker waker;
    private final Runnable reborn;
    private final LongSupplier nanoTime;
    private final String name = name();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch leaving = new CountDownLatch(1);
    private volatile @Nullable Standing standing;
    private volatile @Nullable NodeLink link;
    private volatile @Nullable Thread thread;
    private long nextBeat;
    private long nextLook;
    private long mayReapFrom;
    private long pause;
    private @Nullable Exception failure;

    /**
     * @param reborn runs when the others gave this node up, and what it holds is to be forgotten
     * @param nanoTime the time of a clock that nobody sets, in nanoseconds
     */
    Node(DataSource database, Lease lease, Waker waker, Runnable reborn, LongSupplier nanoTime) {
        this.database = database;
        this.lease = lease;
        this.waker = waker;
        this.reborn = reborn;
        this.nanoTime = nanoTime;
    }

    /**
     * Joins the others. Called once.
     *
     * @throws StoreException where the database is away or not as it has to be
     */
    void start() {
        long began = nanoTime.getAsLong();
        mayReapFrom = began;
        nextLook = began;
        Standing first;
        try {
            first = new Standing(connect().statements().register(name), began, true);
        } catch (SQLException | RuntimeException e) {
            drop();
            throw failure(e);
        }
        standing = first;
        LOG.info("this is node {} of the store in PostgreSQL, {}", first.id, name);
        Thread made = new Thread(this::run, "triggered-node");
        made.setDaemon(true);
        thread = made;
        made.start();
    }

    /** Returns the id under which this process owns messages. It changes when the node is reborn. */
    long id() {
        return standing().id;
    }

    /**
     * Says whether the others believe this node to live for long enough yet that it may begin what it has claimed. {@code false}
     * after the process was stopped for long, until its next sign of life has arrived.
     */
    boolean holdsLease() {
        Standing now = standing;
        return now != null
                && now.holds
                && !isClosing()
                && nanoTime.getAsLong() - now.heardAt < lease.fence().toNanos();
    }

    /** Leaves the others: what was claimed and not begun waits again at once. Takes no long time and throws nothing. */
    @Override
    public void close() {
        closing.countDown();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!leaving.await(1, TimeUnit.SECONDS) || !ended(running, FAREWELL)) {
                NodeLink stuck = link;
                if (stuck != null) {
                    stuck.abort();
                }
                running.interrupt();
                if (!ended(running, LEAST_PATIENCE)) {
                    LOG.warn("node {} still waits for the database, and is left behind", id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing()) {
            try {
                turn();
            } catch (SQLException | RuntimeException e) {
                recover(e);
            }
        }
        leaving.countDown();
        leave();
    }

    private void turn() throws SQLException {
        NodeLink current = link;
        if (current == null) {
            current = connect();
        }
        long left = nextBeat - nanoTime.getAsLong();
        if (left <= 0) {
            beat(current.statements());
        } else {
            listen(current, (int) Math.max(1, Math.min(SLICE_MILLIS, TimeUnit.NANOSECONDS.toMillis(left))));
        }
    }

    private NodeLink connect() throws SQLException {
        NodeLink opened = NodeLink.open(database, patience());
        if (standing == null && !opened.listens()) {
            LOG.warn(
                    "the DataSource gives no connections of PostgreSQL's own driver: what other nodes accept is seen each {}"
                            + " only; use org.postgresql's driver",
                    lease.beat());
        }
        link = opened;
        nextBeat = nanoTime.getAsLong();
        return opened;
    }

    private void listen(NodeLink current, int millis) throws SQLException {
        if (!current.listens()) {
            await(millis);
            lookAtRegistry();
            return;
        }
        NodeLink.Calls calls = current.await(millis);
        if (calls.registry()) {
            waker.registryChanged();
        }
        for (String lane : calls.lanes()) {
            if (lane.isEmpty()) {
                waker.wakeAll();
            } else if (lane.equals(NodeLink.PROGRAMS)) {
                waker.wakePrograms();
            } else {
                waker.wake(lane);
            }
        }
    }

    /** Has the registry looked at each second, where nobody calls. */
    private void lookAtRegistry() {
        long now = nanoTime.getAsLong();
        if (now - nextLook >= 0) {
            nextLook = now + LOOK.toNanos();
            waker.registryChanged();
        }
    }

    private void beat(NodeStatements statements) throws SQLException {
        Standing before = standing();
        long began = nanoTime.getAsLong();
        if (statements.beat(before.id)) {
            standing = new Standing(before.id, began, true);
        } else {
            beReborn(statements, began);
        }
        if (began - before.heardAt >= lease.fence().toNanos()) {
            mayReapFrom = began + lease.length().toNanos();
        }
        if (began - mayReapFrom >= 0) {
            reap(statements);
        }
        waker.wakeAll();
        waker.registryChanged();
        nextBeat = began + lease.beat().toNanos();
        if (pause > 0) {
            LOG.info("node {} has its connection to the database again", id());
            pause = 0;
        }
    }

    private void beReborn(NodeStatements statements, long began) throws SQLException {
        Standing lost = new Standing(id(), began, false);
        standing = lost;
        long id = statements.register(name);
        reborn.run();
        standing = new Standing(id, began, true);
        LOG.warn(
                "node {} was not heard of for {} and was given up by the others; it goes on as node {}",
                lost.id,
                lease.length(),
                id);
    }

    private void reap(NodeStatements statements) throws SQLException {
        List<Long> dead = statements.reap(id(), lease.length());
        int released = statements.releaseStrays();
        int given = statements.giveBackEnrolments();
        if (!dead.isEmpty()) {
            LOG.warn("nodes {} were not heard of for {} and are given up", dead, lease.length());
        }
        if (released > 0) {
            LOG.info("{} messages that nodes which are gone had claimed wait again", released);
        }
        if (given > 0) {
            LOG.info("{} enrolments that nodes which are gone had claimed wait again", given);
        }
        if (!dead.isEmpty() || released + given > 0) {
            statements.callEverybody();
        }
    }

    /** Lets go of a connection that failed, and waits before the next one, longer each time until a sign of life arrives. */
    private void recover(Exception cause) {
        drop();
        failure = cause;
        if (isClosing()) {
            return;
        }
        if (pause == 0) {
            LOG.warn("node {} has lost its connection to the database, and tries again until it has one", id(), cause);
        }
        pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, 2 * pause));
        await(pause);
    }

    private void leave() {
        NodeLink last = link;
        if (last == null) {
            LOG.warn(UNTOLD, id(), failure);
            return;
        }
        try {
            last.statements().leave(id());
            last.statements().callEverybody();
            last.close();
        } catch (SQLException | RuntimeException e) {
            drop();
            LOG.warn(UNTOLD, id(), e);
        }
    }

    private void drop() {
        NodeLink dropped = link;
        link = null;
        if (dropped != null) {
            dropped.abort();
        }
    }

    /** Waits, but not when the node is closed. */
    private void await(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("node {} is to leave", id());
            }
        } catch (InterruptedException e) {
            LOG.debug("node {} waits no longer", id(), e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private Standing standing() {
        Standing now = standing;
        if (now == null) {
            throw new IllegalStateException("the node was not started");
        }
        return now;
    }

    private Duration patience() {
        Duration twoBeats = lease.beat().multipliedBy(2);
        return twoBeats.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : twoBeats;
    }

    private static boolean ended(Thread thread, Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
        return !thread.isAlive();
    }

    private static StoreException failure(Exception cause) {
        String message = "this process cannot join the store in PostgreSQL: " + cause.getMessage();
        if (cause instanceof SQLException e && !lasts(e)) {
            return StoreException.passing(message, e);
        }
        return StoreException.lasting(
                message + ": check what the DataSource connects to, its user's rights, and that the tables are there",
                cause);
    }

    /** Says whether a failure lasts until somebody does something, for the rights or the schema. */
    static boolean lasts(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.length() == 5 && LASTING.contains(state.substring(0, 2));
    }

    private static String name() {
        String process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.debug("this machine does not know its own name", e);
            return process;
        }
    }

    /** Who this node is, when it was last heard of, and whether the others believe that it lives. */
    private record Standing(long id, long heardAt, boolean holds) {}
}
