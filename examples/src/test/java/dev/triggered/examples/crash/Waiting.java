package dev.triggered.examples.crash;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what the processes do, on machines that may be slow. */
final class Waiting {
    private static final Duration POLL = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits for a condition. */
    static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(3, TimeUnit.MINUTES).pollInterval(POLL).until(condition);
    }

    /**
     * Waits for a condition while mails keep coming. What is lost never comes: after a minute without any new mail this returns all
     * the same, and says how many came, so that the test can tell what is missing.
     */
    static void whileMailsCome(SinkProcess sink, Callable<Boolean> condition) throws Exception {
        int before = -1;
        while (!condition.call() && sink.count() > before) {
            before = sink.count();
            if (comes(sink, before, condition)) {
                return;
            }
        }
    }

    private static boolean comes(SinkProcess sink, int before, Callable<Boolean> condition) throws Exception {
        try {
            Awaitility.await()
                    .atMost(1, TimeUnit.MINUTES)
                    .pollInterval(POLL)
                    .until(() -> condition.call() || sink.count() > before);
        } catch (ConditionTimeoutException e) {
            System.out.println("no mail has come for a minute; " + before + " have come");
        }
        return condition.call();
    }
}
