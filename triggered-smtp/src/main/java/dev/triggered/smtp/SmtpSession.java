package dev.triggered.smtp;

import static java.util.Objects.requireNonNull;

import dev.triggered.SmtpReply;
import dev.triggered.smtp.Dialogue.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with its dialogue: one thread writes mails into it, another one reads the replies, and neither waits for the other
 * with a full buffer.
 */
final class SmtpSession implements Content.Target {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);
    private final Link link;
    private final SmtpTimeouts timeouts;
    private final Owner owner;
    private final Speech speech;
    private final Instant opened;

    private final ReentrantLock lock = new ReentrantLock();
    private final Dialogue dialogue;
    private List<Passage> ended = new ArrayList<>();
    private boolean expecting;
    private final CountDownLatch silence = new CountDownLatch(1);

    private Instant lastUsed;
    private int mails;
    private volatile boolean failed;

    /**
     * Creates a session.
     *
     * @param window the most mails under way
     * @param owner is told how mails end
     * @param now the time
     */
    SmtpSession(Link link, int window, Owner owner, Instant now) {
        this.link = link;
        this.timeouts = link.relay().relay().timeouts();
        this.owner = owner;
        this.speech = link.relay().speech(link.capabilities());
        this.dialogue = new Dialogue(speech, window, passage -> ended.add(passage));
        this.opened = now;
        this.lastUsed = now;
    }

    /** Says whether the policy permits another mail. */
    boolean fits(PoolPolicy policy, Instant now) {
        return locked(() -> mails < policy.mailsPerConnection()
                && within(policy.ageLimit(), opened, now)
                && (!dialogue.isIdle() || within(policy.idleLimit(), lastUsed, now)));
    }

    /** Says whether another mail may begin now. */
    boolean hasRoom() {
        return locked(() -> !failed && dialogue.hasRoom());
    }

    /** Says whether the thread that reads may write: the relay says nothing more until it has what it waits for. */
    boolean isReaderFree() {
        return !dialogue.inChunks() && !isOver();
    }

    /** Says whether a mail was ever begun. */
    boolean isUsed() {
        return locked(() -> mails > 0);
    }

    /** Says whether a mail is under way. */
    boolean hasMails() {
        return !locked(dialogue::isIdle);
    }

    /** Says whether there is something to write now, or the end has come. */
    boolean needsWriter() {
        return locked(() -> dialogue.isOver() || (!failed && dialogue.canWrite()));
    }

    /** Says whether no more mails can be sent. */
    boolean isOver() {
        return locked(dialogue::isOver);
    }

    /**
     * Begins a mail, for which there is room.
     *
     * @throws UnsendableException if it does not fit what the relay offers
     */
    void begin(Delivery delivery, ComposedMail mail, PoolPolicy policy, Instant now) throws UnsendableException {
        Passage passage = passage(delivery, mail);
        if (!begin(passage, policy, now)) {
            tell();
        }
    }

    private boolean begin(Passage passage, PoolPolicy policy, Instant now) {
        lock.lock();
        try {
            if (dialogue.isOver()) {
                passage.leaveOut(SmtpReply.none("4.4.2", "the connection ended before the mail was begun"));
                ended.add(passage);
                return false;
            }
            if (dialogue.isIdle() && !within(policy.healthCheckAfter(), lastUsed, now)) {
                dialogue.check();
            }
            dialogue.begin(passage);
            mails++;
            lastUsed = now;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Passage passage(Delivery delivery, ComposedMail mail) throws UnsendableException {
        try {
            return Passage.of(delivery, mail, link.capabilities());
        } catch (UnsendableException e) {
            mail.close();
            throw e;
        }
    }

    /** Writes what may be written now. What is left in the buffer goes with {@link #flush}. */
    void write() {
        if (failed) {
            return;
        }
        try {
            for (Step step = next(); step != null; step = next()) {
                write(step);
            }
        } catch (IOException e) {
            fail(e);
        }
        tell();
    }

    /** Sends what was written. */
    void flush() {
        if (failed || link.wire().isFlushed()) {
            return;
        }
        try {
            flushing();
            link.wire().flush();
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Reads replies until the end. */
    void listen() {
        try {
            while (!isOver()) {
                answer(link.wire().reply());
                if (!link.wire().hasBufferedReplies()) {
                    tell();
                    owner.changed();
                }
            }
        } catch (IOException e) {
            breakOff(reasonOf(e));
        } catch (RuntimeException | Error e) {
            LOG.error("a fault while the replies of {} were read", link.relay().relay(), e);
            breakOff("a fault on our side: " + e.getClass().getName());
        }
        tell();
        owner.changed();
        silence.countDown();
    }

    /** Takes leave where the connection is in good order and no mail is under way, and closes it. */
    void close() {
        if (!failed && locked(() -> dialogue.isIdle() && !dialogue.isOver())) {
            quit();
        }
        link.wire().close();
        awaitSilence();
        link.relay().learn(speech, dialogue);
    }

    /** Takes leave (RFC 5321, section 4.1.1.10) within the limit for closing. */
    private void quit() {
        lock.lock();
        try {
            dialogue.quit();
            link.wire().expect(timeouts.close());
            expecting = true;
        } finally {
            lock.unlock();
        }
        write();
        flush();
        awaitSilence();
        link.wire().close(timeouts.close());
    }

    private void awaitSilence() {
        try {
            silence.await();
        } catch (InterruptedException e) {
            link.wire().cut();
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Step next() {
        lock.lock();
        try {
            return dialogue.next();
        } finally {
            lock.unlock();
        }
    }

    private void write(Step step) throws IOException {
        Passage passage = step.passage();
        switch (step.command()) {
            case MAIL -> put(requireNonNull(passage).sender() + "\r\n");
            case RCPT -> put(requireNonNull(passage).recipient() + "\r\n");
            case CONTENT -> content(requireNonNull(passage));
            default -> put(step.command() + "\r\n");
        }
    }

    private void content(Passage passage) throws IOException {
        passage.open();
        Content content = new Content(passage, this, link.capabilities().largestMail());
        try {
            if (dialogue.inChunks()) {
                content.writeChunks();
            } else {
                content.writeLines(locked(passage::isDecided));
            }
        } catch (UnsendableException e) {
            spoil(passage, Verdict.refused(e.reason()));
        } finally {
            passage.mail().close();
        }
    }

    @Override
    public boolean end(Passage passage) {
        boolean ends = locked(() -> !dialogue.isOver() && passage.delivery().commit() && dialogue.end(passage));
        if (!ends && !isOver()) {
            spoil(passage, Verdict.deferred(Delivery.closed()));
        }
        return ends;
    }

    /** Leaves out the content, or the rest of it; in the middle of DATA only the end of the connection can do that. */
    private void spoil(Passage passage, Verdict why) {
        lock.lock();
        try {
            dialogue.spoil(passage, why);
            failed = !dialogue.inChunks();
        } finally {
            lock.unlock();
        }
        if (failed) {
            link.wire().cut();
        }
    }

    @Override
    public boolean chunk(Passage passage) {
        return locked(() -> dialogue.chunk(passage));
    }

    private void put(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes, 0, bytes.length);
    }

    @Override
    public void put(byte[] bytes, int offset, int length) throws IOException {
        if (!link.wire().hasRoom(length)) {
            flushing();
        }
        link.wire().put(bytes, offset, length);
    }

    /** Nothing is written after the end: it would be what was said not to have been sent. */
    private void flushing() throws IOException {
        lock.lock();
        try {
            if (dialogue.isOver()) {
                throw new IOException("the dialogue is over");
            }
            dialogue.flush();
            if (!expecting) {
                expect();
            }
        } finally {
            lock.unlock();
        }
    }

    private void answer(Reply reply) {
        lock.lock();
        try {
            dialogue.answer(reply);
            expect();
        } finally {
            lock.unlock();
        }
    }

    private void breakOff(String why) {
        lock.lock();
        try {
            dialogue.breakOff(why);
            expect();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the next reply its time. */
    private void expect() {
        expecting = dialogue.awaitsReply();
        if (expecting) {
            link.wire().expect(dialogue.awaitsEnd() ? timeouts.finalReply() : timeouts.reply());
        } else {
            link.wire().expectNothing();
        }
    }

    /** Takes the replies that are there already, and no more mails. */
    private void fail(IOException e) {
        LOG.debug("{} takes nothing more", link.relay().relay(), e);
        failed = true;
        lock.lock();
        try {
            expecting = true;
            link.wire().expect(timeouts.close());
        } finally {
            lock.unlock();
        }
    }

    /** Tells how mails have ended. */
    private void tell() {
        List<Passage> told;
        lock.lock();
        try {
            if (ended.isEmpty()) {
                return;
            }
            told = ended;
            ended = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        for (Passage passage : told) {
            passage.discard();
            owner.ended(passage.delivery(), passage.verdict());
        }
    }

    private boolean locked(BooleanSupplier question) {
        lock.lock();
        try {
            return question.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private static boolean within(Duration limit, Instant since, Instant now) {
        return Duration.between(since, now).compareTo(limit) < 0;
    }

    private static String reasonOf(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Whoever has mails sent over a connection. */
    interface Owner {
        /** A mail has ended. */
        void ended(Delivery delivery, Verdict verdict);

        /** Replies came, so that there may be room, something to write, or an end. */
        void changed();
    }
}
