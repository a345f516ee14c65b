package dev.triggered.web.http;

import dev.triggered.web.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request is answered. Immutable. */
public final class Reply {
    private static final Content NOTHING = out -> {};

    private final int status;
    private final Map<String, List<String>> headers;
    private final long length;
    private final Content content;
    private final @Nullable Object document;

    private Reply(
            int status, Map<String, List<String>> headers, long length, Content content, @Nullable Object document) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.length = length;
        this.content = content;
        this.document = document;
    }

    /**
     * Creates a reply without content.
     *
     * @param status the status code (RFC 9110, section 15)
     * @return the reply
     */
    public static Reply of(int status) {
        return new Reply(status, Map.of(), 0, NOTHING, null);
    }

    /**
     * Creates a reply with bytes.
     *
     * @param status the status code
     * @param type the value of {@code Content-Type}
     * @param bytes the content, not copied
     * @return the reply
     */
    public static Reply bytes(int status, String type, byte[] bytes) {
        return new Reply(status, Map.of(), bytes.length, out -> out.write(bytes), null).header("Content-Type", type);
    }

    /**
     * Creates a reply with a document.
     *
     * @param status the status code
     * @param document what is written as JSON
     * @return the reply
     */
    public static Reply json(int status, Object document) {
        byte[] bytes = JsonWriter.toBytes(document);
        return new Reply(status, Map.of(), bytes.length, out -> out.write(bytes), document)
                .header("Content-Type", "application/json");
    }

    /**
     * Creates a reply with a document and the status 200.
     *
     * @param document what is written as JSON
     * @return the reply
     */
    public static Reply json(Object document) {
        return json(200, document);
    }

    /**
     * Creates a reply with a page of our own, which loads scripts, styles and images from this server only and has none within.
     *
     * @param html the page, in UTF-8
     * @return the reply
     */
    public static Reply page(byte[] html) {
        return bytes(200, "text/html; charset=utf-8", html).header("Content-Security-Policy", PageHeaders.PAGE);
    }

    /**
     * Creates a reply with a content that is made while it is sent, and the status 200.
     *
     * @param type the value of {@code Content-Type}
     * @param content writes it
     * @return the reply
     */
    public static Reply stream(String type, Content content) {
        return new Reply(200, Map.of(), -1, content, null).header("Content-Type", type);
    }

    /**
     * Returns this reply with a header field more, which replaces one of that name.
     *
     * @param name the name
     * @param values the values
     * @return a new reply
     */
    public Reply header(String name, String... values) {
        Map<String, List<String>> next = new LinkedHashMap<>(headers);
        next.put(name, List.of(values));
        return new Reply(status, next, length, content, document);
    }

    /**
     * Returns this reply with another status.
     *
     * @param other the status code
     * @return a new reply
     */
    public Reply status(int other) {
        return new Reply(other, headers, length, content, document);
    }

    /** Returns this reply with a header field more, unless it has one of that name. */
    Reply orHeader(String name, String value) {
        return headers.containsKey(name) ? this : header(name, value);
    }

    /**
     * Returns the status.
     *
     * @return the status code
     */
    public int status() {
        return status;
    }

    /**
     * Returns the header fields, all but {@code Content-Length}.
     *
     * @return the values by name
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns how long the content is.
     *
     * @return the number of bytes, −1 where nobody knows yet
     */
    public long length() {
        return length;
    }

    /**
     * Returns the content.
     *
     * @return what writes it
     */
    public Content content() {
        return content;
    }

    /**
     * Returns what was written as JSON.
     *
     * @return the document, empty for another content
     */
    public Optional<Object> document() {
        return Optional.ofNullable(document);
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }

    /** Writes a content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content once.
         *
         * @param out where to, not to be closed
         * @throws IOException if the client is gone
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
