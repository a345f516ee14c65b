package dev.triggered.feedback;

/** What a reader did with a mail. */
public enum ResponseKind {
    /** The mail was looked at. */
    OPENED,
    /** A link was followed. */
    CLICKED;

    /**
     * Returns what it means that a link was asked for.
     *
     * @param link the number of the link; 0 for the image that tells of opens
     * @return {@link #CLICKED} for a link, else {@link #OPENED}
     */
    public static ResponseKind of(int link) {
        return link > 0 ? CLICKED : OPENED;
    }
}
