package dev.triggered;

import java.time.Instant;

/**
 * A change of a stream or an event, on record.
 *
 * @param kind what was done
 * @param name the name that the stream or the event had afterwards
 * @param version the version of the stream afterwards; 0 for an event
 * @param at when
 * @param by who did it: as {@link Streams#by} says, {@code "code"} for what the application's own definitions brought at its start
 * @param detail what else is to be known, such as the former name; empty where nothing is
 */
public record StreamChange(Kind kind, String name, int version, Instant at, String by, String detail) {
    /** What can be done. */
    public enum Kind {
        /** A stream was made, as a draft or by code. */
        CREATED,
        /** A draft or a stopped stream went live. */
        LAUNCHED,
        /** A live stream was paused. */
        PAUSED,
        /** A paused stream went on. */
        RESUMED,
        /** A stream was stopped. */
        STOPPED,
        /** A new version was published. */
        PUBLISHED,
        /** A stream was given another name. */
        RENAMED,
        /** The messages that a stream held were ended as {@link MessageState#CANCELLED}. */
        DISCARDED,
        /** A stream was deleted. */
        DELETED,
        /** An event was made. */
        EVENT_CREATED,
        /** An event declares other data. */
        EVENT_CHANGED,
        /** An event was given another name. */
        EVENT_RENAMED,
        /** An event was deleted. */
        EVENT_DELETED
    }
}
