package dev.triggered.spi;

import dev.triggered.MessageState;
import dev.triggered.Verdict;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.report.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One thing that is counted: where, in which minute, and what.
 *
 * @param place where
 * @param minute in which minute since 1970
 * @param slot what: a number that stores keep, below 1,024
 */
public record TallyMark(Place place, int minute, int slot) {
    private static final long SECONDS = 60;

    /**
     * Returns the mark of a measure.
     *
     * @param place where it counts
     * @param at when
     * @param measure the measure; {@link Measure#SENT} has a latency too, see {@link #sent}
     * @return the mark
     */
    public static TallyMark of(Place place, Instant at, Measure measure) {
        return new TallyMark(place, minuteOf(at), Slots.of(measure));
    }

    /**
     * Returns the mark of a message that was sent.
     *
     * @param place where it counts
     * @param at when the relay took it
     * @param latency how long that took since it was triggered, or due
     * @return the mark
     */
    public static TallyMark sent(Place place, Instant at, Duration latency) {
        return new TallyMark(place, minuteOf(at), Slots.ofLatency(latency));
    }

    /**
     * Returns the mark of a trigger that was refused.
     *
     * @param place where it counts
     * @param at when
     * @param verdict one that keeps no message
     * @return the mark
     * @throws IllegalArgumentException if the verdict keeps one
     */
    public static TallyMark refused(Place place, Instant at, Verdict verdict) {
        return new TallyMark(place, minuteOf(at), Slots.of(verdict));
    }

    /**
     * Returns the mark of an outcome.
     *
     * @param place where it counts
     * @param outcome the outcome
     * @param since when the message was triggered, or due for the first time, whichever was later
     * @param now when it is recorded, which counts where no attempt was made
     * @return the mark
     */
    public static TallyMark of(Place place, Outcome outcome, Instant since, Instant now) {
        if (outcome instanceof Outcome.Retried retried) {
            return of(place, retried.attempt().at(), Measure.DEFERRED);
        }
        if (outcome instanceof Outcome.Ended ended) {
            Instant at = ended.attempt().at();
            return ended.state() == MessageState.SENT
                    ? sent(place, at, Duration.between(since, at))
                    : of(place, at, measure(ended.state()));
        }
        return of(place, now, measure(((Outcome.Dropped) outcome).state()));
    }

    /**
     * Returns the mark of a message that came back in some way for the first time.
     *
     * @param place where it counts
     * @param sentAt when the message was sent
     * @param kind in which way
     * @return the mark
     */
    public static TallyMark cameBack(Place place, Instant sentAt, FeedbackLog.Kind kind) {
        return of(
                place,
                sentAt,
                switch (kind) {
                    case HARD -> Measure.HARD_BOUNCED;
                    case SOFT -> Measure.SOFT_BOUNCED;
                    case BLOCK -> Measure.BLOCKED;
                    case COMPLAINT -> Measure.COMPLAINED;
                });
    }

    /**
     * Returns the marks of a response that is recorded for the first time.
     *
     * @param place where it counts
     * @param sentAt when the message was sent
     * @param response the response
     * @param first whether it is the first one to the message of its kind: an open or a click, by a person or a machine
     * @return one mark, or two
     */
    public static List<TallyMark> respondedTo(Place place, Instant sentAt, Response response, boolean first) {
        boolean person = response.by() == Responder.PERSON;
        Measure opens = person ? Measure.OPENS : Measure.MACHINE_OPENS;
        Measure clicks = person ? Measure.CLICKS : Measure.MACHINE_CLICKS;
        Measure opened = person ? Measure.OPENED : Measure.MACHINE_OPENED;
        Measure clicked = person ? Measure.CLICKED : Measure.MACHINE_CLICKED;
        TallyMark mark = of(place, sentAt, response.isClick() ? clicks : opens);
        return first ? List.of(mark, of(place, sentAt, response.isClick() ? clicked : opened)) : List.of(mark);
    }

    /**
     * Returns this mark as bytes, from which a {@link Tally} is put together: they are followed by how often it was made, in four
     * bytes, the highest first.
     *
     * @return the bytes, the same for the same mark
     */
    public byte[] toBytes() {
        return new Packer()
                .fixed(minute)
                .number(slot)
                .number(place.stream)
                .number(place.version)
                .text(place.lane)
                .text(place.domain)
                .toBytes();
    }

    /** Reads a mark. */
    static TallyMark read(Unpacker bytes) {
        int minute = bytes.fixed();
        int slot = (int) bytes.number();
        Place place = new Place(bytes.number(), (int) bytes.number(), bytes.text(), bytes.text());
        return new TallyMark(place, minute, slot);
    }

    private static int minuteOf(Instant at) {
        return (int) Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    private static Measure measure(MessageState end) {
        return switch (end) {
            case SENT -> Measure.SENT;
            case FAILED -> Measure.FAILED;
            case UNCERTAIN -> Measure.UNCERTAIN;
            case EXPIRED -> Measure.EXPIRED;
            case CANCELLED -> Measure.CANCELLED;
            case SUPPRESSED -> Measure.SUPPRESSED;
            default -> throw new IllegalArgumentException("no message ends as " + end);
        };
    }

    /**
     * Where something counts.
     *
     * @param stream the number of the stream; 0 where none was reached
     * @param version the version of the stream; 0 where none was reached
     * @param lane the name of the lane; empty where none was reached
     * @param domain the domain of the recipient; empty where it is not known
     */
    public record Place(long stream, int version, String lane, String domain) {
        /**
         * Returns where a message counts.
         *
         * @param message the message
         * @return the place
         */
        public static Place of(QueuedMessage message) {
            return new Place(
                    message.stream(),
                    message.info().version(),
                    message.lane(),
                    message.info().recipient().domain());
        }
    }
}
