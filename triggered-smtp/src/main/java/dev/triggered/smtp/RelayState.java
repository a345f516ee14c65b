package dev.triggered.smtp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay, and what was learned about it. Thread-safe. */
final class RelayState {
    private static final Logger LOG = LoggerFactory.getLogger(RelayState.class);
    private static final int SUSPICIONS = 2;

    private final SmtpRelay relay;
    private volatile Speech most = Speech.CHUNKING;
    private int suspicions;

    RelayState(SmtpRelay relay) {
        this.relay = relay;
    }

    SmtpRelay relay() {
        return relay;
    }

    /** Returns how it is spoken to. */
    Speech speech(Capabilities capabilities) {
        return most.plainerOf(Speech.of(capabilities));
    }

    /** Learns from a dialogue that is over: a relay that does not get along with pipelining is spoken to more plainly. */
    synchronized void learn(Speech speech, Dialogue dialogue) {
        if (dialogue.isProven() && !dialogue.isMishandled()) {
            suspicions = 0;
        } else if (dialogue.isMishandled() || (dialogue.isSuspect() && ++suspicions >= SUSPICIONS)) {
            suspicions = 0;
            demote(speech);
        }
    }

    private void demote(Speech speech) {
        Speech plainer = most.plainerOf(speech.plainer());
        if (plainer != most) {
            most = plainer;
            LOG.warn("{} does not get along with {}: it is spoken to in {} from now on", relay, speech, plainer);
        }
    }
}
