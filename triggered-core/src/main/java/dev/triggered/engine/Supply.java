package dev.triggered.engine;

import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a lane gets from the store, and when it is woken to look there again. Used by the lane's thread, but for {@link #wakeAt}. */
final class Supply {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String lane;
    private final Outbox outbox;
    private final Returns returns;
    private final TimeSource time;
    private final Alarms alarms;
    private final Outage reading;

    Supply(String lane, Outbox outbox, Returns returns, TimeSource time, Runnable wake) {
        this.lane = lane;
        this.outbox = outbox;
        this.returns = returns;
        this.time = time;
        this.alarms = new Alarms(time, wake);
        this.reading = new Outage("lane '" + lane + "': reading the store");
    }

    /** Has the lane woken at a time, unless it is woken before and looks for itself then. */
    void wakeAt(Instant due) {
        alarms.at(due);
    }

    /** Claims messages, at most so many; the lane is woken when the next one is due, or to try again where the store fails. */
    List<QueuedMessage> claim(int room) {
        try {
            returns.giveDoubtful();
            List<QueuedMessage> found = outbox.claim(lane, room);
            if (found.size() < room) {
                outbox.nextDue(lane).ifPresent(alarms::at);
            }
            reading.over(found.size());
            return found;
        } catch (RuntimeException e) {
            int unused = reading.failed(e);
            alarms.at(time.instant().plus(PAUSE));
            return List.of();
        }
    }
}
