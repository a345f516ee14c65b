package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who shares a transaction with whom, and who suffers from whose fault. */
class GroupCommitTest {
    private static final long PATIENCE = 20;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<Integer> transactions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private Connection connection;
    private GroupCommit commits;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        commits = new GroupCommit(transaction(new Session(connection)), Company.none());
    }

    private GroupCommit.Transaction transaction(Session session) {
        return new GroupCommit.Transaction() {
            @Override
            public <T> T run(Work<T> work) throws SQLException {
                int before = ran.size();
                try {
                    return work.run(session);
                } finally {
                    transactions.add(ran.size() - before);
                }
            }

            @Override
            public <T> T again(Work<T> work, Exception failure, boolean alone) throws SQLException {
                if (!alone) {
                    return run(work);
                }
                if (failure instanceof SQLException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        };
    }

    /** Has groups wait for company for a time, or for half of the minute that each of them takes by its clock. */
    private void seekCompany(Duration longest) {
        AtomicLong minutes = new AtomicLong();
        commits = new GroupCommit(
                transaction(new Session(connection)),
                Company.sought(longest.toNanos(), () -> TimeUnit.MINUTES.toNanos(minutes.getAndIncrement())));
    }

    @AfterEach
    void close() throws SQLException {
        callers.shutdownNow();
        connection.close();
    }

    @Test
    void runs_a_single_step_at_once() throws SQLException {
        assertThat(commits.run(step("a"), List.of(1))).containsExactly("a");
        assertThat(transactions).containsExactly(1);
    }

    @Test
    void takes_all_together_that_came_in_while_one_was_under_way() throws Exception {
        Future<String> first = slow();
        List<Future<String>> others = List.of(start(step("b")), start(step("c")), start(step("d")));
        awaitWaiting(3);
        leave.countDown();
        assertThat(get(first)).isEqualTo("first");
        for (Future<String> each : others) {
            assertThat(List.of("b", "c", "d")).contains(get(each));
        }
        assertThat(transactions).containsExactly(1, 3);
    }

    @Test
    void waits_for_those_who_came_before_where_it_seeks_company() throws Exception {
        seekCompany(Duration.ofMinutes(1));
        Future<String> first = slow();
        Future<String> second = start(step("b"));
        Future<String> third = start(step("c"));
        awaitWaiting(2);
        leave.countDown();
        assertThat(get(first)).isEqualTo("first");
        assertThat(second).isNotDone();
        assertThat(get(start(step("first again")))).isIn("b", "c", "first again");

        get(second);
        get(third);
        assertThat(transactions).containsExactly(1, 3);
    }

    @Test
    void waits_no_longer_than_it_may_for_those_who_do_not_come_again() throws Exception {
        seekCompany(Duration.ofMillis(1));
        Future<String> first = slow();
        Future<String> second = start(step("b"));
        awaitWaiting(1);
        leave.countDown();

        assertThat(get(first)).isEqualTo("first");
        assertThat(get(second)).isEqualTo("b");
        assertThat(commits.run(step("c"), List.of(1))).containsExactly("c");
        assertThat(transactions).containsExactly(1, 1, 1);
    }

    @Test
    void begins_a_second_group_beside_the_first_where_many_wait() throws Exception {
        seekCompany(Duration.ofMinutes(1));
        Future<String> first = slow();
        List<Future<String>> others = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            others.add(start(step("other")));
        }
        for (Future<String> each : others) {
            assertThat(get(each)).isEqualTo("other");
        }
        assertThat(first).isNotDone();
        leave.countDown();
        assertThat(get(first)).isEqualTo("first");
    }

    @Test
    void lets_a_step_fail_alone() throws Exception {
        Future<String> first = slow();
        Future<String> good = start(step("good"));
        Future<String> bad = start((session, items) -> {
            ran.add("bad");
            throw new SQLException("no such table");
        });
        Future<String> broken = start((session, items) -> {
            ran.add("broken");
            throw new IllegalStateException("a bug");
        });
        awaitWaiting(3);
        leave.countDown();
        assertThat(get(first)).isEqualTo("first");
        assertThat(get(good)).isEqualTo("good");
        assertThatThrownBy(() -> get(bad)).hasRootCauseMessage("no such table");
        assertThatThrownBy(() -> get(broken)).hasRootCauseMessage("a bug");
        assertThat(get(start(step("later")))).isEqualTo("later");
    }

    private Future<String> slow() throws InterruptedException {
        Future<String> first = start((session, items) -> {
            ran.add("first");
            entered.countDown();
            await(leave);
            return List.of("first");
        });
        await(entered);
        return first;
    }

    private Batch<Integer, String> step(String name) {
        return (session, items) -> {
            ran.add(name);
            return List.of(name);
        };
    }

    private Future<String> start(Batch<Integer, String> work) {
        return callers.submit(() -> commits.run(work, List.of(1)).get(0));
    }

    private void awaitWaiting(int count) {
        while (commits.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String get(Future<String> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(PATIENCE, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
