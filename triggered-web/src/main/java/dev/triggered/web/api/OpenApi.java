package dev.triggered.web.api;

import dev.triggered.web.api.Receipts.RefusalView;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.JsonObjects;
import dev.triggered.web.json.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Describes operations as OpenAPI 3.1 does, made from what they are made of. */
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, Object> STRING = JsonObjects.of("type", "string");

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static Map<String, Object> of(List<Operation> operations) {
        return new OpenApi().document(operations);
    }

    /** Returns a document that says under which path everything is mounted. */
    static Map<String, Object> at(String mount, Map<String, Object> document) {
        Map<String, Object> mounted = new LinkedHashMap<>(document);
        mounted.put("servers", List.of(JsonObjects.of("url", mount.isEmpty() ? "/" : mount)));
        return mounted;
    }

    private Map<String, Object> document(List<Operation> operations) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Operation operation : operations) {
            @SuppressWarnings("unchecked") // only such maps are put there
            Map<String, Object> path =
                    (Map<String, Object>) paths.computeIfAbsent(operation.path(), unused -> new LinkedHashMap<>());
            path.put(operation.method().toLowerCase(Locale.ROOT), operation(operation));
        }
        return JsonObjects.of(
                "openapi",
                "3.1.0",
                "info",
                JsonObjects.of(
                        "title",
                        "Triggered",
                        "version",
                        "1",
                        "description",
                        "Triggers mails, and looks after streams, events, broadcasts, suppressions and programs. What is"
                                + " refused is answered with a problem document (RFC 9457)."),
                "security",
                List.of(JsonObjects.of("basic", List.of()), JsonObjects.of("bearer", List.of())),
                "paths",
                paths,
                "components",
                JsonObjects.of("schemas", schemas.all(), "securitySchemes", security()));
    }

    private static Map<String, Object> security() {
        return JsonObjects.of(
                "basic",
                JsonObjects.of("type", "http", "scheme", "basic"),
                "bearer",
                JsonObjects.of("type", "http", "scheme", "bearer"));
    }

    private Map<String, Object> operation(Operation operation) {
        Map<String, Object> described = JsonObjects.of(
                "operationId",
                operation.id(),
                "summary",
                operation.summary() + ".",
                "description",
                "For the roles " + String.join(", ", names(operation)) + ".");
        List<Object> parameters = parameters(operation);
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        if (operation.takes() != Takes.NOTHING) {
            described.put("requestBody", requestBody(operation));
        }
        described.put("responses", responses(operation));
        return described;
    }

    private static Set<String> names(Operation operation) {
        Set<String> names = new TreeSet<>();
        operation.roles().forEach(role -> names.add(role.name()));
        return names;
    }

    private static List<Object> parameters(Operation operation) {
        List<Object> parameters = new ArrayList<>();
        VARIABLE.matcher(operation.path())
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(name ->
                        parameters.add(JsonObjects.of("name", name, "in", "path", "required", true, "schema", STRING)));
        operation
                .query()
                .forEach((name, what) -> parameters.add(
                        JsonObjects.of("name", name, "in", "query", "description", what + ".", "schema", STRING)));
        if (operation.answer().document() != null && operation.path().matches(".*/(triggers|batches)")) {
            parameters.add(JsonObjects.of(
                    "name",
                    "Idempotency-Key",
                    "in",
                    "header",
                    "description",
                    "The id of the trigger, or what those of a batch begin with, where they bring none.",
                    "schema",
                    STRING));
        }
        return parameters;
    }

    private Map<String, Object> requestBody(Operation operation) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : new TreeSet<>(operation.takes().types())) {
            content.put(type, JsonObjects.of("schema", requestSchema(operation, type)));
        }
        boolean required = operation.request().isPresent() || operation.takes().isFile();
        return JsonObjects.of("required", required, "content", content);
    }

    private Map<String, Object> requestSchema(Operation operation, String type) {
        if (operation.takes().isFile()) {
            return STRING;
        }
        Map<String, Object> document = operation
                .request()
                .map(record -> schemas.of(record, true))
                .orElseGet(() -> JsonObjects.of("type", "object", "maxProperties", 0));
        if (!type.equals(Takes.PARTS)) {
            return document;
        }
        Map<String, Object> file = JsonObjects.of("type", "array", "items", JsonObjects.of("type", "string"));
        return JsonObjects.of(
                "type",
                "object",
                "required",
                List.of("trigger"),
                "properties",
                JsonObjects.of("trigger", document, "file", file));
    }

    private Map<String, Object> responses(Operation operation) {
        Operation.Answer answer = operation.answer();
        Map<String, Object> good = JsonObjects.of("description", "Done.");
        Class<? extends Record> document = answer.document();
        if (document != null) {
            good.put("content", JsonObjects.of(answer.type(), JsonObjects.of("schema", schemas.of(document, false))));
        } else if (!answer.type().isEmpty()) {
            good.put("content", JsonObjects.of(answer.type(), JsonObjects.of("schema", STRING)));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(Integer.toString(answer.status()), good);
        if (operation.id().equals("trigger")) {
            responses.put(
                    "422", problem("Everybody refused, or the content has faults.", RefusalView.class, Problem.class));
        }
        operation
                .refusal()
                .ifPresent(verdict -> responses.put(
                        "409", problem("It cannot be done as it is: see the verdict.", verdict, Problem.class)));
        responses.put("default", problem("Refused.", Problem.class));
        return responses;
    }

    @SafeVarargs
    private Map<String, Object> problem(String what, Class<? extends Record>... documents) {
        List<Map<String, Object>> forms = new ArrayList<>();
        for (Class<? extends Record> document : documents) {
            forms.add(schemas.of(document, false));
        }
        Map<String, Object> schema = forms.size() == 1 ? forms.get(0) : JsonObjects.of("anyOf", forms);
        return JsonObjects.of(
                "description", what, "content", JsonObjects.of(Problem.TYPE, JsonObjects.of("schema", schema)));
    }
}
