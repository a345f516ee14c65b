package dev.triggered;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data that a mail is personalised from, as plain values: maps with text as keys, lists, text, numbers, truth values and
 * {@code null}. Immutable; converted once, when it is given, so that later changes to an object do not reach the mail.
 *
 * <p>What a value becomes, whether it stands alone, in a map, a list, an array, a record or a bean:
 *
 * <ul>
 *   <li>records and beans: a map of their components or properties, by Jackson, whose annotations are obeyed;
 *   <li>whole numbers: the smallest of {@code Integer}, {@code Long} and {@code BigInteger} that holds them; other numbers:
 *       {@code BigDecimal}. So {@code 1e7} is {@code 10000000}, and {@code 12.50} keeps its zero. At most 500 digits;
 *   <li>dates and times of {@code java.time} and {@code java.util}: ISO 8601 text, as the date helpers of a template read it;
 *   <li>enum constants: their name, whatever {@code toString} says; {@code Optional}: its value or {@code null};
 *   <li>{@code UUID}, {@code URI}, {@code URL}, {@code Locale}, {@code Currency}, {@code char[]} and text: text, where U+FFFD takes the place of
 *       half a surrogate pair.
 * </ul>
 */
public final class PlainData {
    private static final PlainData EMPTY = new PlainData(Map.of());

    /** One of these two is there from the beginning; the other one is made when it is first asked for. */
    private volatile @Nullable Map<String, Object> values;

    private volatile byte @Nullable [] json;

    private PlainData(@Nullable Map<String, Object> values, byte @Nullable [] json) {
        this.values = values;
        this.json = json;
    }

    private PlainData(Map<String, Object> values) {
        this(values, null);
    }

    /**
     * Returns no data.
     *
     * @return empty data
     */
    public static PlainData empty() {
        return EMPTY;
    }

    /**
     * Converts a map, a record or a bean.
     *
     * @param object what becomes a map
     * @return the data
     * @throws InvalidDataException if it does not become a map, or holds what cannot be converted: bytes, NaN, a cycle, an
     *     object without properties, more than 100 levels
     */
    public static PlainData of(Object object) {
        return object instanceof PlainData data ? data : new PlainData(PlainValues.convertToMap(object));
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json a JSON object, in UTF-8
     * @return the data
     * @throws InvalidDataException if it is not a JSON object
     */
    public static PlainData fromJson(byte[] json) {
        return new PlainData(PlainValues.readJson(json));
    }

    /**
     * Returns what {@link #toJson()} wrote as data that is read when it is first asked for, by any method but {@code toJson()} and
     * {@link #jsonBytes()}. What is not a JSON object throws an {@link InvalidDataException} then.
     *
     * @param json a JSON object, in UTF-8; not to be changed after
     * @return the data
     */
    public static PlainData keptAsJson(byte[] json) {
        return new PlainData(null, json);
    }

    /**
     * Returns this data with one value more, or with another value for a name.
     *
     * @param name the name by which a template asks for it, without dots
     * @param value any value that can be converted
     * @return new data
     * @throws InvalidDataException naming the path of what cannot be converted
     */
    public PlainData with(String name, Object value) {
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new InvalidDataException("a name of data is not blank and has no dots: '" + Text.excerpt(name, 60)
                    + "'; give nested data as a map, a record or a bean");
        }
        Map<String, Object> next = new LinkedHashMap<>(asMap());
        next.put(Text.wellFormed(name), PlainValues.convert(name, value));
        return new PlainData(Collections.unmodifiableMap(next));
    }

    /**
     * Returns this data with that of another one, whose values win.
     *
     * @param other what is added
     * @return new data
     */
    public PlainData with(PlainData other) {
        if (isEmpty()) {
            return other;
        }
        Map<String, Object> next = new LinkedHashMap<>(asMap());
        next.putAll(other.asMap());
        return new PlainData(Collections.unmodifiableMap(next));
    }

    /**
     * Returns this data without some of its values.
     *
     * @param paths such as {@code order.link}; a path through a list names what each of its items has; one that is not there is
     *     ignored
     * @return new data
     */
    public PlainData without(Set<String> paths) {
        return paths.isEmpty() ? this : new PlainData(PlainValues.without(asMap(), "", paths));
    }

    /**
     * Returns the values.
     *
     * @return an unmodifiable map of plain values, in the order in which they were given; a value may be {@code null}
     */
    public Map<String, Object> asMap() {
        Map<String, Object> known = values;
        if (known == null) {
            known = PlainValues.readJson(Objects.requireNonNull(json));
            values = known;
        }
        return known;
    }

    /**
     * Says whether there is no value.
     *
     * @return {@code true} if the map is empty
     */
    public boolean isEmpty() {
        return asMap().isEmpty();
    }

    /**
     * Writes the data as JSON.
     *
     * @return a JSON object, in UTF-8
     */
    public byte[] toJson() {
        return written().clone();
    }

    /**
     * Returns how large the data is.
     *
     * @return the number of bytes that {@link #toJson()} returns
     */
    public int jsonBytes() {
        return written().length;
    }

    private byte[] written() {
        byte[] known = json;
        if (known == null) {
            known = PlainValues.writeJson(asMap());
            json = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainData data && asMap().equals(data.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    /** Shows the names only: the values may be secret. */
    @Override
    public String toString() {
        return "PlainData" + Text.excerpt(asMap().keySet().toString(), 500);
    }
}
