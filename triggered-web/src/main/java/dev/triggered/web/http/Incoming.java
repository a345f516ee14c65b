package dev.triggered.web.http;

import dev.triggered.web.WebRequest;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** A request as a face of the server took it. Used on one thread. */
public final class Incoming implements WebRequest {
    private final Line line;
    private final Peer peer;
    private final HeaderFields fields;
    private final InputStream body;
    private final Object origin;

    /**
     * Takes a request.
     *
     * @param line what is asked for
     * @param peer who asks
     * @param fields the header fields
     * @param body the content
     * @param origin the request as the server below knows it
     */
    public Incoming(Line line, Peer peer, HeaderFields fields, InputStream body, Object origin) {
        this.line = line;
        this.peer = peer;
        this.fields = fields;
        this.body = body;
        this.origin = origin;
    }

    @Override
    public String method() {
        return line.method;
    }

    @Override
    public String path() {
        return line.path;
    }

    /**
     * Returns this request for another path.
     *
     * @param path the path, as {@link #path()} returns it
     * @return the same request but for that
     */
    public Incoming at(String path) {
        return new Incoming(new Line(line.method, line.mount, path, line.query), peer, fields, body, origin);
    }

    /**
     * Returns the path that everything here is mounted under.
     *
     * @return a path without a slash at its end; empty for the root
     */
    public String mount() {
        return line.mount;
    }

    /**
     * Returns the query.
     *
     * @return the query as it came, empty for none
     */
    public String query() {
        return line.query;
    }

    @Override
    public Optional<String> header(String name) {
        return fields.first(name);
    }

    /**
     * Returns the header fields.
     *
     * @return all fields
     */
    public HeaderFields fields() {
        return fields;
    }

    @Override
    public Optional<String> cookie(String name) {
        for (String field : fields.all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(pair.substring(equals + 1).strip());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String client() {
        return peer.address;
    }

    @Override
    public boolean isSecure() {
        return peer.secure;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(origin) ? Optional.of(type.cast(origin)) : Optional.empty();
    }

    /**
     * Returns the type of the content.
     *
     * @return the type in small letters and without parameters, empty where none was named
     */
    public String contentType() {
        String field = fields.first("Content-Type").orElse("");
        int end = field.indexOf(';');
        return (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the content, as long as it may be. */
    InputStream body() {
        return body;
    }

    /** Shows the method: a path may name people. */
    @Override
    public String toString() {
        return "Incoming[" + line.method + "]";
    }

    /**
     * The first line of a request.
     *
     * @param method the method
     * @param mount the path that everything is mounted under, without a slash at its end
     * @param path the path below that, not decoded, which begins with a slash
     * @param query what stands behind the question mark, empty for nothing
     */
    public record Line(String method, String mount, String path, String query) {
        long bytes() {
            return (long) method.length() + mount.length() + path.length() + query.length() + 12;
        }
    }

    /**
     * Who is connected.
     *
     * @param address an IP address
     * @param secure whether by TLS
     */
    public record Peer(String address, boolean secure) {}

    long headerBytes() {
        return line.bytes() + fields.bytes();
    }
}
