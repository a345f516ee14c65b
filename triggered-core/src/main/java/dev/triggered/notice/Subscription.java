package dev.triggered.notice;

import dev.triggered.MessageState;
import dev.triggered.feedback.ResponseKind;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a subscriber wants to be told.
 *
 * @param subscriber its name: 1 to 60 letters of {@code a-z}, digits and hyphens
 * @param states the states of which it is told that a message has reached them: ends and {@link MessageState#DEFERRED}
 * @param responses the responses of which it is told; at least one state or response
 * @param streams the names of the streams whose messages it is told of; empty for all
 */
public record Subscription(
        String subscriber, Set<MessageState> states, Set<ResponseKind> responses, Set<String> streams) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");

    /**
     * Checks and copies the components.
     *
     * @param subscriber as for the record
     * @param states as for the record
     * @param responses as for the record
     * @param streams as for the record
     */
    public Subscription {
        if (!NAME.matcher(subscriber).matches()) {
            throw new IllegalArgumentException(
                    "the name of a subscriber has 1 to 60 letters of a-z, digits and hyphens: '" + subscriber + "'");
        }
        states = Set.copyOf(states);
        responses = Set.copyOf(responses);
        if (states.isEmpty() && responses.isEmpty()) {
            throw new IllegalArgumentException(
                    "the subscriber '" + subscriber + "' is to be told of no state and no response");
        }
        for (MessageState state : states) {
            if (!state.isEnd() && state != MessageState.DEFERRED) {
                throw new IllegalArgumentException("nobody is told of " + state + ": ends and DEFERRED can be had");
            }
        }
        streams = Set.copyOf(streams);
    }
}
