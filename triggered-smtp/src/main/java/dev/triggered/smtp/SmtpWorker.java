package dev.triggered.smtp;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
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
    private static final int CLOSING = 421;

    private final SmtpLane lane;
    private final Sending sending;
    private final String name;
    private final MailBuffer buffer = new MailBuffer();
    private volatile @Nullable SmtpSession session;
    private volatile @Nullable Wire wire;
    private volatile Relays.@Nullable Visit visit;
    private volatile boolean probing;
    private volatile boolean leaving;
    private volatile boolean recalled;
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
        boolean untouched = verdict.kind() == Verdict.Kind.UNTOUCHED || learn(verdict);
        boolean again = untouched && !cut && lane.putBack(delivery);
        if (!again) {
            delivery.finish(verdict.at(relay()));
        }
    }

    @Override
    public void changed() {
        SmtpSession open = session;
        if (open != null && open.isReaderFree() && turn.tryLock()) {
            try {
                write(open, true);
            } finally {
                turn.unlock();
            }
            giveWay();
        }
        if (resting && (isNeeded() || isOpen())) {
            lane.nudge(this);
        }
    }

    /** Lets others go on, the relay among them where it is on this machine: so its reply may be there when it is asked for. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how often a thread has to be woken
    private static void giveWay() {
        Thread.yield();
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

    /** Says whether its connection has room for another mail, or is idle. */
    boolean isOpen() {
        SmtpSession open = session;
        return open == null || open.hasRoom() || !open.hasMails();
    }

    /** Says whether no mail is under way. */
    boolean isIdle() {
        SmtpSession open = session;
        return open == null || !open.hasMails();
    }

    /** Says whether the connection may be used for another mail. */
    boolean isFit() {
        SmtpSession open = session;
        return open != null && !leaving && !recalled && open.fits(sending.policy(), now());
    }

    /** Says whether it tries a relay that may work again, during which others are to take the mails. */
    boolean isProbing() {
        return probing;
    }

    /** Takes no more mails, and ends when those under way have ended. */
    void recall() {
        recalled = true;
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
        Link link;
        try {
            link = sending.connector().connect(this::use);
        } catch (SetUpException e) {
            probing = false;
            lane.failed(this, e.reason());
            return false;
        }
        probing = false;
        leaving = false;
        visit = link.visit();
        try {
            return serve(link);
        } finally {
            link.visit().leave();
        }
    }

    private boolean serve(Link link) {
        SmtpSession open = new SmtpSession(link, lane.window(), this, now());
        try {
            lane.start(name + "-replies", open::listen);
        } catch (RuntimeException | Error e) {
            link.wire().close();
            lane.failed(this, SmtpReply.none("4.3.0", "no thread for a connection: " + e));
            return false;
        }
        session = open;
        try {
            serve(open, link.visit());
        } catch (RuntimeException | Error e) {
            LOG.error("a fault while mails were sent through {}", relay(), e);
            cut();
        }
        session = null;
        boolean goesOn = lane.goesOn(this);
        open.close();
        return goesOn;
    }

    private void serve(SmtpSession open, Relays.Visit used) {
        boolean stays = true;
        while (stays && !open.isOver()) {
            turn.lock();
            try {
                write(open, false);
            } finally {
                turn.unlock();
            }
            if (!open.isUsed()) {
                used.works();
            }
            stays = lane.rest(this);
        }
        if (stays && !used.isProven() && !cut) {
            used.fails(SmtpReply.none("4.4.2", "the connection ended before a mail was answered"));
        }
    }

    /**
     * Writes all that can be written now.
     *
     * @param reading whether replies have to wait for it, so that nothing may be written that others have to be waited for
     */
    private void write(SmtpSession open, boolean reading) {
        open.write();
        Optional<Delivery> next = next(open, reading);
        while (next.isPresent()) {
            if (!next.get().mail().attachments().isEmpty()) {
                open.flush();
            }
            send(open, next.get());
            open.write();
            next = next(open, reading);
        }
        open.flush();
    }

    private Optional<Delivery> next(SmtpSession open, boolean reading) {
        look();
        return open.hasRoom() && isFit() ? lane.poll(reading) : Optional.empty();
    }

    /** Makes out whether a better relay is to be used; then this connection takes no more mails. */
    private void look() {
        Relays.Visit used = visit;
        if (used != null && !leaving) {
            Relays.Outlook outlook = used.outlook();
            probing = outlook == Relays.Outlook.BETTER_ONE_TO_TRY;
            leaving = outlook != Relays.Outlook.BEST;
        }
    }

    /** Learns about the relay how a mail ended; returns whether it was put off by a relay that does not work, and may go to another. */
    private boolean learn(Verdict verdict) {
        Relays.Visit used = visit;
        if (used == null || used.isProven()) {
            return false;
        }
        int code = verdict.reply().code();
        if (code > 0 && code != CLOSING) {
            used.works();
            return false;
        }
        boolean failed = verdict.kind() == Verdict.Kind.DEFERRED && !cut;
        if (failed) {
            used.fails(verdict.reply());
        }
        return failed && used.hasAlternative();
    }

    private String relay() {
        Relays.Visit used = visit;
        return used == null ? sending.relay() : used.relay().relay().address();
    }

    private void send(SmtpSession open, Delivery delivery) {
        try {
            open.begin(delivery, sending.composer().compose(delivery.mail(), buffer), sending.policy(), now());
        } catch (UnsendableException e) {
            delivery.finish(new SendResult.Refused(relay(), e.reason()));
        } catch (RuntimeException | Error e) {
            delivery.fail(relay(), e);
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
