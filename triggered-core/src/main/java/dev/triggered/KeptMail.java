package dev.triggered;

/** The mail of a message as far as it can still be {@linkplain Messages#mail looked at}. */
public sealed interface KeptMail {
    /**
     * The mail, made anew.
     *
     * @param mail the mail
     * @param version the version of the stream that it was made from
     */
    record Made(RenderedMail mail, int version) implements KeptMail {}

    /**
     * There is nothing to look at.
     *
     * @param reason why
     */
    record Withheld(Reason reason) implements KeptMail {}

    /** Why a mail cannot be looked at. The set is closed. */
    enum Reason {
        /** The message is not known, or no longer kept. */
        UNKNOWN_MESSAGE,
        /** What its mail was made from is no longer kept: see {@link Retention}. */
        CONTENT_GONE,
        /** Its data has {@linkplain ExternalEvent#secret secret} values, or had them until they were erased at its end. */
        SECRET,
        /** No stream has or had the name of its stream. */
        NO_STREAM
    }
}
