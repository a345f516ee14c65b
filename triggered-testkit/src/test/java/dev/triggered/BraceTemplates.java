package dev.triggered;

import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Templates of one subject and one text, in which a path in braces is replaced: as much as the engine needs to be tested. */
final class BraceTemplates implements TemplateEngine {
    private static final Pattern PATH = Pattern.compile("\\{([^}]+)}");

    private final Map<String, BraceTemplate> templates = new LinkedHashMap<>();

    BraceTemplates template(String name, String subject, String text) {
        templates.put(name, new BraceTemplate(name, subject, text));
        return this;
    }

    @Override
    public MailTemplate load(String name) {
        BraceTemplate template = templates.get(name);
        if (template == null) {
            throw new TemplateException(List.of("no template is named '" + name + "'"));
        }
        return template;
    }

    @Override
    public MailTemplate compile(String name, MailContent content) {
        return new BraceTemplate(
                name, content.parts().get("subject"), content.parts().get("text"));
    }

    private record BraceTemplate(String name, String subject, String text) implements MailTemplate {
        @Override
        public List<DataPath> paths() {
            return PATH.matcher(subject + text)
                    .results()
                    .map(match -> new DataPath(match.group(1), name, 1))
                    .toList();
        }

        @Override
        public List<DataPath> missing(Map<String, Object> model, Locale locale) {
            return paths().stream()
                    .filter(asked -> valueOf(asked.path(), model) == null)
                    .toList();
        }

        @Override
        public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
            List<DataPath> absent = missing(model, locale);
            if (missing == MissingData.REFUSE && !absent.isEmpty()) {
                throw new TemplateException(
                        absent.stream().map(DataPath::toString).toList());
            }
            return new RenderedMail(filled(subject, model), "", filled(text, model));
        }

        private static String filled(String pattern, Map<String, Object> model) {
            return PATH.matcher(pattern)
                    .replaceAll((MatchResult match) -> java.util.regex.Matcher.quoteReplacement(
                            Objects.toString(valueOf(match.group(1), model), "")));
        }

        private static Object valueOf(String path, Map<String, Object> model) {
            Object value = model;
            for (String name : new ArrayList<>(List.of(path.split("\\.")))) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return value;
        }
    }
}
