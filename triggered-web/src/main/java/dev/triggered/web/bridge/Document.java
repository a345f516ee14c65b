package dev.triggered.web.bridge;

import dev.triggered.InvalidDataException;
import dev.triggered.PlainData;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document of a client, read loosely: what nobody asks for is passed over, and a number may be a text. */
final class Document {
    private final Map<?, ?> fields;

    private Document(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Reads a JSON object; nothing at all, or an empty array, is one without fields. */
    static Document read(InputStream content) throws IOException {
        byte[] json = content.readAllBytes();
        if (isNothing(json)) {
            return new Document(Map.of());
        }
        try {
            return new Document(PlainData.fromJson(json).asMap());
        } catch (InvalidDataException e) {
            throw new Refusal(ReplyCode.PAYLOAD, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNothing(byte[] json) {
        if (json.length > 100) {
            return false;
        }
        String text = new String(json, StandardCharsets.UTF_8).strip();
        return text.isEmpty() || text.equals("[]");
    }

    /** Returns a text or a whole number; nothing where there is none, where it is blank, and where it is something else. */
    Optional<String> text(String name) {
        return value(name)
                .filter(value -> value instanceof String
                        || value instanceof Integer
                        || value instanceof Long
                        || value instanceof BigInteger)
                .map(value -> value.toString().strip())
                .filter(text -> !text.isEmpty());
    }

    /** Returns a value; nothing where it is missing or {@code null}. */
    Optional<Object> value(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Returns the items of a field, none where it is missing, {@code null} or blank. */
    List<?> items(String name) {
        Object value = value(name).orElse("");
        if (value instanceof List<?> items) {
            return items;
        }
        if (value instanceof String text && text.isBlank()) {
            return List.of();
        }
        return List.of(value);
    }

    /** Returns an item as a document; nothing where it is no object. */
    static Optional<Document> of(Object item) {
        return item instanceof Map<?, ?> fields ? Optional.of(new Document(fields)) : Optional.empty();
    }
}
