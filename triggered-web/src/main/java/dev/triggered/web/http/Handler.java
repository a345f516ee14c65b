package dev.triggered.web.http;

import java.io.IOException;

/** Answers the requests of a route. Thread-safe. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request.
     *
     * @param call the request, and who sent it
     * @return the answer
     * @throws IOException if the content does not come
     */
    Reply handle(Call call) throws IOException;
}
