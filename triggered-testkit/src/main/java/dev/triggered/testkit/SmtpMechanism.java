package dev.triggered.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to log in (RFC 4954, section 3). */
enum SmtpMechanism {
    /** RFC 4616. */
    PLAIN,

    /** Never standardised, and used everywhere. */
    LOGIN,

    /** A bearer token, as the large providers have defined it. */
    XOAUTH2;

    static Optional<SmtpMechanism> named(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
