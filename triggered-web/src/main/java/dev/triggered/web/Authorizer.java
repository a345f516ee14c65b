package dev.triggered.web;

import java.util.List;
import java.util.Optional;

/**
 * Recognises callers. {@link Credentials} is ready-made; a host with sessions of its own implements this.
 *
 * <p>Asked once for each request but those to tracking, on the thread of the request, by many at once; it may block. What it throws ends
 * the request with a 500, or with a 503 where that is {@linkplain dev.triggered.TriggeredException#retryable() retryable}.
 */
@FunctionalInterface
public interface Authorizer {
    /**
     * Says who asks.
     *
     * @param request the request
     * @return the caller, empty for a stranger
     */
    Optional<Caller> authorize(WebRequest request);

    /**
     * Returns what a stranger is told to come back with (RFC 9110, section 11.6.1).
     *
     * @return values for {@code WWW-Authenticate}; none by default, so that a stranger gets a 403 and no 401
     */
    default List<String> challenges() {
        return List.of();
    }
}
