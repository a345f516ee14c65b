package dev.triggered.web.http;

import dev.triggered.web.json.Fault;
import dev.triggered.web.json.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, as a problem document (RFC 9457).
 *
 * @param title what the status says
 * @param status the status code
 * @param detail what was wrong, and what to do
 * @param faults what was wrong at which place of the content; not written where it is {@code null}
 */
public record Problem(
        @Field("What the status says") String title,
        @Field("The status code") int status,
        @Field("What was wrong, and what to do") String detail,

        @Field(value = "All that was wrong, each with its place", optional = true) @Nullable
        List<Fault> faults) {
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    /** The media type of a problem document. */
    public static final String TYPE = "application/problem+json";

    /**
     * Creates a problem without places.
     *
     * @param status the status code
     * @param detail as for the record
     * @return the problem
     */
    public static Problem of(int status, String detail) {
        return new Problem(title(status), status, detail, null);
    }

    /**
     * Creates a problem with its places.
     *
     * @param status the status code
     * @param detail as for the record
     * @param faults as for the record
     * @return the problem
     */
    public static Problem of(int status, String detail, List<Fault> faults) {
        return new Problem(title(status), status, detail, List.copyOf(faults));
    }

    /**
     * Returns what a status says.
     *
     * @param status the status code
     * @return its phrase (RFC 9110, section 15)
     */
    public static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }

    /**
     * Returns the problem as a reply.
     *
     * @return the reply
     */
    public Reply reply() {
        return reply(status, this);
    }

    /**
     * Returns a document of another form that has the components of a problem as a reply.
     *
     * @param status the status code
     * @param document the document
     * @return the reply
     */
    public static Reply reply(int status, Object document) {
        return Reply.json(status, document).header("Content-Type", TYPE);
    }
}
