package dev.triggered.templates;

import dev.triggered.RenderedMail;
import dev.triggered.spi.DataPath;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a mail is made from in one locale.
 *
 * @param subject the subject
 * @param html the HTML part; {@code null} where there is none
 * @param text the text part; {@code null} where it is made from the HTML part
 * @param localized whether any of its files is written for a locale
 */
record Variant(
        CompiledPart subject,
        @Nullable CompiledPart html,
        @Nullable CompiledPart text,
        boolean localized) {
    /** Compiles a template for a locale; returns {@code null} if a part is missing, which is noted. */
    static @Nullable Variant compile(String name, Locale locale, Catalog catalog, Faults faults) {
        List<Locale> locales = Catalog.fallBack(locale);
        CompiledPart subject = new PartCompiler(catalog, Kind.SUBJECT, locales, faults).compile(name);
        CompiledPart html = new PartCompiler(catalog, Kind.HTML, locales, faults).compile(name);
        CompiledPart text = new PartCompiler(catalog, Kind.TEXT, locales, faults).compile(name);
        if (subject == null || (html == null && text == null)) {
            return null;
        }
        boolean localized = Stream.of(subject, html, text)
                .filter(Objects::nonNull)
                .anyMatch(part -> part.distance() < locales.size() - 1);
        boolean foreign = html != null && text != null && text.distance() > html.distance();
        return new Variant(subject, html, foreign ? null : text, localized);
    }

    List<DataPath> paths() {
        return Stream.of(subject, html, text)
                .filter(Objects::nonNull)
                .flatMap(part -> part.paths().stream())
                .toList();
    }

    /** Renders all parts; what was missing stands in the rendering, and is empty in the mail. */
    RenderedMail render(Rendering rendering) {
        String subjectLine = subject.render(rendering);
        String htmlPart = html == null ? "" : html.render(rendering);
        String textPart = text == null ? HtmlToText.convert(htmlPart) : text.render(rendering);
        return new RenderedMail(subjectLine, htmlPart, textPart);
    }

    /** Renders all parts for the sake of what is missing. */
    void probe(Rendering rendering) {
        subject.probe(rendering);
        if (html != null) {
            html.probe(rendering);
        }
        if (text != null) {
            text.probe(rendering);
        }
    }
}
