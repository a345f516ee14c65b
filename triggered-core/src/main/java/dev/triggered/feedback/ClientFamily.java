package dev.triggered.feedback;

/** Roughly with what a reader responded: all that is kept of who asked. */
public enum ClientFamily {
    /** Gmail, whose proxy fetches images for its readers. */
    GMAIL,
    /** Yahoo Mail, whose proxy fetches images for its readers. */
    YAHOO,
    /** An iPhone, an iPad or a Mac. */
    APPLE,
    /** Outlook or another program of Office. */
    OUTLOOK,
    /** Thunderbird. */
    THUNDERBIRD,
    /** An Android device. */
    ANDROID,
    /** A browser on a desktop. */
    BROWSER,
    /** A proxy that fetches images whether or not anybody looks, so that nobody learns who does. */
    PRIVACY_PROXY,
    /** Something that looks at what a mail leads to: a link scanner, a preview, a robot. */
    SCANNER,
    /** Something that fetches ahead what a reader may want. */
    PREFETCHER,
    /** None of these. */
    UNKNOWN
}
