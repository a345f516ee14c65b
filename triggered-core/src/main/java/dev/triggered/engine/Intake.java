package dev.triggered.engine;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.StoreException;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.Verdict;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Takes triggers in: through the gate into the outbox, and by hand into their lanes. */
final class Intake {
    private final Gate gate;
    private final Outbox outbox;
    private final Lanes lanes;
    private final Steps steps;
    private final InstantSource clock;

    Intake(Gate gate, Outbox outbox, Lanes lanes, Steps steps, InstantSource clock) {
        this.gate = gate;
        this.outbox = outbox;
        this.lanes = lanes;
        this.steps = steps;
        this.clock = clock;
    }

    TriggerReceipt take(String event, List<Trigger> batch) {
        Instant now = clock.instant();
        List<Ruling> rulings = rule(event, batch, now);
        List<NewMessage> admitted = admitted(rulings, pass -> routed(pass, now));
        List<Acceptance> acceptances = admitted.isEmpty() ? List.of() : accept(admitted);
        return receipt(event, rulings, (pass, place) -> settle(pass, admitted.get(place), acceptances.get(place)));
    }

    /**
     * Takes triggers into a transaction of the host. No lane is told: a rollback may follow, and the store wakes the lane after
     * a commit.
     */
    TriggerReceipt take(Connection transaction, String event, List<Trigger> batch) {
        requireTransaction(transaction);
        List<Ruling> rulings = rule(event, batch, clock.instant());
        List<NewMessage> admitted = admitted(rulings, Ruling.Admitted::message);
        List<Acceptance> acceptances = admitted.isEmpty() ? List.of() : outbox.accept(transaction, admitted);
        return receipt(event, rulings, (pass, place) -> answer(pass, acceptances.get(place)));
    }

    private static void requireTransaction(Connection transaction) {
        boolean alone;
        try {
            alone = transaction.getAutoCommit();
        } catch (SQLException e) {
            throw StoreException.lasting("the connection of the transaction cannot be used", e);
        }
        if (alone) {
            throw new IllegalArgumentException("the connection commits by itself after each statement, so there is no"
                    + " transaction to join: call setAutoCommit(false) first, or trigger without in(...)");
        }
    }

    private List<Ruling> rule(String event, List<Trigger> batch, Instant now) {
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            rulings.addAll(gate.rule(event, i, batch.get(i), now));
        }
        return rulings;
    }

    private static List<NewMessage> admitted(List<Ruling> rulings, Function<Ruling.Admitted, NewMessage> routed) {
        List<NewMessage> admitted = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Admitted pass) {
                admitted.add(routed.apply(pass));
            }
        }
        return admitted;
    }

    /** Puts the answers together: those of the gate, and one for each message that it admitted, by its place among those. */
    private static TriggerReceipt receipt(
            String event, List<Ruling> rulings, BiFunction<Ruling.Admitted, Integer, Answer> answer) {
        List<Answer> answers = new ArrayList<>(rulings.size());
        int place = 0;
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Admitted pass) {
                answers.add(answer.apply(pass, place));
                place++;
            } else {
                answers.add(((Ruling.Stopped) ruling).answer());
            }
        }
        return new TriggerReceipt(event, answers);
    }

    /** Marks a message as handed over where its lane has room for it now. */
    private NewMessage routed(Ruling.Admitted pass, Instant now) {
        NewMessage message = pass.message();
        boolean due = !pass.isHeld() && !message.message().schedule().due().isAfter(now);
        return due ? lanes.of(message.message()).reserve(message) : message;
    }

    private List<Acceptance> accept(List<NewMessage> admitted) {
        boolean handled = false;
        try {
            List<Acceptance> acceptances = outbox.accept(admitted);
            handled = true;
            return acceptances;
        } catch (StoreException e) {
            handled = e.mayBeKept();
            if (handled) {
                admitted.forEach(this::doubt);
            }
            throw e;
        } finally {
            if (!handled) {
                forEachHandedOver(admitted, LaneRunner::unreserve);
            }
        }
    }

    private void doubt(NewMessage message) {
        LaneRunner lane = lanes.of(message.message());
        if (message.isHandedOver()) {
            lane.doubt(message);
        } else {
            lane.wakeFor(message.message());
        }
    }

    private void forEachHandedOver(List<NewMessage> messages, BiConsumer<LaneRunner, NewMessage> step) {
        for (NewMessage message : messages) {
            if (message.isHandedOver()) {
                step.accept(lanes.of(message.message()), message);
            }
        }
    }

    private Answer settle(Ruling.Admitted pass, NewMessage message, Acceptance acceptance) {
        LaneRunner lane = lanes.of(message.message());
        if (acceptance instanceof Acceptance.Kept) {
            QueuedMessage queued = message.message();
            MessageInfo info = queued.info();
            steps.tell(MessageStep.of(
                    info,
                    pass.isHeld() ? MessageState.HELD : MessageState.QUEUED,
                    queued.schedule().acceptedAt(),
                    ""));
            if (message.isHandedOver()) {
                lane.offer(message);
            } else {
                lane.wakeFor(queued);
            }
        } else if (message.isHandedOver()) {
            lane.unreserve(message);
        }
        return answer(pass, acceptance);
    }

    private static Answer answer(Ruling.Admitted pass, Acceptance acceptance) {
        return acceptance instanceof Acceptance.Kept
                ? Answer.naming(
                        pass.question(),
                        pass.verdict(),
                        pass.message().message().info().id())
                : repeated(pass, acceptance);
    }

    /** Returns the answer for a message whose occurrence was kept before. */
    static Answer repeated(Ruling.Admitted pass, Acceptance acceptance) {
        return acceptance instanceof Acceptance.Duplicate duplicate
                ? Answer.naming(pass.question(), Verdict.DUPLICATE, duplicate.first())
                : Answer.naming(pass.question(), Verdict.ID_REUSED, ((Acceptance.IdReused) acceptance).first());
    }
}
