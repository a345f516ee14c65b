package dev.triggered.smtp;

/** How far ahead of the replies a relay is spoken to, the most first. */
enum Speech {
    /** Mail after mail, without waiting for any reply (RFC 3030 with RFC 2920). */
    CHUNKING,
    /** MAIL, RCPT and DATA at once, and behind the content of a mail the commands of the next one (RFC 2920). */
    PIPELINING,
    /** One command after the other. */
    PLAIN;

    /** Returns what a relay's offer permits. */
    static Speech of(Capabilities capabilities) {
        if (!capabilities.offers("PIPELINING")) {
            return PLAIN;
        }
        return capabilities.offers("CHUNKING") ? CHUNKING : PIPELINING;
    }

    /** Returns the one that goes less far ahead. */
    Speech plainerOf(Speech other) {
        return compareTo(other) > 0 ? this : other;
    }

    /** Returns the next plainer one. */
    Speech plainer() {
        return this == CHUNKING ? PIPELINING : PLAIN;
    }
}
