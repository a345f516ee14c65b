package dev.triggered.templates;

import dev.triggered.spi.DataPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of one name. The first scope is the {@link Rendering}, the second one the model. */
final class Lookup {
    private static final String ITSELF = ".";
    private static final int MODEL = 1;

    private final String[] names;
    private final boolean itself;
    private final boolean rooted;
    private final DataPath path;

    Lookup(String name, DataPath path) {
        this.itself = name.equals(ITSELF);
        this.names = itself ? new String[0] : name.split("\\.", -1);
        this.rooted = isRooted(name);
        this.path = path;
    }

    DataPath path() {
        return path;
    }

    /** Says whether a name begins at the root of the model, wherever it stands. */
    static boolean isRooted(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        return first.equals("event") || first.equals("contact");
    }

    @Nullable
    Object find(List<Object> scopes) {
        if (itself) {
            return scopes.get(scopes.size() - 1);
        }
        if (rooted) {
            return descend((Map<?, ?>) scopes.get(MODEL));
        }
        for (int i = scopes.size() - 1; i > MODEL; i--) {
            if (scopes.get(i) instanceof Map<?, ?> map && map.containsKey(names[0])) {
                return descend(map);
            }
        }
        return null;
    }

    private @Nullable Object descend(Map<?, ?> from) {
        Object value = from.get(names[0]);
        for (int i = 1; i < names.length && value != null; i++) {
            value = value instanceof Map<?, ?> map ? map.get(names[i]) : null;
        }
        return value;
    }

    /** Returns the value as text, or {@code null}, and a note for the rendering, where there is none to print. */
    @Nullable
    String findText(List<Object> scopes) {
        String text = asText(find(scopes));
        if (text == null) {
            Rendering.of(scopes).noteMissing(path);
        }
        return text;
    }

    private static @Nullable String asText(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof Short
                || value instanceof Byte) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        boolean floating = (value instanceof Double number && Double.isFinite(number))
                || (value instanceof Float real && Float.isFinite(real));
        return floating ? new BigDecimal(String.valueOf(value)).toPlainString() : null;
    }
}
