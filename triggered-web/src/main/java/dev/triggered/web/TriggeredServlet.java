package dev.triggered.web;

import dev.triggered.web.http.HeaderFields;
import dev.triggered.web.http.Incoming;
import dev.triggered.web.http.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Serves what {@link TriggeredWeb} does in a servlet container (Jakarta Servlet 6.0 or newer), under any path: mapped to
 * {@code /mail/*}, the API is at {@code /mail/api/v1}. How long a request may take to come is the container's to say.
 *
 * <pre>{@code
 * context.addServlet("mail", new TriggeredServlet(TriggeredWeb.of(mail).authorizer(sessions)))
 *         .addMapping("/mail/*");
 * }</pre>
 */
public final class TriggeredServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Function<Incoming, Reply> site;

    /**
     * Serves what is configured.
     *
     * @param web what is served, to whom, and within which limits
     */
    public TriggeredServlet(TriggeredWeb.Builder web) {
        this.site = web.site();
    }

    /**
     * Answers a request of any method.
     *
     * @param request the request
     * @param response the answer
     * @throws IOException if the client is gone
     */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Reply reply = site.apply(incoming(request));
        response.setStatus(reply.status());
        reply.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        if (reply.length() >= 0) {
            response.setContentLengthLong(reply.length());
        }
        if (!request.getMethod().equals("HEAD")) {
            reply.content().writeTo(response.getOutputStream());
        }
    }

    private static Incoming incoming(HttpServletRequest request) throws IOException {
        String mount = request.getContextPath() + request.getServletPath();
        String uri = request.getRequestURI();
        String path = uri.startsWith(mount) ? uri.substring(mount.length()) : "";
        return new Incoming(
                new Incoming.Line(
                        request.getMethod(),
                        mount,
                        path.isEmpty() ? "/" : path,
                        Optional.ofNullable(request.getQueryString()).orElse("")),
                new Incoming.Peer(request.getRemoteAddr(), request.isSecure()),
                fields(request),
                request.getInputStream(),
                request);
    }

    private static HeaderFields fields(HttpServletRequest request) {
        Map<String, List<String>> fields = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            fields.put(name, Collections.list(request.getHeaders(name)));
        }
        return new HeaderFields(fields);
    }
}
