package dev.triggered;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Turns values into the plain values of {@link PlainData}. What is no collection and no scalar is left to Jackson. */
final class PlainValues {
    private static final int DEEPEST = 100;
    private static final int MOST_DIGITS = 500;
    private static final JsonMapper BEANS = JsonMapper.builder()
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(CharSequence.class, ToStringSerializer.instance)
                    .addSerializer(Month.class, ToStringSerializer.instance)
                    .addSerializer(Year.class, ToStringSerializer.instance)
                    .addSerializer(new PlainDataSerializer()))
            .build();
    private static final JsonMapper TEXT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
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

    /** Reads JSON. What it throws has no cause, because Jackson quotes what it could not read. */
    static Map<String, Object> readJson(byte[] json) {
        Map<?, ?> map;
        try {
            map = TEXT.readValue(json, Map.class);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ", at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new InvalidDataException("this is not a JSON object in UTF-8, or is nested too deep" + place);
        }
        if (map == null) {
            throw new InvalidDataException("this is a JSON null, not a JSON object");
        }
        return convertToMap(map);
    }

    /** Copies a map without the values at some paths. */
    static Map<String, Object> without(Map<?, ?> map, String prefix, Set<String> paths) {
        Map<String, Object> rest = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            String path = prefix + name;
            if (!paths.contains(path)) {
                rest.put(name.toString(), without(value, path + ".", paths));
            }
        });
        return Collections.unmodifiableMap(rest);
    }

    private static @Nullable Object without(@Nullable Object value, String prefix, Set<String> paths) {
        if (value instanceof Map<?, ?> map) {
            return without(map, prefix, paths);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> rest = new ArrayList<>(list.size());
            list.forEach(item -> rest.add(without(item, prefix, paths)));
            return Collections.unmodifiableList(rest);
        }
        return value;
    }

    static byte[] writeJson(Map<String, Object> values) {
        return JsonText.of(values);
    }

    /** Shows a visitor what a type becomes. */
    static void describe(Class<?> type, JsonFormatVisitorWrapper visitor) {
        BEANS.acceptJsonFormatVisitor(type, visitor);
    }

    private static @Nullable Object convert(String path, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(path);
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return convertNumber(path, number);
        }
        if (value instanceof PlainData data) {
            return convertMap(path, data.asMap(), depth);
        }
        if (value instanceof Map<?, ?> map) {
            return convertMap(path, map, depth);
        }
        if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
            return convertItems(path, items, depth);
        }
        if (value instanceof Optional<?> optional) {
            return convert(path, optional.orElse(null), depth + 1);
        }
        String text = asText(value);
        if (text != null) {
            return Text.wellFormed(text);
        }
        return value.getClass().isArray()
                ? convertItems(path, itemsOf(path, value), depth)
                : convertBean(path, value, depth);
    }

    private static InvalidDataException tooDeep(String path) {
        return new InvalidDataException(
                named(path) + " is nested more than " + DEEPEST + " deep: does it contain itself?");
    }

    private static @Nullable String asText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof char[] characters) {
            return String.valueOf(characters);
        }
        boolean text = value instanceof CharSequence
                || value instanceof Character
                || value instanceof UUID
                || value instanceof URI
                || value instanceof URL
                || value instanceof Currency;
        return text ? value.toString() : null;
    }

    /** Returns the same number for the same value, whatever its type was, and however often it went through JSON. */
    private static Number convertNumber(String path, Number number) {
        if (number instanceof Integer) {
            return number;
        }
        BigDecimal decimal;
        try {
            decimal = number instanceof BigDecimal big ? big : new BigDecimal(String.valueOf(number));
        } catch (NumberFormatException e) {
            throw new InvalidDataException(
                    named(path) + ", a " + number.getClass().getName()
                            + ", is no number that can be written, such as NaN or an infinite one");
        }
        long whole = Math.max(0L, (long) decimal.precision() - decimal.scale());
        if (whole + Math.max(0L, decimal.scale()) > MOST_DIGITS) {
            throw new InvalidDataException(named(path) + " is a number of more than " + MOST_DIGITS + " digits");
        }
        return decimal.scale() > 0 ? decimal : smallest(decimal.toBigIntegerExact());
    }

    private static Number smallest(BigInteger integer) {
        if (integer.bitLength() < Integer.SIZE) {
            return integer.intValueExact();
        }
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValueExact() : integer;
    }

    private static Map<String, Object> convertMap(String path, Map<?, ?> map, int depth) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            if (key == null) {
                throw new InvalidDataException(named(path) + " has a null key");
            }
            String name = Text.wellFormed(key instanceof Enum<?> constant ? constant.name() : key.toString());
            plain.put(name, convert(below(path, name), entry.getValue(), depth + 1));
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
                    named(path) + " holds bytes, which no template can show: attach them, or give their text");
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
            plain = BEANS.convertValue(bean, Object.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof StackOverflowError) {
                throw tooDeep(path);
            }
            throw new InvalidDataException(
                    named(pathOf(path, e)) + " cannot be turned into plain values: " + reasonOf(e), e);
        }
        if (plain != null && plain.getClass() == bean.getClass()) {
            throw new InvalidDataException(
                    named(path) + ", a " + bean.getClass().getName()
                            + ", cannot be turned into plain values: give a map, a record or a bean");
        }
        return convert(path, plain, depth + 1);
    }

    private static String pathOf(String path, JacksonException e) {
        StringBuilder whole = new StringBuilder(path);
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            whole.append(name == null ? "[" + step.getIndex() + "]" : whole.isEmpty() ? name : "." + name);
        }
        return whole.toString();
    }

    /** Jackson's own message speaks of types. Where something else threw, its message may tell a value. */
    private static String reasonOf(JacksonException e) {
        Throwable cause = e.getCause();
        return cause == null
                ? Text.excerpt(String.valueOf(e.getOriginalMessage()), 200)
                : "reading it threw a " + cause.getClass().getName();
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String named(String path) {
        return path.isEmpty() ? "the data" : "'" + Text.excerpt(path, 200) + "'";
    }

    /** Writes data that stands in a bean or a record. */
    private static final class PlainDataSerializer extends StdSerializer<PlainData> {
        PlainDataSerializer() {
            super(PlainData.class);
        }

        @Override
        public void serialize(PlainData data, JsonGenerator out, SerializationContext context) {
            context.writeValue(out, data.asMap());
        }
    }
}
