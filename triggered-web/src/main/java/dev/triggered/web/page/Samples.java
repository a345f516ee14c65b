package dev.triggered.web.page;

import dev.triggered.ExternalEvent;
import dev.triggered.PlainData;
import dev.triggered.Trigger;
import dev.triggered.web.api.SampleData;
import dev.triggered.web.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

    /** Returns such data as JSON, for people to change. */
    static String json(ExternalEvent event) {
        return object(SampleData.of(event), "\n");
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
}
