package dev.triggered.feedback;

import java.util.List;

/**
 * What came back for one message.
 *
 * @param reports the bounces and complaints, the first one that was recorded first
 * @param responses the opens and clicks, by their time; the first 200 that were recorded
 */
public record Aftermath(List<FeedbackReport> reports, List<Response> responses) {
    private static final Aftermath NONE = new Aftermath(List.of(), List.of());

    /**
     * Copies the components.
     *
     * @param reports as for the record
     * @param responses as for the record
     */
    public Aftermath {
        reports = List.copyOf(reports);
        responses = List.copyOf(responses);
    }

    /**
     * Returns the aftermath of a message for which nothing came back.
     *
     * @return an empty one
     */
    public static Aftermath none() {
        return NONE;
    }
}
