package dev.triggered.engine;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.Verdict;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            rulings.addAll(gate.rule(event, i, batch.get(i), now));
        }
        List<NewMessage> admitted = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Admitted pass) {
                admitted.add(routed(pass.message(), now));
            }
        }
        List<Acceptance> acceptances = admitted.isEmpty() ? List.of() : accept(admitted);
        List<Answer> answers = new ArrayList<>(rulings.size());
        int next = 0;
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Admitted pass) {
                answers.add(settle(pass, admitted.get(next), acceptances.get(next)));
                next++;
            } else {
                answers.add(((Ruling.Stopped) ruling).answer());
            }
        }
        return new TriggerReceipt(event, answers);
    }

    /** Marks a message as handed over where its lane has room for it now. */
    private NewMessage routed(NewMessage message, Instant now) {
        boolean due = !message.message().schedule().due().isAfter(now);
        return due && lanes.of(message.message()).reserve() ? message.handedOver() : message;
    }

    private List<Acceptance> accept(List<NewMessage> admitted) {
        boolean kept = false;
        try {
            List<Acceptance> acceptances = outbox.accept(admitted);
            kept = true;
            return acceptances;
        } finally {
            if (!kept) {
                admitted.stream()
                        .filter(NewMessage::isHandedOver)
                        .forEach(message -> lanes.of(message.message()).unreserve());
            }
        }
    }

    private Answer settle(Ruling.Admitted pass, NewMessage message, Acceptance acceptance) {
        LaneRunner lane = lanes.of(message.message());
        if (acceptance instanceof Acceptance.Kept) {
            QueuedMessage queued = message.message();
            MessageInfo info = queued.info();
            steps.tell(
                    MessageStep.of(info, MessageState.QUEUED, queued.schedule().acceptedAt(), ""));
            if (message.isHandedOver()) {
                lane.offer(queued);
            } else {
                lane.wake();
            }
            return Answer.naming(pass.question(), Verdict.ACCEPTED, info.id());
        }
        if (message.isHandedOver()) {
            lane.unreserve();
        }
        return repeated(pass, acceptance);
    }

    /** Returns the answer for a message whose occurrence was kept before. */
    static Answer repeated(Ruling.Admitted pass, Acceptance acceptance) {
        return acceptance instanceof Acceptance.Duplicate duplicate
                ? Answer.naming(pass.question(), Verdict.DUPLICATE, duplicate.first())
                : Answer.naming(pass.question(), Verdict.ID_REUSED, ((Acceptance.IdReused) acceptance).first());
    }
}
