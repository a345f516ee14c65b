package dev.triggered.tracking.intake;

import java.util.function.Supplier;

/**
 * Who logs in.
 *
 * @param user the user name
 * @param secret gives the password or the token
 * @param bearer whether it is a token
 */
record ImapLogin(String user, Supplier<String> secret, boolean bearer) {
    /** Shows nothing. */
    @Override
    public String toString() {
        return "ImapLogin";
    }
}
