package dev.triggered.web.api;

import dev.triggered.ExternalEvent;
import java.util.Map;
import java.util.TreeMap;

/** Data to look at a mail with. */
public final class SampleData {
    private SampleData() {}

    /**
     * Makes data that has a value at each path that an event declares.
     *
     * @param event the event
     * @return data in which each value is the name of its path; empty where the event declares nothing
     */
    public static Map<String, Object> of(ExternalEvent event) {
        Map<String, Object> data = new TreeMap<>();
        event.contract().given().forEach(path -> put(data, path));
        return data;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> data, String path) {
        Map<String, Object> map = data;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            Object inner = map.get(names[i]);
            if (!(inner instanceof Map)) {
                inner = new TreeMap<String, Object>();
                map.put(names[i], inner);
            }
            map = (Map<String, Object>) inner;
        }
        map.putIfAbsent(names[names.length - 1], names[names.length - 1]);
    }
}
