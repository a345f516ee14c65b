package dev.triggered.templates;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Where the parts of templates come from. A part's key is its path below the root without {@code .mustache}. Thread-safe. */
interface TemplateSource {
    /** Returns the keys of all that is there; what no template would ask for may be among them. */
    Set<String> keys() throws IOException;

    /**
     * Returns the text of a part.
     *
     * @throws IOException if it cannot be read, is not UTF-8, or lies outside the root
     */
    String read(String key) throws IOException;

    /** Returns how a part is called in messages. */
    String display(String key);

    /** Returns something that is equal as long as nothing changed. */
    default Map<String, String> state() throws IOException {
        return Map.of();
    }
}
