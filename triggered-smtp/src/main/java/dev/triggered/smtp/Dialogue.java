package dev.triggered.smtp;

import static java.util.Objects.requireNonNull;

import dev.triggered.SmtpReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection, mail by mail (RFC 5321, section 3.3): which step may be written now, which step a reply
 * belongs to, and what that means for its mail. It neither reads nor writes nor waits, and is guarded by its owner's lock.
 *
 * <p>RSET goes before each MAIL in a relay that is spoken to ahead of its replies, because a failed transaction may leave
 * its recipients behind (RFC 3030, section 2). DATA and NOOP end a group (RFC 2920, section 3.1).
 */
final class Dialogue {
    private static final long MOST_OCTETS = 1_000_000;

    private final Speech speech;
    private final int window;
    private final Consumer<Passage> whenEnded;

    /** What is still to be written. */
    private final Deque<Step> script = new ArrayDeque<>();

    /** What was written, and has no reply yet. */
    private final Deque<Step> unanswered = new ArrayDeque<>();

    private final Deque<Passage> passages = new ArrayDeque<>();
    private @Nullable Passage inContent;
    private int handedOver;
    private long octets;
    private boolean dirty;
    private boolean unclean;
    private boolean stopped;
    private boolean over;
    private boolean mishandled;
    private boolean proven;
    private boolean suspect;

    /**
     * Creates a dialogue.
     *
     * @param speech how far ahead of the replies it goes
     * @param window the most mails under way at once
     * @param whenEnded is given each passage when it is decided and nothing of it is left
     */
    Dialogue(Speech speech, int window, Consumer<Passage> whenEnded) {
        this.speech = speech;
        this.window = switch (speech) {
            case CHUNKING -> window;
            case PIPELINING -> Math.min(window, 2);
            case PLAIN -> 1;
        };
        this.whenEnded = whenEnded;
    }

    /** Says whether another mail may begin now. */
    boolean hasRoom() {
        boolean fits = passages.isEmpty() || (passages.size() < window && octets < MOST_OCTETS);
        return !over && !stopped && script.isEmpty() && fits;
    }

    /** Says whether no mail is under way. */
    boolean isIdle() {
        return passages.isEmpty() && script.isEmpty() && unanswered.isEmpty();
    }

    /** Says whether no more mails can be sent. */
    boolean isOver() {
        return over;
    }

    /** Says whether the relay has said that it does not get along with commands ahead of its replies. */
    boolean isMishandled() {
        return mishandled;
    }

    /** Says whether the connection broke in its first flight, which may be because there were several commands in it. */
    boolean isSuspect() {
        return suspect;
    }

    /** Says whether a mail was answered, so that the relay gets along with how it is spoken to. */
    boolean isProven() {
        return proven;
    }

    /** Says whether there is a step to write now. */
    boolean canWrite() {
        Step head = script.peek();
        return head != null && mayWrite(head);
    }

    /** Says whether a reply is awaited. */
    boolean awaitsReply() {
        return !unanswered.isEmpty();
    }

    /** Says whether the reply that comes next is the one to a whole mail, which may take longer. */
    boolean awaitsEnd() {
        Step next = unanswered.peek();
        return next != null && next.command() == Command.END;
    }

    /** Makes sure that the relay is still there, before the next mail. */
    void check() {
        script.add(new Step(Command.NOOP, null));
    }

    /** Says goodbye, where no mail is under way. */
    void quit() {
        stopped = true;
        script.add(new Step(Command.QUIT, null));
    }

    /** Begins a mail, for which there is room. */
    void begin(Passage passage) {
        passages.add(passage);
        octets += passage.octets();
        if (speech != Speech.PLAIN || dirty) {
            add(Command.RSET, passage);
        }
        add(Command.MAIL, passage);
        add(Command.RCPT, passage);
        if (speech != Speech.CHUNKING) {
            add(Command.DATA, passage);
        }
        add(Command.CONTENT, passage);
    }

