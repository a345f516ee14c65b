package dev.triggered.engine;

import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.Verdict;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.NewMessage;
import java.util.List;

/** What the gate says of one stream or program and one recipient. */
sealed interface Ruling {
    /** It may pass, unless the outbox knows it already. */
    record Admitted(Question question, LiveStream live, NewMessage message) implements Ruling {
        /** Says whether its stream is paused, so that it is held. */
        boolean isHeld() {
            return live.state().isQuiet();
        }

        /** Returns what is answered when it is kept. */
        Verdict verdict() {
            return isHeld() ? Verdict.HELD : Verdict.ACCEPTED;
        }
    }

    /** The contact may be enrolled, unless the store says otherwise. */
    record Enrolled(Question question, NewEnrolment enrolment) implements Ruling {}

    /** The event is for those who are in some programs; each of these is asked. */
    record Reached(List<Question> questions, NewArrival arrival) implements Ruling {}

    /** A rule stops it; the version is 0 where no stream was reached. */
    record Stopped(Answer answer, int version) implements Ruling {}
}
