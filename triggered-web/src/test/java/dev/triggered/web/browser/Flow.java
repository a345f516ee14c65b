package dev.triggered.web.browser;

import static org.awaitility.Awaitility.await;

import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Orders that are placed one after the other, each by somebody else, until it is closed. */
final class Flow implements AutoCloseable {
    private static final int EACH_MILLIS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger placed = new AtomicInteger();
    private final TriggeredMail mail;

    private Flow(TriggeredMail mail) {
        this.mail = mail;
    }

    static Flow into(TriggeredMail mail) {
        Flow flow = new Flow(mail);
        ScheduledFuture<?> unused = flow.thread.scheduleAtFixedRate(flow::place, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
        return flow;
    }

    private void place() {
        int number = placed.get() + 1;
        mail.trigger("order-placed", Trigger.to("c" + number + "@example.com").with("number", Integer.toString(number)))
                .orThrow();
        placed.set(number);
    }

    /** Returns how many orders were accepted or held. */
    int placed() {
        return placed.get();
    }

    @Override
    public void close() {
        thread.shutdown();
        await().until(thread::isTerminated);
    }
}
