package dev.triggered.engine;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.util.List;

/** Settles the messages that a process was sending when it ended: each is uncertain, and its stream says what follows. */
final class Leftovers {
    private static final int STEP = 100;
    private static final SendResult UNCERTAIN = new SendResult.Uncertain(
            "",
            SmtpReply.none("4.3.0", "the process ended while the mail was being sent: it may have been sent or not"));

    private final Outbox outbox;
    private final Settlement settlement;
    private final Lanes lanes;

    Leftovers(Outbox outbox, Settlement settlement, Lanes lanes) {
        this.outbox = outbox;
        this.settlement = settlement;
        this.lanes = lanes;
    }

    /** Settles some of them; returns whether there may be more. */
    boolean settle() {
        List<QueuedMessage> found = outbox.inherit(STEP);
        found.forEach(
                message -> settlement.settle(message, UNCERTAIN, (outcomes, due) -> lanes.wakeAt(message.lane(), due)));
        return !found.isEmpty();
    }
}
