package dev.triggered;

/** Which responses of a stream's readers are tracked. */
public enum Tracking {
    /** None: the mails are sent as they were rendered. */
    OFF(false, false),
    /** That a mail was looked at. */
    OPENS(true, false),
    /** Which links of a mail were followed. */
    CLICKS(false, true),
    /** Opens and clicks. */
    BOTH(true, true);

    private final boolean opens;
    private final boolean clicks;

    Tracking(boolean opens, boolean clicks) {
        this.opens = opens;
        this.clicks = clicks;
    }

    /**
     * Says whether it is tracked that a mail was looked at.
     *
     * @return {@code true} for {@link #OPENS} and {@link #BOTH}
     */
    public boolean opens() {
        return opens;
    }

    /**
     * Says whether it is tracked which links were followed.
     *
     * @return {@code true} for {@link #CLICKS} and {@link #BOTH}
     */
    public boolean clicks() {
        return clicks;
    }
}
