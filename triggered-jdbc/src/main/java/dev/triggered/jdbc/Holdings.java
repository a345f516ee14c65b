package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TallyMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that this process has taken and has not recorded, by their rows. A message is held once, however often it comes, so
 * that no second copy of it can be begun. Thread-safe.
 */
final class Holdings {
    private static final int LOOKS = 6;

    private final Map<MessageId, Holding> held = new HashMap<>();
    private int suspicion;
    private long list;

    /** Announces messages whose rows are about to be written, so that nobody takes those for strays. */
    synchronized void expect(Collection<MessageId> messages) {
        messages.forEach(id -> held.put(id, Holding.EXPECTED));
    }

    /**
     * Holds a message that was accepted, claimed or inherited; {@code false} if it was held before. What this process is sending and
     * was given up for, and what it then inherited from itself, is the same message: it is recorded under the row's new owner. It may
     * also have been claimed anew between the recording of its last attempt and the forgetting of that, and is a stray then.
     */
    synchronized boolean take(MessageId message, Holding holding) {
        Holding before = held.get(message);
        if (before != null && !before.equals(Holding.EXPECTED)) {
            held.put(message, holding.at(before.stage()));
            suspect();
            return false;
        }
        held.put(message, holding);
        return true;
    }

    /**
     * Holds a message that was accepted. If it was looked for in the list of suppressions before that changed, its row has to be marked
     * once more.
     *
     * @param listed which number the list had when the message was about to be looked for
     */
    synchronized void takeNew(MessageId message, Holding holding, long listed) {
        boolean unused = take(message, listed == list ? holding : holding.at(Stage.TAKEN));
    }

    /** Holds a message that waits for nothing but its outcome; {@code false} if it is held as one that may be on the wire. */
    synchronized boolean seize(MessageId message, Statements.Held row, Letter letter) {
        Holding before = held.get(message);
        boolean seized = before == null || before.equals(Holding.EXPECTED) || !before.begun();
        if (seized) {
            held.put(message, Holding.of(row, Stage.BEGUN, letter));
        }
        return seized;
    }

    /** Returns a number that changes when this process changes the list of suppressions. */
    synchronized long list() {
        return list;
    }

    /** Says that the list of suppressions has changed: all that is not begun is looked for in it when it is. */
    synchronized void listChanged() {
        list++;
        held.replaceAll((id, holding) -> holding.stage() == Stage.MARKED ? holding.at(Stage.TAKEN) : holding);
    }

    /** Returns those of some messages that are held and not begun, in some order, and has them begun. */
    synchronized Map<MessageId, Holding> begin(Set<MessageId> messages) {
        Map<MessageId, Holding> begun = new LinkedHashMap<>();
        for (MessageId id : messages) {
            Holding holding = held.get(id);
            if (holding != null && !holding.begun() && !holding.equals(Holding.EXPECTED)) {
                begun.put(id, holding);
                held.put(id, holding.at(Stage.BEGUN));
            }
        }
        return begun;
    }

    /** Has messages not begun after all, because their recipients must not be written to. */
    synchronized void suppress(Map<MessageId, SuppressionReason> reasons) {
        reasons.forEach((id, reason) -> held.computeIfPresent(id, (same, holding) -> holding.suppressed(reason)));
    }

    /** Returns those of some messages that were not begun when that was tried last, because of their recipients. */
    synchronized Map<MessageId, SuppressionReason> suppressed(Set<MessageId> messages) {
        Map<MessageId, SuppressionReason> reasons = new HashMap<>();
        for (MessageId id : messages) {
            Holding holding = held.get(id);
            if (holding != null && holding.suppressed() != null) {
                reasons.put(id, holding.suppressed());
            }
        }
        return reasons;
    }

    /** Has messages not begun after all. */
    synchronized void undo(Map<MessageId, Holding> begun) {
        begun.keySet().forEach(id -> held.computeIfPresent(id, (same, holding) -> holding.at(Stage.TAKEN)));
    }

    synchronized Optional<Holding> of(MessageId message) {
        return Optional.ofNullable(held.get(message)).filter(holding -> !holding.equals(Holding.EXPECTED));
    }

    /** Forgets those of some messages that are announced only. */
    synchronized void forgetExpected(Collection<MessageId> messages) {
        messages.forEach(id -> held.remove(id, Holding.EXPECTED));
    }

