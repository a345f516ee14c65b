package dev.triggered.benchmarks;

import java.util.function.IntConsumer;

/** What sends urgent mails and others to one relay. */
@FunctionalInterface
interface LaneSystem {
    /** Sends one mail; its end is told as to {@link SmtpPeer#send}. */
    void send(Kind kind, long number, IntConsumer whenDone);

    /** The kinds of mail, which have a lane each where there are lanes. */
    enum Kind {
        URGENT("urgent", "example.com"),
        BROADCAST("jane", "example.com"),
        DEAD("dead", "dead.example");

        private final String name;
        private final String domain;

        Kind(String name, String domain) {
            this.name = name;
            this.domain = domain;
        }

        /** Returns the address that the mail with a number goes to. */
        String recipient(long number) {
            return name + number + "@" + domain;
        }
    }
}
