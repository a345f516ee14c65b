package dev.triggered.web.bridge;

import dev.triggered.Verdict;

/** What a reply says by a number, and by which status. */
enum ReplyCode {
    /** All went well. */
    OK(0, 200),
    /** Nobody knows who asks, or that caller may not. */
    CREDENTIALS(1, 401),
    /** More than 1,000 contacts. */
    BATCH_TOO_LARGE(1000, 400),
    /** Something is missing or wrong. */
    PARAMETERS(1001, 400),
    /** A fault of ours. */
    INTERNAL(1003, 500),
    /** There is nothing at that path, or not for that method. */
    METHOD(1009, 405),
    /** The content is no JSON object. */
    PAYLOAD(1010, 400),
    /** No such field of contacts. */
    KEY_FIELD(2004, 400),
    /** The field has no value, or one that no contact can have. */
    KEY_VALUE(2005, 400),
    /** No such contact. */
    NO_CONTACT(2008, 400),
    /** More than one such contact. */
    MORE_CONTACTS(2010, 400),
    /** No such event. */
    NO_EVENT(5001, 400),
    /** The name of an event is missing, or none. */
    EVENT_NAME(5002, 400),
    /** An event has that name. */
    EVENT_NAME_TAKEN(5003, 400),
    /** The number of an event is none. */
    EVENT_NUMBER(5004, 400),
    /** Nothing is sent, because nothing listens, or may. */
    NOTHING_TRIGGERED(5005, 400),
    /** The data or the attachments are too large. */
    DATA_TOO_LARGE(5008, 400),
    /** The data is a text, and no JSON. */
    DATA_NO_JSON(5009, 400),
    /** The time of the event is none. */
    EVENT_TIME(5010, 400),
    /** The data is no object. */
    DATA_NO_OBJECT(5011, 400),
    /** The event is in use. */
    EVENT_IN_USE(5012, 400),
    /** The state of the stream does not permit that. */
    STREAM_STATE(6003, 400),
    /** No such stream, or not of that kind. */
    NO_STREAM(6004, 400),
    /** No such kind of preview. */
    PREVIEW_VERSION(6005, 400),
    /** A launch at another time. */
    SCHEDULE(6009, 400),
    /** A stream has that name. */
    STREAM_NAME_TAKEN(6023, 400),
    /** No such stream to copy. */
    NO_STREAM_TO_COPY(6026, 400),
    /** A date is none. */
    DATE(6027, 400),
    /** The name of a stream is none. */
    STREAM_NAME(6038, 400),
    /** No such launch. */
    NO_LAUNCH(6042, 400),
    /** The stream is not one that can be launched. */
    STREAM_SETTINGS(6069, 409),
    /** No such stream to report. */
    NO_STREAM_TO_REPORT(6400, 400),
    /** Too many requests. */
    TOO_MANY(7003, 429),
    /** The recipients are missing or wrong. */
    RECIPIENTS(10001, 400);

    private final int number;
    private final int status;

    ReplyCode(int number, int status) {
        this.number = number;
        this.status = status;
    }

    int number() {
        return number;
    }

    int status() {
        return status;
    }

    /** Returns what a verdict that keeps nothing is called. */
    static ReplyCode of(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED, HELD, DUPLICATE, ALREADY_IN_PROGRAM -> OK;
            case UNKNOWN_EVENT -> NO_EVENT;
            case NO_STREAM, STREAM_STOPPED, SUPPRESSED -> NOTHING_TRIGGERED;
            case UNKNOWN_CONTACT -> NO_CONTACT;
            case INVALID_ADDRESS -> KEY_VALUE;
            case MISSING_ATTACHMENT, MISSING_DATA, ID_REUSED -> PARAMETERS;
            case TOO_LARGE -> DATA_TOO_LARGE;
        };
    }

    /** Returns what a status is called that was decided before a document was read. */
    static ReplyCode of(int status) {
        return switch (status) {
            case 401, 403 -> CREDENTIALS;
            case 404, 405 -> METHOD;
            case 429 -> TOO_MANY;
            case 400, 408, 413, 415, 431 -> PAYLOAD;
            default -> status >= 500 ? INTERNAL : PARAMETERS;
        };
    }
}
