package dev.triggered.engine;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.StoreException;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.Verdict;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Takes messages that the gate has admitted into the outbox, and by hand into their lanes. */
final class Intake {
    private final Outbox outbox;
    private final Lanes lanes;
    private final Steps steps;

    Intake(Outbox outbox, Lanes lanes, Steps steps) {
        this.outbox = outbox;
        this.lanes = lanes;
        this.steps = steps;
    }

    /** Returns the answers, in the order of the messages. */
    List<Answer> take(List<Ruling.Admitted> passes, Instant now) {
        List<NewMessage> admitted = routed(passes, now);
        List<Acceptance> acceptances = admitted.isEmpty() ? List.of() : accept(admitted);
        return answers(passes, (pass, place) -> settle(pass, admitted.get(place), acceptances.get(place)));
    }

    /**
     * Takes messages into a transaction of the host. No lane is told: a rollback may follow, and the store wakes the lane after
     * a commit.
     */
    List<Answer> take(Connection transaction, List<Ruling.Admitted> passes) {
        List<NewMessage> admitted =
                passes.stream().map(Ruling.Admitted::message).toList();
        List<Acceptance> acceptances = admitted.isEmpty() ? List.of() : outbox.accept(transaction, admitted);
        return answers(passes, (pass, place) -> answer(pass, acceptances.get(place)));
    }

    private static List<Answer> answers(
            List<Ruling.Admitted> passes, BiFunction<Ruling.Admitted, Integer, Answer> answer) {
        List<Answer> answers = new ArrayList<>(passes.size());
        for (Ruling.Admitted pass : passes) {
            answers.add(answer.apply(pass, answers.size()));
        }
        return answers;
    }

    /**
     * Marks those messages as handed over for which their lane has room now. Where one of them has to wait in the store, those
     * behind it in the same lane do as well, for they would overtake it otherwise.
     */
    private List<NewMessage> routed(List<Ruling.Admitted> passes, Instant now) {
        List<NewMessage> routed = new ArrayList<>(passes.size());
        Set<LaneRunner> full = new HashSet<>();
        for (Ruling.Admitted pass : passes) {
            NewMessage message = pass.message();
            LaneRunner lane = lanes.of(message.message());
            boolean due = !pass.isHeld() && !message.message().schedule().due().isAfter(now);
            if (due && !full.contains(lane)) {
                message = lane.reserve(message);
                if (!message.isHandedOver()) {
                    full.add(lane);
                }
            }
            routed.add(message);
        }
        return routed;
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
                : refused(pass, acceptance);
    }

    /** Returns the answer for a message that is not kept. */
    static Answer refused(Ruling.Admitted pass, Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Suppressed suppressed) {
            return Answer.suppressed(pass.question(), suppressed.reason());
        }
        return acceptance instanceof Acceptance.Duplicate duplicate
                ? Answer.naming(pass.question(), Verdict.DUPLICATE, duplicate.first())
                : Answer.naming(pass.question(), Verdict.ID_REUSED, ((Acceptance.IdReused) acceptance).first());
    }
}
