package dev.triggered.templates;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts that were given in code, over those of another source. */
final class CodeSource implements TemplateSource {
    private final Map<String, String> parts;
    private final @Nullable TemplateSource below;

    private CodeSource(Map<String, String> parts, @Nullable TemplateSource below) {
        this.parts = parts;
        this.below = below;
    }

    static CodeSource empty() {
        return new CodeSource(Map.of(), null);
    }

    static CodeSource over(TemplateSource below) {
        return below instanceof CodeSource code ? code : new CodeSource(Map.of(), below);
    }

    CodeSource with(String key, String text) {
        Map<String, String> next = new LinkedHashMap<>(parts);
        next.put(key, text);
        return new CodeSource(next, below);
    }

    @Override
    public Set<String> keys() throws IOException {
        Set<String> keys = new LinkedHashSet<>(parts.keySet());
        if (below != null) {
            keys.addAll(below.keys());
        }
        return keys;
    }

    @Override
    public String read(String key) throws IOException {
        String text = parts.get(key);
        if (text != null) {
            return text;
        }
        if (below == null) {
            throw new IOException("it is gone");
        }
        return below.read(key);
    }

    @Override
    public String display(String key) {
        return parts.containsKey(key) || below == null ? key : below.display(key);
    }

    @Override
    public Map<String, String> state() throws IOException {
        return below == null ? Map.of() : below.state();
    }
}
