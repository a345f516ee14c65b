package dev.triggered.web.json;

import dev.triggered.PlainData;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes records, maps, lists and plain values as JSON in UTF-8. What is {@code null} in a record or a map is left out. */
public final class JsonWriter {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonGenerator json;

    private JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a document.
     *
     * @param value what to write
     * @param out where to, not closed
     */
    public static void write(Object value, OutputStream out) {
        try (JsonGenerator json = MAPPER.createGenerator(new Uncloseable(out))) {
            new JsonWriter(json).writeValue(value);
        }
    }

    /**
     * Makes a document.
     *
     * @param value what to write
     * @return its bytes
     */
    public static byte[] toBytes(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(value, out);
        return out.toByteArray();
    }

    private void writeValue(Object value) {
        if (value instanceof Record record) {
            writeRecord(record);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, each) -> writeField(String.valueOf(name), each));
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            items.forEach(this::writeValue);
            json.writeEndArray();
        } else if (value instanceof PlainData data) {
            json.writeRawValue(new String(data.toJson(), StandardCharsets.UTF_8));
        } else {
            writeScalar(value);
        }
    }

    private void writeScalar(Object value) {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Locale locale) {
            json.writeString(locale.toLanguageTag());
        } else if (value instanceof Bytes bytes) {
            json.writeString(bytes.text());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else {
            json.writeString(value.toString());
        }
    }

    private void writeRecord(Record value) {
        json.writeStartObject();
        for (RecordShape.Component component : RecordShape.of(value.getClass()).components()) {
            writeField(component.name(), component.get(value));
        }
        json.writeEndObject();
    }

    private void writeField(String name, @Nullable Object value) {
        if (value != null) {
            json.writeName(name);
            writeValue(value);
        }
    }

    private static final class Uncloseable extends FilterOutputStream {
        Uncloseable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
