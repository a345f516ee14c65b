package dev.triggered.testkit;

import dev.triggered.MailContent;
import java.util.List;
import java.util.Locale;

/**
 * A part of a template, as {@link TemplateEngineContract} asks an implementation to keep it.
 *
 * @param template the name of the template that it belongs to
 * @param kind which part of the mail it makes
 * @param locale the locale that it is a variant for; {@link Locale#ROOT} for none
 * @param source its text, in the implementation's own syntax
 */
public record TemplatePart(String template, Kind kind, Locale locale, String source) {
    /**
     * Returns the parts of a content.
     *
     * @param template what they say that they belong to
     * @param content the content
     * @return a part for each of its own
     */
    public static List<TemplatePart> of(String template, MailContent content) {
        return content.parts().entrySet().stream()
                .map(part -> of(template, part.getKey(), part.getValue()))
                .toList();
    }

    private static TemplatePart of(String template, String key, String source) {
        int locale = key.indexOf('_');
        String kind = locale < 0 ? key : key.substring(0, locale);
        String tag = locale < 0 ? "" : key.substring(locale + 1).replace('_', '-');
        return new TemplatePart(
                template, Kind.valueOf(kind.toUpperCase(Locale.ROOT)), Locale.forLanguageTag(tag), source);
    }

    /** A part of a mail. */
    public enum Kind {
        /** The subject. */
        SUBJECT,
        /** The HTML body. */
        HTML,
        /** The plain-text body. */
        TEXT
    }
}
