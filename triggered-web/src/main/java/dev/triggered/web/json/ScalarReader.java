package dev.triggered.web.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values that are neither objects nor arrays. */
final class ScalarReader {
    private ScalarReader() {}

    static @Nullable Object read(JsonNode node, Class<?> type, Consumer<String> fault) {
        Object value = value(node, type);
        if (value == null) {
            fault.accept(wanted(type));
        }
        return value;
    }

    private static @Nullable Object value(JsonNode node, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return node.isBoolean() ? node.booleanValue() : null;
        }
        if (type == int.class || type == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
        }
        if (type == long.class || type == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
        }
        return node.isString() ? ofText(node.stringValue(), type) : null;
    }

    private static @Nullable Object ofText(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> ((Enum<?>) each).name().equals(text))
                    .findFirst()
                    .orElse(null);
        }
        try {
            if (type == Instant.class) {
                return Instant.parse(text);
            }
            if (type == Locale.class) {
                return new Locale.Builder().setLanguageTag(text).build();
            }
            if (type == Bytes.class) {
                return Bytes.parse(text);
            }
        } catch (DateTimeParseException | IllegalArgumentException | IllformedLocaleException e) {
            return null;
        }
        throw new IllegalStateException(type + " is not read from JSON");
    }

    private static String wanted(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "is true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "is a whole number within its range";
        }
        if (type.isEnum()) {
            return "is one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Instant.class) {
            return "is a time such as 2026-11-28T12:00:00Z";
        }
        if (type == Locale.class) {
            return "is a language tag such as de or de-AT";
        }
        return type == Bytes.class ? "is a string in Base64 with padding" : "is a string";
    }
}
