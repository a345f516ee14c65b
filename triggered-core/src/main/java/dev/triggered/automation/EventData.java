package dev.triggered.automation;

import dev.triggered.PlainData;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data that stays with a contact while it is in a program, to decide on. Immutable. */
public final class EventData {
    private final PlainData data;

    EventData(PlainData data) {
        this.data = data;
    }

    /**
     * Says whether there is a value.
     *
     * @param path such as {@code order.total}
     * @return {@code false} where it is absent or {@code null}
     */
    public boolean has(String path) {
        return find(path) != null;
    }

    /**
     * Returns a value.
     *
     * @param path such as {@code order.items}
     * @return a plain value, as {@link PlainData} describes them, or empty where it is absent or {@code null}
     */
    public Optional<Object> value(String path) {
        return Optional.ofNullable(find(path));
    }

    /**
     * Returns a text.
     *
     * @param path such as {@code order.voucher}
     * @return the text, or empty where the value is absent or something else
     */
    public Optional<String> text(String path) {
        return find(path) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns a number.
     *
     * @param path such as {@code order.total}
     * @return the number, or empty where the value is absent or something else
     */
    public Optional<BigDecimal> number(String path) {
        return find(path) instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    /**
     * Returns all of it.
     *
     * @return plain values
     */
    public PlainData all() {
        return data;
    }

    private @Nullable Object find(String path) {
        Object value = data.asMap();
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** Shows the names only: the values may be secret. */
    @Override
    public String toString() {
        return "EventData[" + data + "]";
    }
}
