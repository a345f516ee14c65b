package dev.triggered.engine;

import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.spi.NewMessage;

/** What the gate says of one stream and one recipient. */
sealed interface Ruling {
    /** It may pass, unless the outbox knows it already. */
    record Admitted(Question question, LiveStream live, NewMessage message) implements Ruling {}

    /** A rule stops it; the version is 0 where no stream was reached. */
    record Stopped(Answer answer, int version) implements Ruling {}
}
