package dev.triggered.web.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects that keep the order of their fields. */
public final class JsonObjects {
    private JsonObjects() {}

    /**
     * Makes an object.
     *
     * @param name the name of its first field
     * @param value the value of that
     * @param more names and values, in turns
     * @return the object, which may be added to
     */
    public static Map<String, Object> of(String name, Object value, Object... more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(name, value);
        for (int i = 0; i < more.length; i += 2) {
            object.put(more[i].toString(), more[i + 1]);
        }
        return object;
    }
}
