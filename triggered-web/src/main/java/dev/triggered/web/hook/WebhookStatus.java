package dev.triggered.web.hook;

import dev.triggered.notice.Backlog;

/**
 * How a webhook is doing.
 *
 * @param name its name
 * @param origin where it is told, without the path
 * @param state how it is, as far as this process knows
 * @param counts what was told, and what was not
 * @param lastError why it could not be told last, since it was told; empty where it could
 */
public record WebhookStatus(String name, String origin, WebhookState state, Counts counts, String lastError) {
    /**
     * What was told, and what was not.
     *
     * @param told how many notices this process has told since it was started
     * @param givenUp how many of them this process has given up since it was started
     * @param backlog what waits, for all nodes
     */
    public record Counts(long told, long givenUp, Backlog backlog) {}
}
