package dev.triggered.web.page;

import dev.triggered.DataContract;
import dev.triggered.ExternalEvent;
import dev.triggered.PlainData;
import dev.triggered.Trigger;
import dev.triggered.web.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Data to try a stream with, which has a value at each path that its event declares. */
final class Samples {
    /** Who mails are made for that nobody gets. */
    static final String NOBODY = "preview@example.com";

    private Samples() {}

    /** Returns a trigger with the address and the data of a form, or made-up ones where it has none. */
    static Trigger trigger(View view, ExternalEvent event) {
        String address = view.field("address").isEmpty() ? NOBODY : view.field("address");
        String data = view.field("data").isEmpty() ? json(event) : view.field("data");
        return Trigger.to(address).withAll(PlainData.fromJson(data.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the paths that data may have. */
    static List<String> paths(ExternalEvent event) {
        return List.copyOf(event.contract().given());
    }

    /** Returns data in which each value is the name of its path. */
    static Map<String, Object> of(ExternalEvent event) {
        DataContract contract = event.contract();
        Map<String, Object> data = new TreeMap<>();
        Collection<String> given = contract.given();
        given.forEach(path -> put(data, path));
        return data;
    }

    /** Returns such data as JSON, for people to change. */
    static String json(ExternalEvent event) {
        return object(of(event), "\n");
    }

    private static String object(Map<?, ?> object, String line) {
        return object.entrySet().stream()
                .map(field -> line + "  " + text(field.getKey()) + ": "
                        + (field.getValue() instanceof Map<?, ?> inner
                                ? object(inner, line + "  ")
                                : text(field.getValue())))
                .collect(Collectors.joining(",", "{", object.isEmpty() ? "}" : line + "}"));
    }

    private static String text(Object text) {
        return new String(JsonWriter.toBytes(text.toString()), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> data, String path) {
        Map<String, Object> map = data;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            Object inner = map.get(names[i]);
            if (!(inner instanceof Map)) {
                inner = new TreeMap<String, Object>();
                map.put(names[i], inner);
            }
            map = (Map<String, Object>) inner;
        }
        map.putIfAbsent(names[names.length - 1], names[names.length - 1]);
    }
}
