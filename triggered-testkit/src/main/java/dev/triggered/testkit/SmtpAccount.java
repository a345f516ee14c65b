package dev.triggered.testkit;

import java.util.Set;

/** A user that may log in, by some of the mechanisms. */
final class SmtpAccount {
    private final String user;
    private final String secret;
    private final Set<SmtpMechanism> mechanisms;

    SmtpAccount(String user, String secret, Set<SmtpMechanism> mechanisms) {
        this.user = user;
        this.secret = secret;
        this.mechanisms = Set.copyOf(mechanisms);
    }

    Set<SmtpMechanism> mechanisms() {
        return mechanisms;
    }

    boolean admits(SmtpMechanism mechanism, String name, String presented) {
        return mechanisms.contains(mechanism) && user.equals(name) && secret.equals(presented);
    }

    @Override
    public String toString() {
        return user + " " + mechanisms;
    }
}
