package dev.triggered.web.bridge;

import dev.triggered.EventInfo;
import dev.triggered.StreamInfo;
import dev.triggered.TriggeredMail;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the numbers of clients stand for: a number that was given stands for what it was given to; any other one for the event or stream
 * that has it. Thread-safe.
 */
public final class Numbers {
    private final TriggeredMail mail;
    private final Given given;

    /**
     * Takes the numbers that were given.
     *
     * @param mail what has events and streams
     * @param given the numbers
     */
    public Numbers(TriggeredMail mail, Given given) {
        this.mail = mail;
        this.given = given;
    }

    /** Finds an event. */
    EventInfo event(String text) {
        long number = number(text)
                .orElseThrow(
                        () -> new Refusal(ReplyCode.EVENT_NUMBER, "this is no number of an event: " + shown(text)));
        String name = given.events.get(number);
        Optional<EventInfo> found = name == null
                ? mail.events().list().stream()
                        .filter(info -> info.id() == number)
                        .findFirst()
                : mail.events().find(name);
        return found.orElseThrow(() -> new Refusal(ReplyCode.NO_EVENT, "there is no event " + number));
    }

    /** Finds a stream. */
    StreamInfo stream(String text, ReplyCode otherwise) {
        Optional<Long> number = number(text);
        Optional<StreamInfo> found = number.map(given.streams::get).isPresent()
                ? number.map(given.streams::get).flatMap(mail.streams()::find)
                : mail.streams().list().stream()
                        .filter(info -> number.isPresent() && info.id() == number.get())
                        .findFirst();
        return found.orElseThrow(() -> new Refusal(otherwise, "there is no stream " + shown(text)));
    }

    /** Returns the number by which an event is found; nothing where its own one was given to another. */
    Optional<Long> of(EventInfo event) {
        Optional<Long> number = given.events.entrySet().stream()
                .filter(entry -> mail.events()
                        .find(entry.getValue())
                        .filter(info -> info.id() == event.id())
                        .isPresent())
                .map(Map.Entry::getKey)
                .min(Long::compare);
        return number.isPresent() ? number : own(event.id(), given.events);
    }

    /** Returns the number by which a stream is found; nothing where its own one was given to another. */
    Optional<Long> of(StreamInfo stream) {
        Optional<Long> number = given.streams.entrySet().stream()
                .filter(entry -> mail.streams()
                        .find(entry.getValue())
                        .filter(info -> info.id() == stream.id())
                        .isPresent())
                .map(Map.Entry::getKey)
                .min(Long::compare);
        return number.isPresent() ? number : own(stream.id(), given.streams);
    }

    private static Optional<Long> own(long number, Map<Long, String> taken) {
        return taken.containsKey(number) ? Optional.empty() : Optional.of(number);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(number -> number > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) : text;
    }

    /**
     * Numbers that were given.
     *
     * @param events the names of events by their numbers
     * @param streams the names of streams by their numbers
     */
    public record Given(Map<Long, String> events, Map<Long, String> streams) {
        /** No numbers. */
        public static final Given NONE = new Given(Map.of(), Map.of());

        /**
         * Copies the components.
         *
         * @param events as for the record
         * @param streams as for the record
         */
        public Given {
            events = Map.copyOf(events);
            streams = Map.copyOf(streams);
        }

        /**
         * Returns these numbers with one more.
         *
         * @param number the number
         * @param name the event
         * @return other numbers
         */
        public Given event(long number, String name) {
            return new Given(with(events, number, name), streams);
        }

        /**
         * Returns these numbers with one more.
         *
         * @param number the number
         * @param name the stream
         * @return other numbers
         */
        public Given stream(long number, String name) {
            return new Given(events, with(streams, number, name));
        }

        private static Map<Long, String> with(Map<Long, String> names, long number, String name) {
            if (number < 1 || names.containsKey(number)) {
                throw new IllegalArgumentException("a number is above 0 and given once: " + number + " for '" + name
                        + "'" + (number < 1 ? "" : ", and for '" + names.get(number) + "'"));
            }
            Map<Long, String> next = new HashMap<>(names);
            next.put(number, name);
            return next;
        }

        /** Shows how many there are. */
        @Override
        public String toString() {
            return events.size() + " numbers of events, " + streams.size() + " of streams";
        }
    }
}
