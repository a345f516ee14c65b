package dev.triggered.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A moment of the dialogue that a script can name. */
enum SmtpMoment {
    CONNECT,
    TLS,
    EHLO,
    HELO,
    MAIL,
    RCPT,
    DATA,
    BODY,
    BDAT,
    RSET,
    NOOP,
    QUIT,
    STARTTLS,
    AUTH,
    VRFY,
    EXPN,
    HELP,
    ANY;

    static final String WILDCARD = "*";

    static SmtpMoment named(String name) {
        if (name.equals(WILDCARD)) {
            return ANY;
        }
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("a script knows "
                        + Arrays.stream(values())
                                .filter(moment -> moment != ANY)
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))
                        + " and " + WILDCARD + " for every command, but not '" + name + "'"));
    }

    /** Returns the moment at which a command of this verb comes, if scripts know it by name. */
    static Optional<SmtpMoment> ofVerb(String verb) {
        return find(verb).filter(moment -> moment != CONNECT && moment != TLS && moment != BODY);
    }

    boolean hasRecipients() {
        return this == RCPT || this == DATA || isContent() || this == ANY;
    }

    boolean isContent() {
        return this == BODY || this == BDAT;
    }

    private static Optional<SmtpMoment> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(moment -> moment != ANY && moment.name().equals(upper))
                .findFirst();
    }
}
