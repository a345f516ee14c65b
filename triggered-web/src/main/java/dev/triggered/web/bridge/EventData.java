package dev.triggered.web.bridge;

import dev.triggered.InvalidDataException;
import dev.triggered.PlainData;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of an event as clients send it. */
final class EventData {
    private static final String GLOBAL = "global";

    private EventData() {}

    /** Returns what templates find below {@code event}: what stands in {@code global}, and all else beside it, which wins. */
    static PlainData of(Document document, String field) {
        Map<?, ?> object = object(document.value(field).orElse(Map.of()));
        Map<String, Object> data = new LinkedHashMap<>();
        if (object.get(GLOBAL) instanceof Map<?, ?> global) {
            global.forEach((name, value) -> put(data, name, value));
        }
        object.forEach((name, value) -> {
            if (!GLOBAL.equals(name) || !isEmptyOrMap(value)) {
                put(data, name, value);
            }
        });
        return PlainData.of(data);
    }

    private static boolean isEmptyOrMap(Object value) {
        return value instanceof Map || (value instanceof List<?> items && items.isEmpty());
    }

    private static void put(Map<String, Object> data, Object name, Object value) {
        data.put(String.valueOf(name), value);
    }

    /** Some languages write an object without fields as an empty array, and some clients send the object as a text. */
    private static Map<?, ?> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        if ((value instanceof List<?> items && items.isEmpty()) || (value instanceof String text && text.isBlank())) {
            return Map.of();
        }
        if (!(value instanceof String json)) {
            throw new Refusal(ReplyCode.DATA_NO_OBJECT, "the data is an object");
        }
        try {
            return PlainData.fromJson(json.getBytes(StandardCharsets.UTF_8)).asMap();
        } catch (InvalidDataException e) {
            throw new Refusal(ReplyCode.DATA_NO_JSON, "the data is an object, or a text with one in JSON");
        }
    }
}