    /**
     * Returns the step to write now, which counts as written from here on; {@code null} where a reply has to come first or
     * nothing is left. The content of a mail is written by {@link #chunk} and {@link #end}, or left out by {@link #spoil}.
     */
    @Nullable
    Step next() {
        if (!canWrite()) {
            return null;
        }
        Step head = script.remove();
        if (head.command() == Command.CONTENT) {
            inContent = head.passage();
        } else {
            unanswered.add(head);
        }
        return head;
    }

    /** Says whether the content goes in chunks (RFC 3030) and not with a dot at its end. */
    boolean inChunks() {
        return speech == Speech.CHUNKING;
    }

    /** Marks that a part of the content is written now; {@code false} where it is of no use any more and must not be. */
    boolean chunk(Passage passage) {
        boolean useful = !over && !passage.isDecided();
        if (useful) {
            passage.count(1);
            unanswered.add(new Step(Command.CHUNK, passage));
        }
        return useful;
    }

    /** Marks that the end of the content is written now; {@code false} where all is over and it must not be. */
    boolean end(Passage passage) {
        inContent = null;
        return !over && unanswered.add(new Step(Command.END, passage));
    }

    /** Marks that the content is left out, in whole or from here on, and why. */
    void spoil(Passage passage, Verdict why) {
        inContent = null;
        passage.decide(why);
        over(passage);
    }

    /** Marks that all that was written goes to the relay now. */
    void flush() {
        handedOver = unanswered.size();
        for (Step step : unanswered) {
            if (step.command() == Command.END) {
                requireNonNull(step.passage()).handOver();
            }
        }
    }

    /** Takes a reply. */
    void answer(Reply reply) {
        if (over) {
            return;
        }
        Step step = handedOver-- > 0 ? unanswered.poll() : null;
        if (step == null) {
            unasked(reply);
        } else if (reply.code() == Reply.SERVICE_CLOSING) {
            close(step, reply.toSmtpReply());
        } else {
            Passage passage = step.passage();
            if (passage == null) {
                checked(step.command(), reply);
            } else {
                answer(step.command(), passage, reply);
                over(passage);
                leaveOutWhatIsDecided();
            }
        }
    }

    /** Ends all mails, as no more replies come; does nothing where the dialogue is over. */
    void breakOff(String why) {
        if (over) {
            return;
        }
        over = true;
        suspect = !proven && unanswered.size() > 1;
        endAll(passage -> passage.breakOff(why, proven));
    }

    private void answer(Command command, Passage passage, Reply reply) {
        noteMishandling(command, passage, reply);
        boolean positive = reply.positive();
        switch (command) {
            case RSET -> {
                unclean = !positive;
                dirty &= unclean;
            }
            case MAIL -> {
                dirty |= positive;
                require(positive, command, passage, reply);
            }
            case RCPT, CHUNK -> {
                passage.name(positive && (command == Command.RCPT || passage.isNamed()));
                require(positive, command, passage, reply);
            }
            case DATA -> asked(passage, reply);
            default -> ended(passage, reply);
        }
        if (isOfChunk(command) && reply.isAboutUnknown()) {
            confuse("BDAT is not known, and the mail was read as commands: " + reply.code());
        }
    }

    /** What was to be ended by a lone dot would be an empty mail to whatever recipient the relay knows. */
    private void asked(Passage passage, Reply reply) {
        require(reply.intermediate(), Command.DATA, passage, reply);
        if (reply.intermediate()) {
            passage.want();
            if (passage.isDecided() && (passage.isNamed() || unclean)) {
                confuse("the relay asks for a mail that it has refused");
            }
        }
    }

    private void ended(Passage passage, Reply reply) {
        dirty = false;
        proven = true;
        passage.end(reply);
        if (reply.intermediate()) {
            confuse("a reply to a mail that is neither yes nor no");
        }
    }

    private void require(boolean fulfilled, Command command, Passage passage, Reply reply) {
        if (!fulfilled && reply.negative()) {
            passage.decide(Verdict.ofNegative(reply));
        } else if (!fulfilled) {
            confuse("an unexpected reply to " + command + ": " + reply.code());
        }
    }

