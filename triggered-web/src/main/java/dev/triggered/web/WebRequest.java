package dev.triggered.web;

import java.util.Optional;

/** What an {@link Authorizer} sees of a request: all but its content. Used on the thread of the request only. */
public interface WebRequest {
    /**
     * Returns the method.
     *
     * @return such as {@code GET}
     */
    String method();

    /**
     * Returns the path below the one that is mounted.
     *
     * @return the path as it came, not decoded, without the query; begins with a slash
     */
    String path();

    /**
     * Returns the value of a header field.
     *
     * @param name its name, in any case
     * @return the value, the first one of several; empty where there is none
     */
    Optional<String> header(String name);

    /**
     * Returns the value of a cookie (RFC 6265, section 5.4).
     *
     * @param name its name
     * @return the value as it came, the first one of several; empty where there is none
     */
    Optional<String> cookie(String name);

    /**
     * Returns who is connected: behind a proxy, the proxy, unless the servlet container knows better.
     *
     * @return an IP address
     */
    String client();

    /**
     * Says whether the request came by TLS, as far as this server or its container knows.
     *
     * @return {@code true} for https
     */
    boolean isSecure();

    /**
     * Returns the request of the server that took it: {@code jakarta.servlet.http.HttpServletRequest} in a container, where the session of
     * the host is found, or {@code com.sun.net.httpserver.HttpExchange}.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the request, empty where it is none of that type
     */
    <T> Optional<T> unwrap(Class<T> type);
}
