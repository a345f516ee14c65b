package dev.triggered.tracking;

/**
 * What is known of a refusal besides its words.
 *
 * @param code the reply code (RFC 5321, section 4.2); 0 where there is none
 * @param status the enhanced status code (RFC 3463); empty where there is none
 * @param stage where in the dialogue it was
 */
record Evidence(int code, String status, Stage stage) {
    static final Evidence NONE = new Evidence(0, "", Stage.UNKNOWN);

    /** Where two servers were in their dialogue (RFC 5321) when one of them refused. */
    enum Stage {
        CONNECT,
        HELO,
        TLS,
        LOGIN,
        MAIL,
        RCPT,
        DATA,
        /** No other server is named and no reply quoted: the reporting server speaks of itself. */
        LOCAL,
        /** It is not told. */
        UNKNOWN
    }
}
