package dev.triggered;

/**
 * Why a stream writes to people. Operational mail answers something that its recipient did, and may therefore ignore the
 * marketing opt-in; each time it does so, the purpose stands on the record.
 */
public enum Purpose {
    /** Asks a new contact to confirm an address. */
    DOUBLE_OPT_IN(true, true),
    /** Lets somebody choose a new password. */
    PASSWORD_RESET(true, true),
    /** Carries a one-time code or a sign-in link. */
    SIGN_IN(true, true),
    /** Tells of a change that concerns the safety of an account. */
    SECURITY_NOTICE(true, true),
    /** Tells of an account: opened, changed, closed. */
    ACCOUNT_NOTICE,
    /** Confirms an order or a booking. */
    ORDER_CONFIRMATION,
    /** Confirms a payment. */
    RECEIPT,
    /** Carries an invoice or a reminder of one. */
    INVOICE,
    /** Tells where a delivery is. */
    SHIPPING_NOTICE,
    /** Tells of a service in use: an outage, changed terms, an appointment. */
    SERVICE_NOTICE,
    /** Advertises. No stream of this library may: it is named so that an import can be told apart and refused. */
    MARKETING(false, false);

    private final boolean operational;
    private final boolean secret;

    Purpose() {
        this(true, false);
    }

    Purpose(boolean operational, boolean secret) {
        this.operational = operational;
        this.secret = secret;
    }

    /**
     * Says whether a mail for this purpose may ignore the marketing opt-in.
     *
     * @return {@code false} for {@link #MARKETING} only
     */
    public boolean operational() {
        return operational;
    }

    /**
     * Says whether whoever holds a mail for this purpose, or a link of it, can act for its recipient.
     *
     * @return {@code true} for {@link #DOUBLE_OPT_IN}, {@link #PASSWORD_RESET}, {@link #SIGN_IN} and {@link #SECURITY_NOTICE}, whose mails
     *     are never tracked
     */
    public boolean carriesSecrets() {
        return secret;
    }
}
