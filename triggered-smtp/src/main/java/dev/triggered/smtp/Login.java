package dev.triggered.smtp;

import java.util.function.Supplier;

/** How to log in at a relay. Never shows what is secret. */
sealed interface Login {
    /** Without logging in. */
    record None() implements Login {}

    /** With a password, by AUTH PLAIN or LOGIN (RFC 4954, RFC 4616). */
    record Password(String user, String secret) implements Login {
        public Password {
            requireNoNul(user);
            requireNoNul(secret);
        }

        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** With an OAuth 2.0 token, by AUTH XOAUTH2. The token is asked for at each log-in. */
    record Bearer(String user, Supplier<String> token) implements Login {
        public Bearer {
            requireNoNul(user);
        }

        @Override
        public String toString() {
            return "Bearer[" + user + "]";
        }
    }

    private static void requireNoNul(String value) {
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("neither a user nor a secret holds a NUL");
        }
    }
}
