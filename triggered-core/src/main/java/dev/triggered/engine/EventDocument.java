package dev.triggered.engine;

import dev.triggered.DataContract;
import dev.triggered.ExternalEvent;
import dev.triggered.PlainData;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an event declares, as the registry keeps it: JSON. */
final class EventDocument {
    private EventDocument() {}

    static String write(ExternalEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("requires", List.copyOf(event.contract().required()));
        fields.put("gives", List.copyOf(event.contract().given()));
        fields.put("secrets", List.copyOf(event.secrets()));
        return new String(PlainData.of(fields).toJson(), StandardCharsets.UTF_8);
    }

    static ExternalEvent read(String document, String name) {
        StreamDocument.Fields fields = StreamDocument.Fields.of(document);
        return ExternalEvent.of(
                name, DataContract.of(texts(fields, "requires"), texts(fields, "gives")), texts(fields, "secrets"));
    }

    private static Set<String> texts(StreamDocument.Fields fields, String name) {
        Set<String> texts = new TreeSet<>();
        for (Object text : fields.get(name, List.class)) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }
}
