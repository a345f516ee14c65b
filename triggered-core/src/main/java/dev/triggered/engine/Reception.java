package dev.triggered.engine;

import dev.triggered.StoreException;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggeredException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Takes triggers in: through the gate, into the programs, and to the streams. Puts the answers together. */
final class Reception {
    private final Gate gate;
    private final Entrance entrance;
    private final Intake intake;
    private final RefusalCounts refusals;
    private final InstantSource clock;

    Reception(Gate gate, Entrance entrance, Intake intake, RefusalCounts refusals, InstantSource clock) {
        this.gate = gate;
        this.entrance = entrance;
        this.intake = intake;
        this.refusals = refusals;
        this.clock = clock;
    }

    TriggerReceipt take(String event, List<Trigger> batch) {
        Instant now = clock.instant();
        List<Ruling> rulings = rule(event, batch, now);
        Iterator<List<Answer>> entered = entrance.enter(rulings);
        List<Answer> passed;
        try {
            passed = intake.take(admitted(rulings), now);
        } catch (TriggeredException e) {
            throw Entrance.afterEntering(rulings, e);
        }
        return counted(receipt(event, rulings, entered, passed.iterator()));
    }

    /** Takes triggers into a transaction of the host. */
    TriggerReceipt take(Connection transaction, String event, List<Trigger> batch) {
        requireTransaction(transaction);
        List<Ruling> rulings = rule(event, batch, clock.instant());
        Iterator<List<Answer>> entered = entrance.enter(transaction, rulings);
        List<Answer> passed = intake.take(transaction, admitted(rulings));
        return counted(receipt(event, rulings, entered, passed.iterator()));
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

    private static List<Ruling.Admitted> admitted(List<Ruling> rulings) {
        return rulings.stream()
                .filter(Ruling.Admitted.class::isInstance)
                .map(Ruling.Admitted.class::cast)
                .toList();
    }

    private TriggerReceipt counted(TriggerReceipt receipt) {
        refusals.count(receipt.answers());
        return receipt;
    }

    private static TriggerReceipt receipt(
            String event, List<Ruling> rulings, Iterator<List<Answer>> entered, Iterator<Answer> passed) {
        List<Answer> answers = new ArrayList<>(rulings.size());
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Admitted) {
                answers.add(passed.next());
            } else if (ruling instanceof Ruling.Stopped stop) {
                answers.add(stop.answer());
            } else {
                answers.addAll(entered.next());
            }
        }
        return new TriggerReceipt(event, answers);
    }
}
