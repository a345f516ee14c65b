package dev.triggered.engine;

import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.Verdict;
import dev.triggered.spi.NewMessage;

/** What the gate says of one stream and one recipient. */
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

    /** A rule stops it; the version is 0 where no stream was reached. */
    record Stopped(Answer answer, int version) implements Ruling {}
}
