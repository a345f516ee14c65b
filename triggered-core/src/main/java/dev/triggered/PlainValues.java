package dev.triggered;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns values into the plain values of {@link PlainData}. What is no collection and no scalar is left to Jackson. */
final class PlainValues {
    private static final int DEEPEST = 100;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PlainValues() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> convertToMap(Object object) {
        Object plain = convert("", object);
        if (plain instanceof Map) {
            return (Map<String, Object>) plain;
        }
        throw new InvalidDataException("data is a map, a record or a bean, not a "
                + object.getClass().getName() + ": give a single value a name, with(name, value)");
    }

    static @Nullable Object convert(String path, @Nullable Object value) {
        return convert(path, value, 0);
    }

    static Map<String, Object> readJson(byte[] json) {
        try {
            return convertToMap(JSON.readValue(json, Map.class));
        } catch (JacksonException e) {
            throw new InvalidDataException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    static byte[] writeJson(Map<String, Object> values) {
        return JSON.writeValueAsBytes(values);
    }

    private static @Nullable Object convert(String path, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidDataException("'" + Text.excerpt(path, 60) + "' is nested more than " + DEEPEST
                    + " deep: does it contain itself?");
        }
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Number number) {
            return convertNumber(path, number);
        }
        if (value instanceof PlainData data) {
            return data.asMap();
        }
        if (value instanceof Map<?, ?> map) {
            return convertMap(path, map, depth);
        }
        if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
            return convertItems(path, items, depth);
        }
        if (value.getClass().isArray()) {
            return convertItems(path, itemsOf(path, value), depth);
        }
        if (value instanceof Optional<?> optional) {
            return convert(path, optional.orElse(null), depth + 1);
        }
        String text = asText(value);
        return text != null ? text : convertBean(path, value, depth);
    }

    private static @Nullable String asText(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        boolean text = value instanceof CharSequence
                || value instanceof Character
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof UUID
                || value instanceof URI
                || value instanceof URL
                || value instanceof Currency;
        return text ? value.toString() : null;
    }

    private static Number convertNumber(String path, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
            return number;
        }
        if (number instanceof Byte || number instanceof Short) {
            return number.intValue();
        }
        try {
            BigDecimal decimal = number instanceof BigDecimal big ? big : new BigDecimal(number.toString());
            return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        } catch (NumberFormatException e) {
            throw new InvalidDataException("'" + path + "' is no number that can be written: " + number);
        }
    }

    private static Map<String, Object> convertMap(String path, Map<?, ?> map, int depth) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            if (key == null) {
                throw new InvalidDataException("the map '" + path + "' has a null key");
            }
            String name = key instanceof Enum<?> constant ? constant.name() : key.toString();
            plain.put(name, convert(path.isEmpty() ? name : path + "." + name, entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(plain);
    }

    private static List<Object> convertItems(String path, Iterable<?> items, int depth) {
        List<Object> plain = new ArrayList<>();
        for (Object item : items) {
            plain.add(convert(path + "[" + plain.size() + "]", item, depth + 1));
        }
        return Collections.unmodifiableList(plain);
    }

    private static List<Object> itemsOf(String path, Object array) {
        if (array instanceof byte[]) {
            throw new InvalidDataException(
                    "'" + path + "' holds bytes, which no template can show: attach them, or give their text");
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            items.add(Array.get(array, i));
        }
        return items;
    }

    private static @Nullable Object convertBean(String path, Object bean, int depth) {
        Object plain;
        try {
            plain = JSON.convertValue(bean, Object.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidDataException(
                    "'" + path + "', a " + bean.getClass().getName() + ", cannot be turned into plain values: "
                            + Text.excerpt(String.valueOf(e.getMessage()), 200),
                    e);
        }
        if (plain != null && plain.getClass() == bean.getClass()) {
            throw new InvalidDataException(
                    "'" + path + "', a " + bean.getClass().getName()
                            + ", cannot be turned into plain values: give a map, a record or a bean");
        }
        return convert(path, plain, depth + 1);
    }
}
