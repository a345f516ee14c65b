package dev.triggered.web.api;

import dev.triggered.web.Role;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Handler;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Takes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A route of the API, and what the document says of it. Built once, and read from then on. */
final class Operation {
    static final String BASE = "/api/v1";

    private final String method;
    private final String path;
    private final Handler handler;
    private final Map<String, String> query = new LinkedHashMap<>();
    private String id = "";
    private String summary = "";
    private Set<Role> roles = Set.of(Role.VIEWER);
    private Takes takes = Takes.NOTHING;
    private @Nullable Class<? extends Record> request;
    private Answer answer = new Answer(204, "", null);
    private @Nullable Class<? extends Record> refusal;

    private Operation(String method, String path, Handler handler) {
        this.method = method;
        this.path = BASE + path;
        this.handler = handler;
    }

    static Operation get(String path, Handler handler) {
        return new Operation("GET", path, handler);
    }

    /** A post without more to say takes an empty document: one that another site cannot send. */
    static Operation post(String path, Handler handler) {
        return new Operation("POST", path, handler).by(Role.OPERATOR).takes(Takes.JSON);
    }

    static Operation put(String path, Handler handler) {
        return new Operation("PUT", path, handler).by(Role.OPERATOR).takes(Takes.JSON);
    }

    static Operation delete(String path, Handler handler) {
        return new Operation("DELETE", path, handler).by(Role.OPERATOR);
    }

    Operation named(String name, String what) {
        this.id = name;
        this.summary = what;
        return this;
    }

    Operation by(Role... some) {
        this.roles = Set.of(some);
        return this;
    }

    Operation query(String name, String what) {
        query.put(name, what);
        return this;
    }

    Operation takes(Takes content) {
        this.takes = content;
        return this;
    }

    Operation takes(Class<? extends Record> document) {
        this.request = document;
        return this;
    }

    Operation answers(Class<? extends Record> document) {
        return answers(200, document);
    }

    Operation answers(int status, Class<? extends Record> document) {
        this.answer = new Answer(status, "application/json", document);
        return this;
    }

    /** Names the problem document of a refusal that has a verdict. */
    Operation refuses(Class<? extends Record> document) {
        this.refusal = document;
        return this;
    }

    Operation answersFile(String type) {
        this.answer = new Answer(200, type, null);
        return this;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String id() {
        return id;
    }

    String summary() {
        return summary;
    }

    Set<Role> roles() {
        return roles;
    }

    Map<String, String> query() {
        return query;
    }

    Takes takes() {
        return takes;
    }

    Optional<Class<? extends Record>> request() {
        return Optional.ofNullable(request);
    }

    Answer answer() {
        return answer;
    }

    Optional<Class<? extends Record>> refusal() {
        return Optional.ofNullable(refusal);
    }

    Route route() {
        return new Route(method, path, roles, takes, this::handle);
    }

    private Reply handle(Call call) throws IOException {
        for (String name : call.query().keySet()) {
            if (!query.containsKey(name)) {
                throw new ProblemException(400, "the query has a parameter that is none: there are " + query.keySet());
            }
        }
        return handler.handle(call);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    /** What is answered where nothing is wrong. */
    record Answer(int status, String type, @Nullable Class<? extends Record> document) {}
}
