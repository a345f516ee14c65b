package dev.triggered.testkit;

import java.util.Optional;

/** What may follow an action of a script. */
public final class SmtpSequel {
    private final SmtpScript script;
    private final Optional<SmtpSendStep> sent;

    SmtpSequel(SmtpScript script) {
        this.script = script;
        this.sent = Optional.empty();
    }

    SmtpSequel(SmtpScript script, SmtpSendStep sent) {
        this.script = script;
        this.sent = Optional.of(sent);
    }

    /**
     * Goes on with another action in the same turn, before the next command is read.
     *
     * @return the choice of the next action
     */
    public SmtpAction then() {
        return new SmtpAction(script);
    }

    /**
     * Splits the reply: its first octets leave in a packet of their own, the others when a gate is open.
     *
     * @param octets how many octets of the reply leave at once; more than in an earlier split of the same reply
     * @param gate the gate that the test opens
     * @return what may follow
     * @throws IllegalStateException if the action before was not one that sends something
     */
    public SmtpSequel splitAfter(int octets, SmtpGate gate) {
        if (octets < 1) {
            throw new IllegalArgumentException("a reply is split after at least 1 octet: " + octets);
        }
        sent.orElseThrow(() -> new IllegalStateException(script + " has nothing to split: reply first"))
                .split(new SmtpSendStep.Split(octets, gate));
        return this;
    }
}
