package dev.triggered.web.json;

import dev.triggered.PlainData;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas (draft 2020-12) of records, made from their components. Not thread-safe. */
public final class Schemas {
    private final Map<String, Object> named = new TreeMap<>();

    /**
     * Returns where the schema of a record is, and makes it.
     *
     * @param type the type of the record
     * @param strict whether an object with other names than these is refused
     * @return a reference
     */
    public Map<String, Object> of(Class<?> type, boolean strict) {
        String name = type.getSimpleName();
        if (!named.containsKey(name)) {
            named.put(name, Map.of());
            named.put(name, object(type, strict));
        }
        return JsonObjects.of("$ref", "#/components/schemas/" + name);
    }

    /**
     * Returns all schemas.
     *
     * @return the schemas by the names of their records
     */
    public Map<String, Object> all() {
        return named;
    }

    private Map<String, Object> object(Class<?> type, boolean strict) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            Map<String, Object> schema = new LinkedHashMap<>(schema(component.getGenericType(), strict));
            schema.put("description", field.value() + ".");
            properties.put(component.getName(), schema);
            if (!field.optional()) {
                required.add(component.getName());
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        if (strict) {
            object.put("additionalProperties", false);
        }
        return object;
    }

    private Map<String, Object> schema(Type type, boolean strict) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? JsonObjects.of("type", "array", "items", schema(arguments[0], strict))
                    : JsonObjects.of("type", "object", "additionalProperties", schema(arguments[1], strict));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? of(plain, strict) : scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return JsonObjects.of("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return JsonObjects.of("type", "integer", "format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return JsonObjects.of("type", "integer", "format", "int64");
        }
        if (type == double.class || type == Double.class) {
            return JsonObjects.of("type", "number");
        }
        if (type == PlainData.class) {
            return JsonObjects.of("type", "object", "additionalProperties", true);
        }
        return text(type);
    }

    private static Map<String, Object> text(Class<?> type) {
        if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(each -> ((Enum<?>) each).name())
                    .toList();
            return JsonObjects.of("type", "string", "enum", names);
        }
        if (type == Instant.class) {
            return JsonObjects.of("type", "string", "format", "date-time");
        }
        return type == Bytes.class
                ? JsonObjects.of("type", "string", "contentEncoding", "base64")
                : JsonObjects.of("type", "string");
    }
}
