package dev.triggered.templates;

import dev.triggered.MailContent;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Mustache templates from the class path, a folder, or code. Immutable and thread-safe: each setting returns a new engine.
 *
 * <p>A template {@code order-confirmation} is {@code order-confirmation.subject.mustache} with
 * {@code order-confirmation.html.mustache}, {@code order-confirmation.text.mustache} or both; without a text part, the text is
 * made from the HTML. All are UTF-8. Variants for a locale have it after the name ({@code order-confirmation_de.html.mustache},
 * {@code _de_AT}); each part falls back by itself, from {@code _de_AT} to {@code _de} to none. Names are letters, digits and
 * {@code -}, with {@code /} between folders.
 *
 * <p>Values in HTML are escaped, those in a subject or text are not. Names are looked up in plain data only; a template
 * reaches no method, and no file outside its root.
 */
public final class MustacheTemplates implements TemplateEngine {
    private final TemplateSource source;
    private final Formats formats;
    private final boolean reloading;

    private MustacheTemplates(TemplateSource source, Formats formats, boolean reloading) {
        this.source = source;
        this.formats = formats;
        this.reloading = reloading;
    }

    private static MustacheTemplates from(TemplateSource source) {
        return new MustacheTemplates(source, new Formats(ZoneOffset.UTC, Locale.ROOT), false);
    }

    /**
     * Returns the templates below a root of the class path, as the context class loader of this thread sees it, or the one of
     * this class where there is none.
     *
     * @param root such as {@code mail} or {@code com/acme/mail}
     * @return the engine
     * @throws IllegalArgumentException if the root is empty, or has parts such as {@code ..}
     */
    public static MustacheTemplates onClasspath(String root) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return onClasspath(root, loader != null ? loader : MustacheTemplates.class.getClassLoader());
    }

    /**
     * Returns the templates below a root of the class path.
     *
     * @param root such as {@code mail} or {@code com/acme/mail}
     * @param loader the class loader that finds them
     * @return the engine
     * @throws IllegalArgumentException if the root is empty, or has parts such as {@code ..}
     */
    public static MustacheTemplates onClasspath(String root, ClassLoader loader) {
        if (!root.matches("[\\w$-]+([/.][\\w$-]+)*")) {
            throw new IllegalArgumentException(
                    "a root of templates is a path of names, such as mail or com/acme/mail: '" + root + "'");
        }
        return from(new ClasspathSource(root, loader));
    }

    /**
     * Returns the templates below a folder. Its files are read when a template is loaded.
     *
     * @param folder the folder; it may be made later
     * @return the engine
     */
    public static MustacheTemplates inFolder(Path folder) {
        return from(new FolderSource(folder.toAbsolutePath().normalize()));
    }

    /**
     * Returns an engine without templates, to be given in code.
     *
     * @return the engine
     */
    public static MustacheTemplates inCode() {
        return from(CodeSource.empty());
    }

    /**
     * Adds a part in code, or replaces the one of that name, in the class path or folder too.
     *
     * @param part such as {@code order-confirmation.subject} or {@code order-confirmation_de.html}; a partial or layout is
     *     given in the same way
     * @param text the template
     * @return a new engine
     * @throws IllegalArgumentException if that is not the name of a part
     */
    public MustacheTemplates part(String part, String text) {
        if (!Catalog.isKey(part)) {
            throw new IllegalArgumentException(
                    "a part is named like order-confirmation.subject, order-confirmation.html or order-confirmation_de.text: '"
                            + part + "'");
        }
        return new MustacheTemplates(CodeSource.over(source).with(part, text), formats, reloading);
    }

    /**
     * Lets templates be loaded again after a file in the folder changed. Each use of a template then looks at the folder,
     * which suits development rather than load. While a change does not compile, the last good version stays in use, and the
     * faults are logged once as a warning.
     *
     * @return a new engine
     */
    public MustacheTemplates reloading() {
        return new MustacheTemplates(source, formats, true);
    }

    /**
     * Sets the zone in which helpers show a moment that has no region of its own.
     *
     * @param zone the zone; UTC by default
     * @return a new engine
     */
    public MustacheTemplates zone(ZoneId zone) {
        return new MustacheTemplates(source, new Formats(zone, formats.language()), reloading);
    }

    /**
     * Names the language in which files without a locale are written: where one of them is used for a recipient of another
     * language, numbers and dates are in this one too. By default they follow the recipient.
     *
     * @param language such as {@link Locale#UK}
     * @return a new engine
     */
    public MustacheTemplates language(Locale language) {
        return new MustacheTemplates(source, new Formats(formats.zone(), language), reloading);
    }

    @Override
    public MailTemplate load(String name) {
        return template(name, source, () -> LoadedTemplate.load(name, source, formats));
    }

    @Override
    public MailTemplate compile(String name, MailContent content) {
        ContentSource whole = new ContentSource(name, content, source);
        return template(name, whole, () -> LoadedTemplate.compile(whole, formats));
    }

    private MailTemplate template(String name, TemplateSource from, Supplier<LoadedTemplate> loader) {
        return reloading ? new ReloadingTemplate(name, from, loader) : loader.get();
    }

    @Override
    public Optional<MailContent> source(String name) {
        if (!Catalog.isName(name)) {
            return Optional.empty();
        }
        Faults faults = new Faults();
        Map<String, String> parts = new Catalog(source).partsOf(name, faults);
        faults.throwIfAny();
        boolean complete = parts.containsKey("subject") && (parts.containsKey("html") || parts.containsKey("text"));
        return complete ? Optional.of(MailContent.of(parts, List.of())) : Optional.empty();
    }
}
