package dev.triggered.smtp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A connection that is ready for mails: connected, secured and logged in. Used by one thread. */
final class SmtpSession {
    private final Wire wire;
    private final Capabilities capabilities;
    private final SmtpTimeouts timeouts;
    private final Instant opened;
    private Instant lastUsed;
    private int mails;

    SmtpSession(Wire wire, Capabilities capabilities, SmtpTimeouts timeouts, Instant opened) {
        this.wire = wire;
        this.capabilities = capabilities;
        this.timeouts = timeouts;
        this.opened = opened;
        this.lastUsed = opened;
    }

    Wire wire() {
        return wire;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    SmtpTimeouts timeouts() {
        return timeouts;
    }

    /** Says whether a mail went through already, so that the relay may have closed the connection since. */
    boolean used() {
        return mails > 0;
    }

    void countMail(Instant now) {
        mails++;
        lastUsed = now;
    }

    /** Says whether the policy permits another mail. */
    boolean fits(PoolPolicy policy, Instant now) {
        return mails < policy.mailsPerConnection()
                && within(policy.ageLimit(), opened, now)
                && within(policy.idleLimit(), lastUsed, now);
    }

    /** Says whether the connection still works, asking the relay where it was idle for long. */
    boolean healthy(PoolPolicy policy, Instant now) {
        try {
            if (wire.hasUnsolicited()) {
                return false;
            }
            return within(policy.healthCheckAfter(), lastUsed, now)
                    || command("NOOP").positive();
        } catch (IOException e) {
            return false;
        }
    }

    Reply command(String line) throws IOException {
        return wire.command(line, timeouts.reply());
    }

    /** Takes leave (RFC 5321, section 4.1.1.10) and closes, within the limit for closing. */
    void quit() {
        try {
            wire.command("QUIT", timeouts.close());
        } catch (IOException e) {
            // The relay is not there any more, or does not care.
        }
        wire.close(timeouts.close());
    }

    private static boolean within(Duration limit, Instant since, Instant now) {
        return Duration.between(since, now).compareTo(limit) < 0;
    }
}
