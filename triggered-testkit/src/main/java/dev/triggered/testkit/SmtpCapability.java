package dev.triggered.testkit;

/** A service extension that the scripted server can offer in its reply to EHLO (RFC 5321, section 4.1.1.1). */
public enum SmtpCapability {
    /** Several commands in one flight (RFC 2920). */
    PIPELINING("PIPELINING"),

    /** The message in counted chunks, by BDAT (RFC 3030, section 2). */
    CHUNKING("CHUNKING"),

    /** A limit for the size of a message, and its declaration in MAIL (RFC 1870). */
    SIZE("SIZE"),

    /** Octets above 127 in the body of a message (RFC 6152). */
    EIGHT_BIT_MIME("8BITMIME"),

    /** Addresses and headers in UTF-8 (RFC 6531). */
    SMTPUTF8("SMTPUTF8"),

    /** Parameters that ask for delivery status notifications (RFC 3461). */
    DSN("DSN"),

    /** A code such as {@code 4.2.1} in front of the text of a reply (RFC 2034, with the codes of RFC 3463). */
    ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),

    /** The change to TLS within a connection (RFC 3207); no longer offered once it has happened. */
    STARTTLS("STARTTLS"),

    /** The client's login (RFC 4954); offered only by a server that has an account. */
    AUTH("AUTH");

    private final String keyword;

    SmtpCapability(String keyword) {
        this.keyword = keyword;
    }

    /**
     * Returns the word that stands for this extension in the reply to EHLO.
     *
     * @return the keyword, for instance {@code 8BITMIME}
     */
    public String keyword() {
        return keyword;
    }
}
