package dev.triggered.tracking.response;

import dev.triggered.feedback.Response;

/**
 * A response that was not recorded yet.
 *
 * @param response the response, as far as its request tells
 * @param links how many tracked links its mail has; 0 for an open
 */
record Heard(Response response, int links) {}
