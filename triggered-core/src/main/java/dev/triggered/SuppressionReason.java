package dev.triggered;

/**
 * Why an address must not be written to.
 *
 * <p>The first two always block. The others block unless the account-wide {@linkplain Suppressions#transactionalOptIn() transactional
 * opt-in} is on, because the mails of this library are operational. Where an address is suppressed for several reasons, the first one of
 * those that block is named.
 */
public enum SuppressionReason {
    /** Mail to it came back for good: there is no such mailbox. Always blocks. */
    HARD_BOUNCE(false, "mail to it came back for good"),
    /** It is on the blocklist for triggered mail. Always blocks. */
    TRIGGERED_BLOCKLIST(false, "it is on the blocklist for triggered mail"),
    /** It is suppressed for all senders that share a service. */
    GLOBAL(true, "it is suppressed globally"),
    /** It is on the host's own blocklist. */
    INTERNAL_BLOCKLIST(true, "it is on the internal blocklist"),
    /** It is on a list of those who want no advertising, as several countries keep them. */
    ROBINSON_LIST(true, "it is on a Robinson list"),
    /** A mail to it was reported as spam. */
    SPAM_COMPLAINT(true, "a mail to it was reported as spam");

    private final boolean liftable;
    private final String words;

    SuppressionReason(boolean liftable, String words) {
        this.liftable = liftable;
        this.words = words;
    }

    /**
     * Says whether the transactional opt-in lifts it.
     *
     * @return {@code false} for one that always blocks
     */
    public boolean isLiftable() {
        return liftable;
    }

    /**
     * Returns why an address is not written to, for a person.
     *
     * @return half a sentence, such as {@code it is on a Robinson list}
     */
    public String inWords() {
        return liftable ? words + ", and the transactional opt-in is off" : words;
    }
}
