package dev.triggered.smtp;

import dev.triggered.SendResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one connection of its lane and writes mails into it, until it was idle for too long or the lane is closed. A second thread
 * reads the replies; where nothing can come while a mail is written, because the relay waits for it, that thread writes the mail
 * that a reply has asked for, and no thread has to be woken for it. {@link #cut} may be called from any thread.
 */
final class SmtpWorker implements Runnable, SmtpSession.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpWorker.class);

    private final SmtpLane lane;
    private final Sending sending;
    private final String name;
    private final MailBuffer buffer = new MailBuffer();
    private volatile @Nullable SmtpSession session;
    private volatile @Nullable Wire wire;
    private volatile boolean cut;
    private volatile boolean resting;

    /** Held by the thread that writes. */
    private final ReentrantLock turn = new ReentrantLock();

    SmtpWorker(SmtpLane lane, Sending sending, String name) {
        this.lane = lane;
        this.sending = sending;
        this.name = name;
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = serve();
            }
        } finally {
            lane.gone(this);
        }
    }

    @Override
    public void ended(Delivery delivery, Verdict verdict) {
        boolean again = verdict.kind() == Verdict.Kind.UNTOUCHED && !cut && lane.putBack(delivery);
        if (!again) {
            delivery.finish(verdict.at(sending.relay()));
        }
    }

    @Override
    public void changed() {
        SmtpSession open = session;
        if (open != null && open.isReaderFree() && turn.tryLock()) {
            try {
                write(open);
            } finally {
                turn.unlock();
            }
        }
        if (resting) {
            lane.nudge(this);
        }
    }

    /** Marks that the writing thread is about to wait, or does so no more. */
    void rest(boolean waits) {
        resting = waits;
    }

    /** Says whether there is something to do besides taking a mail. */
    boolean isNeeded() {
        SmtpSession open = session;
        return open != null && open.needsWriter();
    }

    /** Says whether it can take a mail now. */
    boolean hasRoom() {
        SmtpSession open = session;
        return open != null && open.hasRoom() && isFit();
    }

    /** Says whether no mail is under way. */
    boolean isIdle() {
        SmtpSession open = session;
        return open == null || !open.hasMails();
    }

    /** Says whether the connection may be used for another mail. */
    boolean isFit() {
        SmtpSession open = session;
        return open != null && open.fits(sending.policy(), now());
    }

    /** Breaks off whatever is on the wire. */
    void cut() {
        cut = true;
        Wire open = wire;
        if (open != null) {
            open.cut();
        }
    }

    /** Serves with one connection; returns whether there is to be another one. */
    private boolean serve() {
        SmtpSession open;
        try {
            open = connect();
        } catch (SetUpException e) {
            lane.failed(this, e.reason());
            return false;
        }
        session = open;
        try {
            serve(open);
        } catch (RuntimeException | Error e) {
            LOG.error("a fault while mails were sent through {}", sending.relay(), e);
            cut();
        }
        session = null;
        boolean goesOn = lane.goesOn(this);
        open.close();
        return goesOn;
    }

    private SmtpSession connect() throws SetUpException {
        Link link = sending.connector().connect(this::use);
        SmtpSession made = new SmtpSession(link, lane.window(), this, now());
        try {
            lane.start(name + "-replies", made::listen);
        } catch (RuntimeException | Error e) {
            link.wire().close();
            throw new SetUpException("4.3.0", "no thread for a connection: " + e, e);
        }
        return made;
    }

    private void serve(SmtpSession open) {
        boolean stays = true;
        while (stays && !open.isOver()) {
            turn.lock();
            try {
                write(open);
            } finally {
                turn.unlock();
            }
            stays = lane.rest(this);
        }
    }

    /** Writes all that can be written now. */
    private void write(SmtpSession open) {
        open.write();
        Optional<Delivery> next = next(open);
        while (next.isPresent()) {
            send(open, next.get());
            open.write();
            next = next(open);
        }
        open.flush();
    }

    private Optional<Delivery> next(SmtpSession open) {
        return open.hasRoom() && isFit() ? lane.poll() : Optional.empty();
    }

    private void send(SmtpSession open, Delivery delivery) {
        try {
            open.begin(delivery, sending.composer().compose(delivery.mail(), buffer), sending.policy(), now());
        } catch (UnsendableException e) {
            delivery.finish(new SendResult.Refused(sending.relay(), e.reason()));
        } catch (RuntimeException | Error e) {
            delivery.fail(sending.relay(), e);
        }
    }

    private void use(Wire next) {
        wire = next;
        if (cut) {
            next.cut();
        }
    }

    private Instant now() {
        return sending.clock().instant();
    }
}
