package dev.triggered.tracking.response;

import dev.triggered.MessageId;
import dev.triggered.feedback.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest responses, in memory. Not durable. Thread-safe. */
public final class InMemoryResponses implements ResponseSink {
    private final int limit;
    private final Deque<Response> responses = new ArrayDeque<>();

    private InMemoryResponses(int limit) {
        this.limit = limit;
    }

    /**
     * Creates an empty one.
     *
     * @param limit how many responses it keeps, at least 1; beyond that the oldest ones are let go
     * @return the responses
     */
    public static InMemoryResponses keeping(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("at least one response has to be kept: " + limit);
        }
        return new InMemoryResponses(limit);
    }

    @Override
    public synchronized void record(List<Response> batch) {
        responses.addAll(batch);
        while (responses.size() > limit) {
            responses.removeFirst();
        }
    }

    /**
     * Returns what was recorded.
     *
     * @return the responses, the oldest first
     */
    public synchronized List<Response> all() {
        return List.copyOf(responses);
    }

    /**
     * Returns what was recorded of a message.
     *
     * @param message the message
     * @return its responses, the oldest first
     */
    public synchronized List<Response> of(MessageId message) {
        return responses.stream().filter(each -> each.message().equals(message)).toList();
    }
}
