package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.SendResult;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sends mails, as many at once as a lane permits, and keeps what was answered to each. Thread-safe. */
final class SentMails {
    private final Monitor monitor = new Monitor();
    private final Map<MessageId, List<SendResult>> results = new HashMap<>();
    private int underWay;

    /** Sends a mail without waiting for anything. */
    void send(LaneDispatcher lane, OutgoingMail mail) {
        MessageId id = mail.header().id();
        monitor.change(() -> {
            underWay++;
            results.computeIfAbsent(id, key -> new ArrayList<>());
        });
        boolean taken = false;
        try {
            lane.send(mail, keep(id));
            taken = true;
        } finally {
            if (!taken) {
                monitor.change(() -> underWay--);
            }
        }
    }

    /** Sends a mail as soon as the lane has room for it. */
    void sendWhenFree(LaneDispatcher lane, OutgoingMail mail) {
        monitor.await(
                () -> underWay < lane.capacity(),
                Monitor.PATIENCE,
                () -> underWay + " mails are under way and do not end");
        send(lane, mail);
    }

    /** Sends a mail and waits for its result. */
    SendResult result(LaneDispatcher lane, OutgoingMail mail) {
        send(lane, mail);
        return await(mail);
    }

    /** Waits until a mail has ended, and returns how. */
    SendResult await(OutgoingMail mail) {
        MessageId id = mail.header().id();
        monitor.await(() -> !of(id).isEmpty(), Monitor.PATIENCE, () -> "mail " + id + " has not ended");
        return monitor.ask(() -> of(id).get(0));
    }

    /** Waits until every mail has ended. */
    void awaitAll() {
        monitor.await(() -> underWay <= 0, Monitor.PATIENCE, () -> underWay + " mails have not ended: " + results);
    }

    /** Fails if a mail was answered more than once. */
    void requireOneResultEach() {
        monitor.change(() -> assertThat(results.values())
                .as("whenDone is called exactly once")
                .allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(1)));
    }

    List<SendResult> of(MessageId id) {
        return monitor.ask(() -> List.copyOf(results.getOrDefault(id, List.of())));
    }

    private Consumer<SendResult> keep(MessageId id) {
        return result -> monitor.change(() -> {
            underWay--;
            results.computeIfAbsent(id, key -> new ArrayList<>()).add(result);
        });
    }
}
