package dev.triggered.engine;

import dev.triggered.MessageId;
import dev.triggered.Recipients.Row;
import dev.triggered.StoreException;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.TriggeredException;
import dev.triggered.Verdict;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Triggers the mails of one broadcast, each address once, in batches that may be repeated. Used by one thread at a time.
 */
final class BroadcastMails {
    private final Gate gate;
    private final Intake intake;
    private final long broadcast;
    private final Optional<SeenKeys> seen;
    private final Set<MessageId> doubtful = new HashSet<>();

    /**
     * @param seen the addresses that were written to, where the store forgets them
     */
    BroadcastMails(Gate gate, Intake intake, long broadcast, Optional<SeenKeys> seen) {
        this.gate = gate;
        this.intake = intake;
        this.broadcast = broadcast;
        this.seen = seen;
    }

    /**
     * Returns what became of each row, in their order. What the store throws is thrown, and the same rows may be given again; they have
     * to be, where it may have kept them.
     */
    List<Fate> send(LiveStream live, List<Row.Good> rows, Instant now) {
        List<Object> drafts = new ArrayList<>(rows.size());
        List<Ruling.Admitted> passes = new ArrayList<>(rows.size());
        for (Row.Good row : rows) {
            Object draft = draft(live, row, now);
            drafts.add(draft);
            if (draft instanceof Ruling.Admitted pass) {
                passes.add(pass);
            }
        }
        Iterator<Answer> answers = take(passes, now).iterator();
        List<Fate> fates = new ArrayList<>(rows.size());
        for (Object draft : drafts) {
            fates.add(draft instanceof Ruling.Admitted pass ? kept(pass, answers.next()) : (Fate) draft);
        }
        doubtful.clear();
        return fates;
    }

    private List<Answer> take(List<Ruling.Admitted> passes, Instant now) {
        try {
            return intake.take(passes, now);
        } catch (StoreException e) {
            if (e.mayBeKept()) {
                passes.forEach(
                        pass -> doubtful.add(pass.message().message().info().id()));
            }
            throw e;
        }
    }

    private Object draft(LiveStream live, Row.Good row, Instant now) {
        Question question =
                new Question(0, row.trigger().recipient().label(), live.stream().name());
        Ruling ruling;
        try {
            ruling = gate.rule(live, question, row.trigger(), now);
        } catch (TriggeredException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Fate(Kind.REJECTED, "it could not be looked at: " + e);
        }
        if (ruling instanceof Ruling.Stopped stop) {
            return new Fate(Kind.REJECTED, stop.answer().reason());
        }
        Ruling.Admitted pass = named((Ruling.Admitted) ruling);
        return seen.isPresent() && seen.get().contains(key(pass)) ? new Fate(Kind.DUPLICATE, "") : pass;
    }

    private Ruling.Admitted named(Ruling.Admitted pass) {
        QueuedMessage message = pass.message().message().ofBroadcast(broadcast);
        NewMessage named = NewMessage.of(message)
                .secrets(pass.message().secrets())
                .key(Fingerprints.ofBroadcast(broadcast, message.info().recipient()));
        return new Ruling.Admitted(pass.question(), pass.live(), named);
    }

    private static IdempotencyKey key(Ruling.Admitted pass) {
        return pass.message().key().orElseThrow();
    }

    private Fate kept(Ruling.Admitted pass, Answer answer) {
        if (!answer.verdict().isKept()) {
            return new Fate(Kind.SUPPRESSED, answer.reason());
        }
        seen.ifPresent(keys -> keys.add(key(pass)));
        boolean before = answer.verdict() == Verdict.DUPLICATE
                && !answer.messageId().filter(doubtful::contains).isPresent();
        return new Fate(before ? Kind.DUPLICATE : Kind.ACCEPTED, "");
    }

    /** What became of a row. */
    enum Kind {
        ACCEPTED,
        DUPLICATE,
        SUPPRESSED,
        REJECTED
    }

    /** What became of a row, and why, where it was rejected. */
    record Fate(Kind kind, String reason) {}
}
