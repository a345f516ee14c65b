package dev.triggered.templates;

import dev.triggered.TemplateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a template, each fault once. */
final class Faults {
    private final Set<String> sentences = new LinkedHashSet<>();

    void add(Place place, String what) {
        sentences.add(place + ": " + what);
    }

    void add(String source, String what) {
        sentences.add(source + ": " + what);
    }

    void throwIfAny() {
        if (!sentences.isEmpty()) {
            throw new TemplateException(List.copyOf(sentences));
        }
    }
}
