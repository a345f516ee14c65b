package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void stands_still_until_it_is_turned() {
        assertThat(clock.instant()).isEqualTo(START);
        clock.advance(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(300));
        clock.advanceTo(START.plusSeconds(301));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(301));
    }

    @Test
    void runs_what_becomes_due_in_order_and_each_at_its_own_time() {
        note("c", 30);
        note("a", 10);
        note("b", 10);
        note("later", 31);
        clock.advance(Duration.ofSeconds(30));
        assertThat(ran).containsExactly("a at 10", "b at 10", "c at 30");
        assertThat(clock.pending()).isEqualTo(1);
        assertThat(clock.nextDue()).hasValue(START.plusSeconds(31));
    }

    @Test
    void runs_what_tasks_schedule_between_the_others() {
        note("last", 30);
        clock.schedule(START.plusSeconds(10), () -> note("inner", 20));
        clock.advance(Duration.ofSeconds(30));
        assertThat(ran).containsExactly("inner at 20", "last at 30");
    }

    @Test
    void runs_at_once_what_is_due_when_it_is_scheduled() {
        note("past", -5);
        note("now", 0);
        assertThat(ran).containsExactly("past at 0", "now at 0");
        assertThat(clock.pending()).isZero();
    }

    @Test
    void runs_a_due_task_of_a_task_after_it_not_within_it() {
        clock.schedule(START.plusSeconds(1), () -> {
            note("inner", 0);
            ran.add("outer");
        });
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("outer", "inner at 1");
    }

    @Test
    void runs_tasks_on_the_thread_that_turns() {
        List<Thread> threads = new ArrayList<>();
        clock.schedule(START.plusSeconds(1), () -> threads.add(Thread.currentThread()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void is_not_turned_back() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advanceTo(START.minusSeconds(1)));
    }

    @Test
    void is_not_turned_by_its_own_tasks_and_goes_on_after_one_that_throws() {
        clock.schedule(START.plusSeconds(1), () -> clock.advance(Duration.ofSeconds(1)));
        note("next", 2);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(5))).isInstanceOf(IllegalStateException.class);
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("next at 2");
    }

    @Test
    void lets_a_test_wait_for_tasks_of_other_threads() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> scheduling = other.submit(() -> {
                begun.await();
                note("woken", 60);
                return null;
            });
            begun.countDown();
            clock.awaitPending(1);
            clock.awaitPendingBy(START.plusSeconds(60));
            clock.advance(Duration.ofMinutes(1));
            scheduling.get(20, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
        assertThat(ran).containsExactly("woken at 60");
    }

    @Test
    void runs_each_task_once_when_many_threads_schedule_and_turn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int thread = i;
                all.add(threads.submit(() -> {
                    for (int task = 0; task < 200; task++) {
                        String name = thread + "/" + task;
                        clock.schedule(clock.instant().plusMillis(task % 5), () -> ran.add(name));
                        clock.advance(Duration.ofMillis(2));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8)
                        .boxed()
                        .flatMap(thread -> IntStream.range(0, 200).mapToObj(task -> thread + "/" + task))
                        .toList());
        assertThat(clock.instant()).isEqualTo(START.plusMillis(8 * 200 * 2 + 1000));
    }

    private void note(String name, int second) {
        clock.schedule(
                START.plusSeconds(second),
                () -> ran.add(
                        name + " at " + Duration.between(START, clock.instant()).toSeconds()));
    }
}
