package dev.triggered.engine;

import dev.triggered.StoreException;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.TriggeredException;
import dev.triggered.Verdict;
import dev.triggered.spi.Admission;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.ProgramStore;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Lets contacts and events into the programs. */
final class Entrance {
    private final ProgramStore store;
    private final Runnable wake;

    Entrance(ProgramStore store, Runnable wake) {
        this.store = store;
        this.wake = wake;
    }

    /** Keeps what is for programs; returns what answers those rulings, one behind the other. */
    Iterator<List<Answer>> enter(List<Ruling> rulings) {
        Wishes wishes = Wishes.of(rulings);
        if (wishes.isEmpty()) {
            return Collections.emptyIterator();
        }
        try {
            return answers(rulings, store.accept(wishes.enrolments, wishes.arrivals));
        } finally {
            wake.run();
        }
    }

    /** Keeps what is for programs, in a transaction of the host, after which the store rings. */
    Iterator<List<Answer>> enter(Connection transaction, List<Ruling> rulings) {
        Wishes wishes = Wishes.of(rulings);
        return wishes.isEmpty()
                ? Collections.emptyIterator()
                : answers(rulings, store.accept(transaction, wishes.enrolments, wishes.arrivals));
    }

    /** Says what would be done with an enrolment, and keeps nothing. */
    static Answer probe(ProgramStore store, Ruling.Enrolled ruling) {
        return answer(ruling, store.probe(ruling.enrolment()));
    }

    /** Returns what a failure of the outbox means where something was let into programs before. */
    static RuntimeException afterEntering(List<Ruling> rulings, TriggeredException failure) {
        return Wishes.of(rulings).isEmpty()
                ? failure
                : StoreException.unknown(
                        "the programs have kept the trigger, and the streams have not: " + failure.getMessage(),
                        failure);
    }

    private static Iterator<List<Answer>> answers(List<Ruling> rulings, List<Admission> admissions) {
        List<List<Answer>> answers = new ArrayList<>();
        Iterator<Admission> next = admissions.iterator();
        for (Ruling ruling : rulings) {
            if (ruling instanceof Ruling.Enrolled enrolled) {
                answers.add(List.of(answer(enrolled, next.next())));
            } else if (ruling instanceof Ruling.Reached reached) {
                answers.add(reached.questions().stream().map(Answer::keeping).toList());
            }
        }
        return answers.iterator();
    }

    private static Answer answer(Ruling.Enrolled ruling, Admission admission) {
        Question question = ruling.question();
        if (admission instanceof Admission.Duplicate duplicate) {
            return Answer.naming(question, Verdict.DUPLICATE, duplicate.first());
        }
        if (admission instanceof Admission.IdReused reused) {
            return Answer.naming(question, Verdict.ID_REUSED, reused.first());
        }
        if (admission instanceof Admission.Running running) {
            return Answer.naming(question, Verdict.ALREADY_IN_PROGRAM, running.running());
        }
        return Answer.naming(
                question, Verdict.ACCEPTED, ruling.enrolment().enrolment().id());
    }

    private record Wishes(List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        static Wishes of(List<Ruling> rulings) {
            Wishes wishes = new Wishes(new ArrayList<>(), new ArrayList<>());
            for (Ruling ruling : rulings) {
                if (ruling instanceof Ruling.Enrolled enrolled) {
                    wishes.enrolments.add(enrolled.enrolment());
                } else if (ruling instanceof Ruling.Reached reached) {
                    wishes.arrivals.add(reached.arrival());
                }
            }
            return wishes;
        }

        boolean isEmpty() {
            return enrolments.isEmpty() && arrivals.isEmpty();
        }
    }
}