    synchronized void forget(Collection<MessageId> messages) {
        messages.forEach(held::remove);
    }

    /** Forgets what was not begun: another process may have it. What was begun can still be recorded, if nobody took it over. */
    synchronized void forgetUnbegun() {
        held.values().removeIf(holding -> !holding.begun() && !holding.equals(Holding.EXPECTED));
    }

    /** Forgets those of some messages that were not begun and were taken under another number than this one. */
    synchronized void forgetOthersThan(long owner, Set<MessageId> messages) {
        for (MessageId id : messages) {
            Holding holding = held.get(id);
            if (holding != null
                    && !holding.equals(Holding.EXPECTED)
                    && !holding.begun()
                    && holding.row().owner() != owner) {
                held.remove(id, holding);
            }
        }
    }

    /** Says that there may be rows that belong to this process and are not held, because an answer of the database was lost. */
    synchronized void suspect() {
        suspicion = LOOKS;
    }

    /** Says whether there may be such rows, some times: the database may still be busy with what it did not answer. */
    synchronized boolean suspected() {
        if (suspicion == 0) {
            return false;
        }
        suspicion--;
        return true;
    }

    /** Returns the rows of those messages that are not held. */
    synchronized <T> List<T> missing(Map<MessageId, T> rows) {
        List<T> missing = new ArrayList<>();
        rows.forEach((id, row) -> {
            if (!held.containsKey(id)) {
                missing.add(row);
            }
        });
        return missing;
    }

    /**
     * How a message is held.
     *
     * @param row its row, and under which number this process took it
     * @param stage how far it got
     * @param letter what it is
     * @param suppressed why it was not begun when that was tried last, where that is because of its recipient
     */
    record Holding(
            Statements.Held row,
            Stage stage,
            Letter letter,
            @Nullable SuppressionReason suppressed) {
        static final Holding EXPECTED = of(new Statements.Held(0, 0), Stage.TAKEN, Letter.NONE);

        static Holding of(Statements.Held row, Stage stage, Letter letter) {
            return new Holding(row, stage, letter, null);
        }

        boolean begun() {
            return stage == Stage.BEGUN;
        }

        Holding at(Stage now) {
            return of(row, now, letter);
        }

        Holding suppressed(SuppressionReason reason) {
            return new Holding(row, Stage.TAKEN, letter, reason);
        }

        /** Returns what it takes to mark its row. */
        Statements.Begin begin() {
            return new Statements.Begin(row, letter.info.recipient().key(), letter.route.stream());
        }
    }

    /**
     * What is known of a message that is held.
     *
     * @param info which message
     * @param route which stream it is of, and through which lane it goes
     * @param acceptedAt when it was accepted, in microseconds
     * @param firstDue when it was due for the first time, in microseconds
     * @param chunks whether its attachments have rows
     */
    record Letter(MessageInfo info, QueuedMessage.Route route, long acceptedAt, long firstDue, boolean chunks) {
        private static final Letter NONE = new Letter(
                new MessageInfo(new MessageId("0".repeat(26)), "", 0, new EmailAddress("nobody", "nowhere.invalid")),
                new QueuedMessage.Route(0, ""),
                0,
                0,
                false);

        static Letter of(QueuedMessage message, boolean chunks) {
            return of(message.info(), message.route(), message.schedule(), chunks);
        }

        static Letter of(MessageInfo info, QueuedMessage.Route route, QueuedMessage.Schedule schedule, boolean chunks) {
            return new Letter(
                    info, route, Times.toMicros(schedule.acceptedAt()), Times.toMicros(schedule.firstDue()), chunks);
        }

        /** Returns where it counts. */
        TallyMark.Place place() {
            return new TallyMark.Place(
                    route.stream(),
                    info.version(),
                    route.lane(),
                    info.recipient().domain());
        }

        /** Returns when it could have been sent first. */
        Instant since() {
            return Times.toInstant(Math.max(acceptedAt, firstDue));
        }
    }

    /** How far a message got. */
    enum Stage {
        /** It belongs to this process. */
        TAKEN,
        /** Its row says that it is begun, which it is not yet. */
        MARKED,
        /** It may be on the wire. */
        BEGUN
    }
}
