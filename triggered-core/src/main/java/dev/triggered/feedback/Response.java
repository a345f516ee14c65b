package dev.triggered.feedback;

import dev.triggered.MessageId;
import java.time.Instant;

/**
 * That a mail was responded to.
 *
 * @param key what names this response: one that is recorded again has the same
 * @param message the message
 * @param link which link was followed, from 1 on in the order of the mail; 0 for an open
 * @param at when
 * @param by who it was, as far as it can be told
 * @param client roughly with what
 */
public record Response(long key, MessageId message, int link, Instant at, Responder by, ClientFamily client) {
    /**
     * Checks and copies the components.
     *
     * @param key as for the record
     * @param message as for the record
     * @param link as for the record
     * @param at as for the record
     * @param by as for the record
     * @param client as for the record
     */
    public Response {
        if (link < 0) {
            throw new IllegalArgumentException("links are numbered from 1: " + link);
        }
    }

    /**
     * Says whether a link was followed.
     *
     * @return {@code false} for an open
     */
    public boolean isClick() {
        return link > 0;
    }

    /**
     * Returns what the reader did.
     *
     * @return {@link ResponseKind#CLICKED} where a link was followed, else {@link ResponseKind#OPENED}
     */
    public ResponseKind kind() {
        return ResponseKind.of(link);
    }
}
