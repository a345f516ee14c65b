package dev.triggered.web.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares an answer with its schema, as far as our schemas go; a field that no schema names is a fault too. */
final class SchemaCheck {
    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(document);
        check.check(schema, value, "");
        return check.faults;
    }

    private void check(JsonNode schema, JsonNode value, String place) {
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asString().substring(1)), value, place);
            return;
        }
        if (!isOf(schema.path("type").asString(""), value)) {
            faults.add(place + " is no " + schema);
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(place + " is none of " + schema.get("enum"));
        }
        value.propertyStream().forEach(field -> checkField(schema, field.getKey(), field.getValue(), place));
        schema.path("required")
                .valueStream()
                .filter(name -> !value.has(name.asString()))
                .forEach(name -> faults.add(place + "/" + name.asString() + " is missing"));
        if (value.isArray()) {
            value.valueStream().forEach(item -> check(schema.get("items"), item, place + "/-"));
        }
    }

    private void checkField(JsonNode schema, String name, JsonNode value, String place) {
        JsonNode known = schema.path("properties").path(name);
        JsonNode others = schema.path("additionalProperties");
        if (!known.isMissingNode()) {
            check(known, value, place + "/" + name);
        } else if (others.isObject()) {
            check(others, value, place + "/" + name);
        } else if (!others.asBoolean(false)) {
            faults.add(place + "/" + name + " is in no schema");
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> false;
        };
    }
}
