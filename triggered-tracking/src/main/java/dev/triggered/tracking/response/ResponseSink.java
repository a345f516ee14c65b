package dev.triggered.tracking.response;

import dev.triggered.feedback.Response;
import java.util.List;

/** Where responses are recorded. */
@FunctionalInterface
public interface ResponseSink {
    /**
     * Records responses. Called by one thread, which may be blocked: readers do not wait for it.
     *
     * @param responses at least one; where this throws, the same ones come again, maybe with others behind them
     */
    void record(List<Response> responses);
}
