package dev.triggered.smtp;

import java.time.Duration;

/**
 * How long a relay may take. Every limit is finite, and each holds for the whole step, however slowly its bytes trickle. The
 * name of the relay is resolved by the operating system, within the operating system's own limits.
 *
 * @param connect for the TCP connection, to each of the relay's addresses that is tried, and for the TLS handshake; 10 seconds
 *     by default
 * @param reply for a command and its reply, the greeting included; 1 minute by default
 * @param data for each block of the mail that is written; 1 minute by default
 * @param finalReply for the reply to the end of the mail; 5 minutes by default. RFC 5321, section 4.5.3.2.6, recommends ten,
 *     and a short one leaves mails uncertain that were in fact accepted (RFC 1047)
 * @param close for what is on the wire when the dispatcher is closed; 10 seconds by default
 */
public record SmtpTimeouts(Duration connect, Duration reply, Duration data, Duration finalReply, Duration close) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the ranges.
     *
     * @param connect as for the record
     * @param reply as for the record
     * @param data as for the record
     * @param finalReply as for the record
     * @param close as for the record
     */
    public SmtpTimeouts {
        require("connect", connect);
        require("reply", reply);
        require("data", data);
        require("finalReply", finalReply);
        require("close", close);
    }

    /**
     * Returns the limits that hold by default.
     *
     * @return the limits
     */
    public static SmtpTimeouts standard() {
        return new SmtpTimeouts(
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    /**
     * Returns these limits with another one for connecting.
     *
     * @param limit from 1 millisecond to 1 hour
     * @return new limits
     */
    public SmtpTimeouts connect(Duration limit) {
        return new SmtpTimeouts(limit, reply, data, finalReply, close);
    }

    /**
     * Returns these limits with another one for replies.
     *
     * @param limit from 1 millisecond to 1 hour
     * @return new limits
     */
    public SmtpTimeouts reply(Duration limit) {
        return new SmtpTimeouts(connect, limit, data, finalReply, close);
    }

    /**
     * Returns these limits with another one for blocks of data.
     *
     * @param limit from 1 millisecond to 1 hour
     * @return new limits
     */
    public SmtpTimeouts data(Duration limit) {
        return new SmtpTimeouts(connect, reply, limit, finalReply, close);
    }

    /**
     * Returns these limits with another one for the reply to the end of the mail.
     *
     * @param limit from 1 millisecond to 1 hour
     * @return new limits
     */
    public SmtpTimeouts finalReply(Duration limit) {
        return new SmtpTimeouts(connect, reply, data, limit, close);
    }

    /**
     * Returns these limits with another one for closing.
     *
     * @param limit from 1 millisecond to 1 hour
     * @return new limits
     */
    public SmtpTimeouts close(Duration limit) {
        return new SmtpTimeouts(connect, reply, data, finalReply, limit);
    }

    /** Returns the shortest of the limits. */
    Duration shortest() {
        Duration shortest = connect;
        for (Duration limit : new Duration[] {reply, data, finalReply, close}) {
            shortest = limit.compareTo(shortest) < 0 ? limit : shortest;
        }
        return shortest;
    }

    private static void require(String name, Duration limit) {
        if (limit.toMillis() < 1 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the timeout '" + name + "' lies between 1 millisecond and 1 hour: " + limit);
        }
    }
}
