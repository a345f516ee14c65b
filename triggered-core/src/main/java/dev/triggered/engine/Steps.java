package dev.triggered.engine;

import dev.triggered.MessageListener;
import dev.triggered.MessageStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener of each step, and keeps what it throws from the mail. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final MessageListener listener;

    Steps(MessageListener listener) {
        this.listener = listener;
    }

    void tell(MessageStep step) {
        try {
            listener.onStep(step);
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "the listener failed on the step {} of message {}",
                    step.state(),
                    step.message().id(),
                    e);
        }
    }
}
