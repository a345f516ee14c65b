package dev.triggered.testkit;

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
