package dev.triggered.web.http;

import dev.triggered.web.Caller;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** A request that may be answered: it came to its route, from somebody with a role for that. Used on one thread. */
public final class Call {
    private final Incoming request;
    private final Caller caller;
    private final Parameters parameters;
    private final InputStream body;

    Call(Incoming request, Caller caller, Parameters parameters, InputStream body) {
        this.request = request;
        this.caller = caller;
        this.parameters = parameters;
        this.body = body;
    }

    /**
     * Returns the request.
     *
     * @return the request
     */
    public Incoming request() {
        return request;
    }

    /**
     * Returns who asks.
     *
     * @return the caller
     */
    public Caller caller() {
        return caller;
    }

    /**
     * Returns a variable of the path.
     *
     * @param name its name, which the route has
     * @return the value, decoded
     */
    public String variable(String name) {
        String value = parameters.path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    /**
     * Returns a parameter of the query.
     *
     * @param name its name
     * @return the value, decoded, of repeated ones the first; empty where there is none
     */
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameters.query.get(name));
    }

    /**
     * Returns the parameters of the query.
     *
     * @return the values by name
     */
    public Map<String, String> query() {
        return parameters.query;
    }

    /**
     * Returns the fields of a form, whose token was right.
     *
     * @return the values by name; none where the route takes another content
     */
    public Map<String, String> form() {
        return parameters.form.fields();
    }

    /**
     * Returns the file of a form, whose token was right.
     *
     * @return its content; empty where none was chosen, or the route takes another content
     */
    public byte[] file() {
        return parameters.form.file();
    }

    /**
     * Returns the content. Reading more than the route permits ends the request.
     *
     * @return the content
     */
    public InputStream body() {
        return body;
    }

    /** What stands in the path, behind it, and in a form. */
    record Parameters(Map<String, String> path, Map<String, String> query, Form form) {}
}
