package dev.triggered.templates;

import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import java.util.Locale;
import java.util.Map;

/** What becomes of a source when a mail is made from it. */
final class Rendered {
    static final Map<String, Object> NO_DATA = Map.of("event", Map.of(), "contact", Map.of());

    private Rendered() {}

    /** Returns a text part that is made without data. */
    static String text(String source) {
        return mail(MailContent.of("-").text(source), NO_DATA).text();
    }

    static RenderedMail mail(MailContent content, Map<String, Object> model) {
        return MustacheTemplates.inCode().compile("mail", content).render(model, Locale.UK, MissingData.LEAVE_EMPTY);
    }
}
