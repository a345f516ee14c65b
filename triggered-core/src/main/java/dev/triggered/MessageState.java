package dev.triggered;

/** Where a message is in its life. */
public enum MessageState {
    /** Accepted, and waiting for its turn, for its time, or for its next attempt. */
    QUEUED(false),
    /** Accepted, and waiting until its stream is resumed or launched again. */
    HELD(false),
    /** With the dispatcher. */
    SENDING(false),
    /** An attempt ended without success and another one will be made; such a message is {@link #QUEUED} again. */
    DEFERRED(false),
    /** The relay took it, and the responsibility for it (RFC 5321, section 4.2.5). */
    SENT(true),
    /** It was sent, and came back. */
    BOUNCED(true),
    /** It was sent, and its recipient complained about it. */
    COMPLAINED(true),
    /** It will not be sent: it was refused for good, could not be made, or was deferred too long. */
    FAILED(true),
    /** The relay may have it or not, and the stream's policy is not to send it again. */
    UNCERTAIN(true),
    /** Its time ran out before it could be sent. */
    EXPIRED(true),
    /** Somebody decided that it is not sent. */
    CANCELLED(true),
    /** After it was accepted, its recipient became one who must not be written to. */
    SUPPRESSED(true);

    private final boolean end;

    MessageState(boolean end) {
        this.end = end;
    }

    /**
     * Says whether nothing more is tried from here. One that was sent may still come back.
     *
     * @return {@code true} for a state in which a message ends
     */
    public boolean isEnd() {
        return end;
    }
}
