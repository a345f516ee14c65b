package dev.triggered.web.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header fields of a request, by names whose case does not count. Immutable. */
public final class HeaderFields {
    private final Map<String, List<String>> fields;

    /**
     * Copies fields.
     *
     * @param fields the values by name
     */
    public HeaderFields(Map<String, List<String>> fields) {
        this.fields = new TreeMap<>();
        fields.forEach((name, values) -> this.fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    }

    /**
     * Returns the value of a field.
     *
     * @param name its name
     * @return the first value, empty where there is none
     */
    public Optional<String> first(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /**
     * Returns all values of a field.
     *
     * @param name its name
     * @return the values, none where there is no such field
     */
    public List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Returns one value of each field. */
    Map<String, String> firsts() {
        Map<String, String> firsts = new TreeMap<>();
        fields.forEach((name, values) -> firsts.put(name, values.isEmpty() ? "" : values.get(0)));
        return firsts;
    }

    /** Returns about how long they were on the wire. */
    long bytes() {
        long bytes = 0;
        for (Map.Entry<String, List<String>> field : fields.entrySet()) {
            for (String value : field.getValue()) {
                bytes += field.getKey().length() + value.length() + 4L;
            }
        }
        return bytes;
    }

    /** Shows how many there are: some are secrets. */
    @Override
    public String toString() {
        return fields.size() + " header fields";
    }
}
