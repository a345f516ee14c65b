package dev.triggered.spi;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.MessageInfo;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An accepted message that is not sent yet, with all that its mail is made from: fixed when it was accepted, rendered when it
 * is sent.
 *
 * @param info which message
 * @param route which stream it is of, and through which lane it goes
 * @param content what its mail is made from
 * @param schedule when it may be sent
 * @param attempts how many attempts were made
 */
public record QueuedMessage(MessageInfo info, Route route, Content content, Schedule schedule, int attempts) {
    /**
     * Where a message comes from, and where it goes.
     *
     * @param stream the number of its stream, which it keeps when the stream is renamed
     * @param lane the name of its lane
     * @param broadcast the number of its broadcast, 0 where it is of none
     */
    public record Route(long stream, String lane, long broadcast) {
        /**
         * Creates the route of a message that is of no broadcast.
         *
         * @param stream as for the record
         * @param lane as for the record
         */
        public Route(long stream, String lane) {
            this(stream, lane, 0);
        }
    }

    /**
     * Returns the number of its stream.
     *
     * @return the number that the {@link StreamRegistry} gave it
     */
    public long stream() {
        return route.stream;
    }

    /**
     * Returns the name of its lane.
     *
     * @return the name
     */
    public String lane() {
        return route.lane;
    }

    /**
     * Returns the number of its broadcast.
     *
     * @return the number that the {@link BroadcastStore} gave it, 0 where it is of none
     */
    public long broadcast() {
        return route.broadcast;
    }

    /**
     * Returns this message as one of a broadcast.
     *
     * @param number the number of the broadcast
     * @return the message with another route
     */
    public QueuedMessage ofBroadcast(long number) {
        return new QueuedMessage(info, new Route(route.stream, route.lane, number), content, schedule, attempts);
    }

    /**
     * What a mail is made from.
     *
     * @param contact who is written to
     * @param purpose why
     * @param data the data of the trigger
     * @param attachments the attachments
     * @param locale the locale to render in
     */
    public record Content(
            Contact contact, Purpose purpose, PlainData data, List<Attachment> attachments, Locale locale) {
        /**
         * Checks and copies the components.
         *
         * @param contact as for the record
         * @param purpose as for the record
         * @param data as for the record
         * @param attachments as for the record
         * @param locale as for the record
         */
        public Content {
            attachments = List.copyOf(attachments);
        }

        /**
         * Returns this content with other data.
         *
         * @param other the data
         * @return a new content
         */
        public Content withData(PlainData other) {
            return new Content(contact, purpose, other, attachments, locale);
        }
    }

    /**
     * When a message may be sent, and before which others.
     *
     * @param priority which messages of its lane it goes before
     * @param acceptedAt when it was accepted
     * @param firstDue when it was due for the first time
     * @param due when it is due now
     * @param expires from when it is not sent any more; {@link Instant#MAX} for never
     */
    public record Schedule(Priority priority, Instant acceptedAt, Instant firstDue, Instant due, Instant expires) {
        /**
         * Returns this schedule for another attempt.
         *
         * @param next when that is due
         * @return a new schedule
         */
        public Schedule dueAt(Instant next) {
            return new Schedule(priority, acceptedAt, firstDue, next, expires);
        }

        /**
         * Returns this schedule with another end.
         *
         * @param end from when the message is not sent any more
         * @return a new schedule
         */
        public Schedule expiringAt(Instant end) {
            return new Schedule(priority, acceptedAt, firstDue, due, end);
        }
    }

    /**
     * Returns this message after an attempt that is followed by another one.
     *
     * @param due when the next attempt is due
     * @return the message with one attempt more
     */
    public QueuedMessage retriedAt(Instant due) {
        return new QueuedMessage(info, route, content, schedule.dueAt(due), attempts + 1);
    }
}
