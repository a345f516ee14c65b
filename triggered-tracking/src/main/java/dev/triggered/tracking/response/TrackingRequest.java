package dev.triggered.tracking.response;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader's client asks for.
 *
 * @param method the method, such as {@code GET}
 * @param token what stands behind the base address in the path, as it came; no query
 * @param headers the header fields by their names in small letters, of repeated ones any; at least {@code user-agent} and
 *     {@code sec-purpose} are looked at, and none is kept
 */
public record TrackingRequest(String method, String token, Map<String, String> headers) {
    /**
     * Checks and copies the components; the names of the fields may have any case.
     *
     * @param method as for the record
     * @param token as for the record
     * @param headers as for the record
     */
    public TrackingRequest {
        Map<String, String> small = new TreeMap<>();
        headers.forEach((name, value) -> small.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(small);
    }

    /**
     * Creates a request to look at something.
     *
     * @param token as for the record
     * @param userAgent the value of {@code User-Agent}, empty for none
     * @return a {@code GET}
     */
    public static TrackingRequest get(String token, String userAgent) {
        return new TrackingRequest("GET", token, Map.of("user-agent", userAgent));
    }

    /**
     * Returns the value of a header field.
     *
     * @param name its name in small letters
     * @return the value, empty where there is no such field
     */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Shows the method only: the rest tells who asked, and for what. */
    @Override
    public String toString() {
        return "TrackingRequest[" + method + "]";
    }
}
