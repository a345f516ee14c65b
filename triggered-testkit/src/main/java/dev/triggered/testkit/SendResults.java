package dev.triggered.testkit;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;

/** Results of sending, as a {@link CapturingDispatcher} is told to give them. */
public final class SendResults {
    private static final String RELAY = "relay.example:25";

    private SendResults() {}

    /**
     * Returns the result of a mail that the relay took.
     *
     * @return a reply of 250
     */
    public static SendResult accepted() {
        return new SendResult.Accepted(RELAY, new SmtpReply(250, "2.0.0", "taken"));
    }

    /**
     * Returns the result of a mail that is worth another attempt.
     *
     * @param code the reply code, 400 to 499
     * @param text the reply's text
     * @return that reply
     */
    public static SendResult deferred(int code, String text) {
        return new SendResult.Deferred(RELAY, reply(4, code, text));
    }

    /**
     * Returns the result of a mail that would be refused again.
     *
     * @param code the reply code, 500 to 599
     * @param text the reply's text
     * @return that reply
     */
    public static SendResult refused(int code, String text) {
        return new SendResult.Refused(RELAY, reply(5, code, text));
    }

    /**
     * Returns the result of a mail whose connection broke after the last byte.
     *
     * @return no reply
     */
    public static SendResult uncertain() {
        return new SendResult.Uncertain(RELAY, SmtpReply.none("4.4.2", "the connection broke after the last byte"));
    }

    private static SmtpReply reply(int hundreds, int code, String text) {
        if (code / 100 != hundreds) {
            throw new IllegalArgumentException("a reply code from " + hundreds + "00 to " + hundreds + "99: " + code);
        }
        return new SmtpReply(code, hundreds + ".0.0", text);
    }

    static SendResult closed() {
        return new SendResult.Deferred(RELAY, SmtpReply.none("4.3.2", "the dispatcher was closed"));
    }

    static SendResult unwritable(String why) {
        return new SendResult.Refused(RELAY, SmtpReply.none("5.6.0", why));
    }
}
