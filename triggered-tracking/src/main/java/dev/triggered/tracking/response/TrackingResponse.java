package dev.triggered.tracking.response;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader's client is answered. Immutable. */
public final class TrackingResponse {
    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private TrackingResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
    }

    /**
     * Returns the status code of HTTP.
     *
     * @return a code (RFC 9110, section 15)
     */
    public int status() {
        return status;
    }

    /**
     * Returns the header fields.
     *
     * @return the fields beside {@code Content-Length}, in their order; safe to be written as they are
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Returns the content, which is not sent in answer to {@code HEAD}.
     *
     * @return a copy of its bytes, none for most answers
     */
    public byte[] body() {
        return body.clone();
    }

    static TrackingResponse redirect(String target) {
        return of(302, Map.of("Location", target), NOTHING);
    }

    static TrackingResponse image(byte[] gif) {
        return of(200, Map.of("Content-Type", "image/gif"), gif);
    }

    static TrackingResponse notFound() {
        return of(404, Map.of(), NOTHING);
    }

    static TrackingResponse methodNotAllowed() {
        return of(405, Map.of("Allow", "GET, HEAD"), NOTHING);
    }

    /** Nothing of it may be kept by caches or told to the target, nor found by search engines. */
    private static TrackingResponse of(int status, Map<String, String> own, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(own);
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        return new TrackingResponse(status, headers, body);
    }

    /** Shows the status only: a target may tell who was written to. */
    @Override
    public String toString() {
        return "TrackingResponse[" + status + "]";
    }
}
