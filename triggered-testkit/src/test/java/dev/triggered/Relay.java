package dev.triggered;

import dev.triggered.testkit.SendResults;

/** What a relay that has trouble answers, beyond {@link SendResults}. */
final class Relay {
    static final SendResult UNREACHABLE =
            new SendResult.Deferred("relay.example:25", SmtpReply.none("4.4.1", "cannot connect"));
    static final SendResult TOO_FAST =
            new SendResult.Deferred("relay.example:25", new SmtpReply(451, "4.7.28", "too many mails"));
    static final SendResult LEAVING = SendResults.deferred(421, "come back later");

    private Relay() {}
}
