package dev.triggered.smtp;

import dev.triggered.SendResult;
import dev.triggered.smtp.Transaction.Exchange;
import dev.triggered.smtp.Transaction.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Owns one connection and sends the mails of its lane through it, one after the other, until it was idle for too long or the
 * lane is closed. {@link #cut} may be called from any thread, all else is its own.
 */
final class SmtpWorker implements Runnable {
    private final SmtpLane lane;
    private final Sending sending;
    private final Delivery first;
    private @Nullable SmtpSession session;
    private volatile @Nullable Wire wire;
    private volatile boolean cut;

    SmtpWorker(SmtpLane lane, Sending sending, Delivery first) {
        this.lane = lane;
        this.sending = sending;
        this.first = first;
    }

    @Override
    public void run() {
        Optional<Delivery> next = Optional.of(first);
        while (next.isPresent()) {
            while (next.isPresent()) {
                deliver(next.get());
                next = lane.next(session != null);
            }
            retire();
            next = lane.leave(this);
        }
    }

    /** Breaks off whatever is on the wire. */
    void cut() {
        cut = true;
        Wire open = wire;
        if (open != null) {
            open.cut();
        }
    }

    private void deliver(Delivery delivery) {
        try {
            delivery.finish(attempt(delivery));
        } catch (RuntimeException | Error e) {
            drop();
            delivery.fail(sending.relay(), e);
        }
    }

    private SendResult attempt(Delivery delivery) {
        try (ComposedMail composed = sending.composer().compose(delivery.mail())) {
            SmtpSession open = ready();
            Exchange exchange = exchange(open, delivery, composed);
            if (exchange.fate() == Fate.STALE && open.used() && !cut) {
                exchange = exchange(connect(), delivery, composed);
            }
            return exchange.result();
        } catch (UnsendableException e) {
            return new SendResult.Refused(sending.relay(), e.reason());
        } catch (SetUpException e) {
            return new SendResult.Deferred(sending.relay(), e.reason());
        } catch (IOException e) {
            // Closing the attachments cannot change how the mail ended, and ComposedMail keeps quiet about it.
            throw new UncheckedIOException(e);
        }
    }

    private Exchange exchange(SmtpSession open, Delivery delivery, ComposedMail composed) {
        Exchange exchange =
                new Transaction(sending.relay(), open, delivery.mail().envelope(), composed).run(delivery::commit);
        switch (exchange.fate()) {
            case KEEP -> open.countMail(now());
            case RESET -> reset(open);
            case DROP, STALE -> drop();
        }
        return exchange;
    }

    private void reset(SmtpSession open) {
        open.countMail(now());
        try {
            if (!open.command("RSET").positive()) {
                retire();
            }
        } catch (IOException e) {
            drop();
        }
    }

    private SmtpSession ready() throws SetUpException {
        SmtpSession open = session;
        if (open == null) {
            return connect();
        }
        if (!open.fits(sending.policy(), now())) {
            retire();
            return connect();
        }
        if (!open.healthy(sending.policy(), now())) {
            drop();
            return connect();
        }
        return open;
    }

    private SmtpSession connect() throws SetUpException {
        SmtpSession open = sending.connector().connect(this::use);
        session = open;
        return open;
    }

    private void use(Wire next) {
        wire = next;
        if (cut) {
            next.cut();
        }
    }

    /** Closes the connection with a farewell. */
    private void retire() {
        if (session != null) {
            session.quit();
        }
        session = null;
    }

    /** Breaks the connection off. */
    private void drop() {
        if (session != null) {
            session.wire().close();
        }
        session = null;
    }

    private Instant now() {
        return sending.clock().instant();
    }
}
