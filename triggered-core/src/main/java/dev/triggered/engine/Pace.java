package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.LaneStatus;
import dev.triggered.Rate;
import dev.triggered.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages a lane may begin: as many as its rate, its breaker and its relay permit. Guarded by its lane's lock, but for what
 * says otherwise.
 *
 * <p>Each message is begun in a turn, a number that grows with what the lane learns, so that the reply to an early one is not taken for
 * an answer to what was done since.
 */
final class Pace {
    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private final String lane;
    private final InstantSource clock;
    private final boolean limited;
    private final TokenBucket rate;
    private final Breaker breaker;
    private final SlowDown slowDown = new SlowDown();
    private final Speedometer speed;
    private int turn;
    private int slowedIn;
    private volatile int openedIn;
    private volatile boolean sound = true;

    Pace(Lane lane, InstantSource clock) {
        Rate allowed = lane.rate();
        Instant now = clock.instant();
        this.lane = lane.name();
        this.clock = clock;
        this.limited = allowed.perSecond() < Double.POSITIVE_INFINITY;
        this.rate = TokenBucket.full(allowed.perSecond(), allowed.burst(), now);
        this.breaker = new Breaker(lane.breaker());
        this.speed = new Speedometer(now);
    }

    /** Returns how many messages may be begun now. */
    int room() {
        if (isFree()) {
            return Integer.MAX_VALUE;
        }
        Instant now = clock.instant();
        int room = Math.min(breaker.room(now), slowDown.room(now));
        return limited ? Math.min(room, rate.whole(now)) : room;
    }

    /** Returns when to look for room again; empty where a result will bring it. */
    Optional<Instant> next() {
        Instant now = clock.instant();
        if (breaker.room(now) == 0) {
            return breaker.isOpen() ? Optional.of(breaker.end()) : Optional.empty();
        }
        Instant next = limited ? rate.next(now) : now;
        if (slowDown.isActive() && next.isBefore(slowDown.next(now))) {
            next = slowDown.next(now);
        }
        return Optional.of(next);
    }

    /** Says whether a message that was promised to go out at once may do so. */
    boolean keepsPromises() {
        return breaker.isClosed();
    }

    /** Returns whether the lane tries. */
    LaneStatus.Breaker breaker() {
        return breaker.status();
    }

    /** Returns the turn in which messages are begun now. */
    int turn() {
        return turn;
    }

    /** Says whether the lane has stopped trying since a turn, so that what was not begun yet has to wait. Needs no lock. */
    boolean isOver(int begunIn) {
        return begunIn < openedIn;
    }

    /** Takes note that messages are begun, or promised to be. */
    void began(int messages) {
        if (messages > 0) {
            if (limited) {
                rate.take(messages);
            }
            slowDown.began(messages);
            speed.began(messages, clock);
            breaker.began();
        }
    }

    /** Takes back promises. */
    void returned(int messages) {
        rate.giveBack(messages);
        slowDown.giveBack(messages);
    }

    /** Takes note that messages that were taken to be begun in a turn were not begun after all. */
    void unbegun(int messages, int takenIn) {
        returned(messages);
        if (messages > 0 && !isOver(takenIn)) {
            breaker.toldNothing();
        }
    }

    /** Says whether a result makes a difference. Needs no lock. */
    boolean heeds(SendResult result) {
        return !sound || !(result instanceof SendResult.Accepted);
    }

    /** Learns from the result of a message, while others wait. Returns whether the lane stops trying. */
    boolean learn(SendResult result, int begunIn, int waiting) {
        RelaySign sign = RelaySign.of(result);
        Instant now = clock.instant();
        if (sign.asksForLess()) {
            slow(result, begunIn, now);
        }
        if (isOver(begunIn)) {
            return false;
        }
        boolean stops = false;
        if (sign.isFailure()) {
            stops = failed(result, now);
        } else if (sign == RelaySign.NOTHING) {
            breaker.toldNothing();
        } else {
            worked(now, waiting);
        }
        sound = breaker.isSound();
        return stops;
    }

    private boolean isFree() {
        return !limited && breaker.isClosed() && !slowDown.isActive();
    }

    private boolean failed(SendResult result, Instant now) {
        boolean first = breaker.isClosed();
        if (!breaker.failed(now)) {
            return false;
        }
        turn++;
        openedIn = turn;
        if (first) {
            LOG.warn(
                    "lane '{}' stops trying after {} failures of {} in a row, the last: {}",
                    lane,
                    breaker.failures(),
                    result.relay(),
                    result.reply());
        }
        return true;
    }

    private void worked(Instant now, int waiting) {
        Instant since = breaker.since();
        if (breaker.worked()) {
            Duration time = Duration.between(since, now);
            LOG.info("lane '{}' goes on after {}, and {} messages wait for it in memory", lane, time, waiting);
        }
    }

    private void slow(SendResult result, int begunIn, Instant now) {
        boolean first = !slowDown.isActive(now);
        if (first) {
            slowDown.start(speed.at(now), now);
            LOG.info("lane '{}' slows down, as {} asks for it: {}", lane, result.relay(), result.reply());
        }
        if (first || slowDown.again(begunIn < slowedIn, now)) {
            turn++;
            slowedIn = turn;
        }
    }

    @Override
    public String toString() {
        return "breaker: " + breaker + ", slowed down to: " + slowDown;
    }
}
