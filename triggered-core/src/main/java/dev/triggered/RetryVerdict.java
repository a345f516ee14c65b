package dev.triggered;

/** What became of the wish to send a message again: to {@linkplain Messages#retry retry} or to {@linkplain Messages#resend resend} it. */
public enum RetryVerdict {
    /** It waits for its turn, and is due now. */
    QUEUED(true),
    /** It waits until its stream is resumed. */
    HELD(true),
    /** It is not known, or no longer kept. */
    UNKNOWN_MESSAGE(false),
    /** It has not ended: it waits, or is being sent. */
    UNDER_WAY(false),
    /** It was sent: such a message is resent, not retried. */
    WAS_SENT(false),
    /** It was not sent, as far as anybody knows: such a message is retried, not resent. */
    WAS_NOT_SENT(false),
    /** What its mail was made from is no longer kept: see {@link Retention}. */
    CONTENT_GONE(false),
    /** Its data had {@linkplain ExternalEvent#secret secret} values, which were erased at its end. */
    SECRETS_ERASED(false),
    /** Its recipient must not be written to. */
    SUPPRESSED(false),
    /** No stream has or had the name of its stream. */
    NO_STREAM(false),
    /** Its stream is stopped, or a draft: launch it first. */
    STREAM_STOPPED(false);

    private final boolean done;

    RetryVerdict(boolean done) {
        this.done = done;
    }

    /**
     * Says whether a mail is sent again, as far as nothing else keeps it from being sent.
     *
     * @return {@code true} for {@link #QUEUED} and {@link #HELD}
     */
    public boolean isDone() {
        return done;
    }
}
