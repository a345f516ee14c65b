package dev.triggered.web.http;

import dev.triggered.tracking.response.TrackingRequest;
import dev.triggered.tracking.response.TrackingResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where readers' clients ask what tracking answers: the only thing that is open to everybody.
 *
 * @param tracking answers
 * @param path the path before each token, such as {@code /t/}
 */
public record TrackingMount(Function<TrackingRequest, TrackingResponse> tracking, String path) {
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._~-]+/)+");

    /**
     * Checks the components.
     *
     * @param tracking as for the record
     * @param path as for the record
     * @throws IllegalArgumentException if the path does not begin and end with a slash, or is that of the API
     */
    public TrackingMount {
        if (!PATH.matcher(path).matches() || path.startsWith("/api/")) {
            throw new IllegalArgumentException(
                    "a path such as /t/ is needed, which ends with a slash and is not that of the API: '" + path + "'");
        }
    }

    /** Answers what is below the path; nothing for another request. */
    Optional<Reply> answer(Incoming request) {
        if (!request.path().startsWith(path)) {
            return Optional.empty();
        }
        String token = request.path().substring(path.length());
        TrackingResponse answer = tracking.apply(
                new TrackingRequest(request.method(), token, request.fields().firsts()));
        byte[] body = answer.body();
        Map<String, String> headers = answer.headers();
        Reply reply = body.length == 0
                ? Reply.of(answer.status())
                : Reply.bytes(answer.status(), headers.getOrDefault("Content-Type", "application/octet-stream"), body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return Optional.of(reply.header("X-Content-Type-Options", "nosniff"));
    }
}
