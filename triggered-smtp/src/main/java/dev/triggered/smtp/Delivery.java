package dev.triggered.smtp;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.OutgoingMail;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mail on its way, which ends exactly once. Thread-safe. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final OutgoingMail mail;
    private final Consumer<SendResult> whenDone;
    private final Consumer<Delivery> beforeDone;
    private volatile boolean cameBack;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);

    /**
     * Creates a delivery.
     *
     * @param beforeDone is given this just before {@code whenDone} is called
     */
    Delivery(OutgoingMail mail, Consumer<SendResult> whenDone, Consumer<Delivery> beforeDone) {
        this.mail = mail;
        this.whenDone = whenDone;
        this.beforeDone = beforeDone;
    }

    OutgoingMail mail() {
        return mail;
    }

    /** Marks that from now on the relay may have the mail. Returns {@code false} where the mail was given up already. */
    boolean commit() {
        return stage.compareAndSet(Stage.OPEN, Stage.COMMITTED);
    }

    /** Takes it back from a relay that cannot have it, to be sent once more; {@code false} where that was done before or it has ended. */
    boolean comeBack() {
        if (cameBack) {
            return false;
        }
        cameBack = true;
        return stage.getAndUpdate(reached -> reached == Stage.COMMITTED ? Stage.OPEN : reached) != Stage.DONE;
    }

    /** Ends it; does nothing where it was ended already. */
    void finish(SendResult result) {
        if (stage.getAndSet(Stage.DONE) != Stage.DONE) {
            tell(result);
        }
    }

    /** Ends it without waiting for the thread that works on it. */
    void abandon(String relay) {
        Stage reached = stage.getAndSet(Stage.DONE);
        if (reached == Stage.OPEN) {
            tell(new SendResult.Deferred(relay, closed()));
        } else if (reached == Stage.COMMITTED) {
            String why = "the dispatcher was closed before the relay replied to the mail, which it may have";
            tell(new SendResult.Uncertain(relay, SmtpReply.none("4.4.2", why)));
        }
    }

    /** Ends it after something broke that nobody foresaw. */
    void fail(String relay, Throwable cause) {
        LOG.error("a fault while a mail was sent through {}", relay, cause);
        SmtpReply said = SmtpReply.none(
                "4.3.0", "a fault on our side: " + cause.getClass().getName());
        boolean open = stage.get() == Stage.OPEN;
        finish(open ? new SendResult.Deferred(relay, said) : new SendResult.Uncertain(relay, said));
    }

    /** What stands in place of a reply when the dispatcher was closed before the mail was sent. */
    static SmtpReply closed() {
        return SmtpReply.none("4.3.2", "the dispatcher was closed before the mail was sent");
    }

    private void tell(SendResult result) {
        beforeDone.accept(this);
        try {
            whenDone.accept(result);
        } catch (RuntimeException e) {
            LOG.error("a listener threw when it was told how a mail ended", e);
        }
    }

    private enum Stage {
        OPEN,
        COMMITTED,
        DONE
    }
}
