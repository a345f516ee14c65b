package dev.triggered.testkit;

import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Templates that say what they say: a name is its own subject, and a content is taken as it stands. "broken" does not compile. */
final class LiteralTemplates implements TemplateEngine {
    @Override
    public MailTemplate load(String name) {
        return literal(name, "text");
    }

    @Override
    public MailTemplate compile(String name, MailContent content) {
        return literal(
                content.parts().getOrDefault("subject", ""), content.parts().getOrDefault("text", ""));
    }

    private static MailTemplate literal(String subject, String text) {
        if (subject.equals("broken")) {
            throw new TemplateException(List.of("broken:1 it does not compile"));
        }
        return new Literal(new RenderedMail(subject, "", text));
    }

    private record Literal(RenderedMail mail) implements MailTemplate {
        @Override
        public List<DataPath> paths() {
            return List.of();
        }

        @Override
        public List<DataPath> missing(Map<String, Object> model, Locale locale) {
            return List.of();
        }

        @Override
        public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
            return mail;
        }
    }
}
