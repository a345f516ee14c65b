package dev.triggered.engine;

import dev.triggered.DeliveryPolicy;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.WhenUncertain;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.util.List;

/** Settles the messages that a process was sending when it ended: each is uncertain, and its stream says what follows. */
final class Leftovers {
    private static final int STEP = 100;
    private static final DeliveryPolicy WITHOUT_STREAM =
            DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD);
    private static final SendResult UNCERTAIN = new SendResult.Uncertain(
            "",
            SmtpReply.none("4.3.0", "the process ended while the mail was being sent: it may have been sent or not"));

    private final Catalog catalog;
    private final Outbox outbox;
    private final Settlement settlement;

    Leftovers(Catalog catalog, Outbox outbox, Settlement settlement) {
        this.catalog = catalog;
        this.outbox = outbox;
        this.settlement = settlement;
    }

    /** Settles all that there are; what is sent again is found by its lane, which has not started yet. */
    void settle() {
        List<QueuedMessage> found = outbox.inherit(STEP);
        while (!found.isEmpty()) {
            found.forEach(message -> settlement.settle(message, policyOf(message), UNCERTAIN));
            found = outbox.inherit(STEP);
        }
    }

    private DeliveryPolicy policyOf(QueuedMessage message) {
        return catalog.stream(message.info().stream())
                .map(live -> live.stream().delivery())
                .orElse(WITHOUT_STREAM);
    }
}
