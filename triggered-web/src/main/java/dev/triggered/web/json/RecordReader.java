package dev.triggered.web.json;

import dev.triggered.PlainData;
import dev.triggered.TriggeredException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a record of a tree, and notes what is wrong with it. */
final class RecordReader {
    private static final int MOST_FAULTS = 100;

    private final List<Fault> faults = new ArrayList<>();

    private RecordReader() {}

    static <T extends Record> T read(JsonNode tree, Class<T> type) {
        RecordReader reader = new RecordReader();
        Object value = reader.read(tree, type, "");
        if (value == null || !reader.faults.isEmpty()) {
            throw new InvalidJsonException(reader.faults);
        }
        return type.cast(value);
    }

    /** Returns nothing where it noted a fault. */
    private @Nullable Object read(JsonNode node, Type type, String pointer) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? readList(node, arguments[0], pointer)
                    : readMap(node, arguments[1], pointer);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return readRecord(node, plain, pointer);
        }
        if (plain == PlainData.class) {
            return readData(node, pointer);
        }
        return ScalarReader.read(node, plain, detail -> fault(pointer, detail));
    }

    private @Nullable Object readRecord(JsonNode node, Class<?> type, String pointer) {
        RecordShape shape = RecordShape.of(type);
        if (!node.isObject()) {
            return fault(pointer, "is an object, with the fields " + shape.names());
        }
        int before = faults.size();
        for (String name : node.propertyNames()) {
            if (!shape.names().contains(name)) {
                fault(below(pointer, name), "is no field: the fields are " + shape.names());
            }
        }
        List<RecordShape.Component> components = shape.components();
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readComponent(node, components.get(i), pointer);
        }
        return faults.size() > before ? null : create(shape, values, pointer);
    }

    private @Nullable Object readComponent(JsonNode node, RecordShape.Component component, String pointer) {
        String place = below(pointer, component.name());
        JsonNode value = node.get(component.name());
        if (value == null || value.isNull()) {
            return component.isOptional() ? absent(component.type()) : fault(place, "is missing");
        }
        return read(value, component.genericType(), place);
    }

    private static @Nullable Object absent(Class<?> type) {
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == PlainData.class) {
            return PlainData.empty();
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }

    private @Nullable Object create(RecordShape shape, @Nullable Object[] values, String pointer) {
        try {
            return shape.create(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof TriggeredException) {
                return fault(pointer, String.valueOf(e.getCause().getMessage()));
            }
            throw new IllegalStateException(
                    "a record with the fields " + shape.names() + " could not be made", e.getCause());
        }
    }

    private @Nullable Object readList(JsonNode node, Type item, String pointer) {
        if (!node.isArray()) {
            return fault(pointer, "is an array");
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = read(node.get(i), item, pointer + "/" + i);
            if (value != null) {
                items.add(value);
            }
        }
        return List.copyOf(items);
    }

    private @Nullable Object readMap(JsonNode node, Type value, String pointer) {
        if (!node.isObject()) {
            return fault(pointer, "is an object");
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Object read = read(entry.getValue(), value, below(pointer, entry.getKey()));
            if (read != null) {
                entries.put(entry.getKey(), read);
            }
        }
        return entries;
    }

    private @Nullable Object readData(JsonNode node, String pointer) {
        if (!node.isObject()) {
            return fault(pointer, "is an object");
        }
        try {
            return PlainData.of(JsonReader.map(node));
        } catch (TriggeredException e) {
            return fault(pointer, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object fault(String pointer, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(pointer, detail));
        }
        return null;
    }

    /** A name that is no field comes from outside, and is cut. */
    private static String below(String pointer, String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) : name;
        return pointer + "/" + shown.replace("~", "~0").replace("/", "~1");
    }
}
