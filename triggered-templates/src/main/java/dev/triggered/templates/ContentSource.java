package dev.triggered.templates;

import dev.triggered.MailContent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The parts of a content over those of another source, under a name by which no template, partial or layout is found. */
final class ContentSource implements TemplateSource {
    private final String name;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final TemplateSource below;

    /** Creates a source; the name stands in messages. */
    ContentSource(String name, MailContent content, TemplateSource below) {
        this.name = name;
        this.below = below;
        content.parts().forEach((key, text) -> parts.put(Catalog.keyOfContent(key), text));
    }

    @Override
    public Set<String> keys() throws IOException {
        Set<String> keys = new LinkedHashSet<>(below.keys());
        keys.addAll(parts.keySet());
        return keys;
    }

    @Override
    public String read(String key) throws IOException {
        String text = parts.get(key);
        return text == null ? below.read(key) : text;
    }

    @Override
    public String display(String key) {
        return parts.containsKey(key) ? name + "." + Catalog.contentKey(key) : below.display(key);
    }

    @Override
    public Map<String, String> state() throws IOException {
        return below.state();
    }
}
