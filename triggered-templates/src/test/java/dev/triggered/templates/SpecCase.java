package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MissingData;
import dev.triggered.PlainData;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A case of the Mustache specification in our words: a template, the data that it finds below {@code event}, other files, and
 * what becomes of it.
 */
record SpecCase(String name, String template, String data, Map<String, String> files, String expected) {
    /** Begins a case; its data is JSON with single quotes. */
    static SpecCase of(String name, String template, String data, String expected) {
        return new SpecCase(name, template, data, Map.of(), expected);
    }

    SpecCase file(String file, String text) {
        Map<String, String> more = new LinkedHashMap<>(files);
        more.put(file, text);
        return new SpecCase(name, template, data, more, expected);
    }

    void check() {
        MustacheTemplates templates =
                MustacheTemplates.inCode().part("case.subject", "-").part("case.html", template);
        for (Map.Entry<String, String> file : files.entrySet()) {
            templates = templates.part(file.getKey() + ".html", file.getValue());
        }
        Map<String, Object> event =
                PlainData.fromJson(data.replace('\'', '"').getBytes(UTF_8)).asMap();
        Map<String, Object> model = Map.of("event", event, "contact", Map.of());
        assertThat(templates
                        .load("case")
                        .render(model, Locale.ROOT, MissingData.LEAVE_EMPTY)
                        .html())
                .isEqualTo(expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