    /** Notes that a refusal is about how the relay is spoken to; the mail is not at fault then. */
    private void noteMishandling(Command command, Passage passage, Reply reply) {
        if (speech == Speech.PLAIN || !reply.negative() || passage.isDecided()) {
            return;
        }
        boolean misplaced = command != Command.RSET && reply.isAboutOrder();
        boolean unknown = isOfChunk(command) && reply.isAboutUnknown();
        if (misplaced || unknown || reply.isAboutPipelining()) {
            mishandled = true;
            passage.decide(Verdict.deferred(reply.toSmtpReply()));
        }
    }

    private boolean isOfChunk(Command command) {
        return command == Command.CHUNK || (command == Command.END && inChunks());
    }

    private void checked(Command command, Reply reply) {
        if (!reply.positive() || command == Command.QUIT) {
            over = true;
            endAll(passage -> passage.leaveOut(reply.toSmtpReply()));
        }
    }

    /** A refusal may come while the content is being written; anything else is a sign of trouble. */
    private void unasked(Reply reply) {
        boolean closing = reply.code() == Reply.SERVICE_CLOSING;
        if (!closing && reply.negative() && inContent != null) {
            inContent.decide(Verdict.ofNegative(reply));
        } else if (!closing) {
            mishandled |= speech != Speech.PLAIN;
        }
        SmtpReply strange = SmtpReply.none("4.5.0", "a reply that nobody has asked for: " + reply.code());
        over = true;
        endAll(passage -> passage.leaveOut(reply.negative() ? reply.toSmtpReply() : strange));
    }

    /** The relay does nothing more (RFC 5321, section 3.8): what it was asked here is deferred, what comes behind is untouched. */
    private void close(Step step, SmtpReply said) {
        over = true;
        Passage asked = step.passage();
        if (asked != null && step.command() != Command.RSET) {
            asked.decide(Verdict.deferred(said));
        }
        endAll(passage -> passage.leaveOut(said));
    }

    /** The replies no longer fit what was asked. */
    private void confuse(String why) {
        mishandled |= speech != Speech.PLAIN;
        breakOff(why);
    }

    private void endAll(Consumer<Passage> decide) {
        script.clear();
        unanswered.clear();
        for (Passage passage = passages.poll(); passage != null; passage = passages.poll()) {
            decide.accept(passage);
            whenEnded.accept(passage);
        }
        octets = 0;
    }

    /** Drops the steps of a mail that are of no use any more, as it is known how it ends. */
    private void leaveOutWhatIsDecided() {
        for (Step head = script.peek(); head != null && isOfNoUse(head); head = script.peek()) {
            over(requireNonNull(script.remove().passage()));
        }
    }

    /** A content that is not wanted any more, and that the relay has asked for or may ask for, has to be ended by its dot. */
    private boolean isOfNoUse(Step step) {
        Passage passage = step.passage();
        if (passage == null || !passage.isDecided()) {
            return false;
        }
        Step last = unanswered.peekLast();
        boolean asking = last != null && last.command() == Command.DATA;
        return step.command() != Command.CONTENT || !(asking || passage.isWanted());
    }

    private boolean mayWrite(Step step) {
        if (unanswered.isEmpty()) {
            return true;
        }
        Command last = unanswered.getLast().command();
        boolean endsGroup = last == Command.DATA || last == Command.NOOP;
        return speech != Speech.PLAIN && !endsGroup && step.command() != Command.NOOP;
    }

    private void add(Command command, Passage passage) {
        script.add(new Step(command, passage));
        passage.count(1);
    }

    private void over(Passage passage) {
        if (passage.count(-1) && passages.remove(passage)) {
            octets -= passage.octets();
            whenEnded.accept(passage);
        }
    }

    /** What is written for a mail. */
    enum Command {
        NOOP,
        RSET,
        MAIL,
        RCPT,
        DATA,
        /** The mail itself, in whatever form. */
        CONTENT,
        /** A part of it, by BDAT. */
        CHUNK,
        /** Its last byte. */
        END,
        QUIT
    }

    /**
     * One step.
     *
     * @param command what is written
     * @param passage for which mail; {@code null} where for none
     */
    record Step(Command command, @Nullable Passage passage) {}
}
