package dev.triggered.templates;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A template with its variants, all compiled. Immutable. */
final class LoadedTemplate implements MailTemplate {
    private final Map<Locale, Variant> variants;
    private final Formats formats;
    private final List<DataPath> paths;

    private LoadedTemplate(Map<Locale, Variant> variants, Formats formats) {
        this.variants = variants;
        this.formats = formats;
        Set<DataPath> all = new LinkedHashSet<>();
        variants.values().forEach(variant -> all.addAll(variant.paths()));
        this.paths = List.copyOf(all);
    }

    /**
     * Loads a template.
     *
     * @throws TemplateException with all its faults
     */
    static LoadedTemplate load(String name, TemplateSource source, Formats formats) {
        if (!Catalog.isName(name)) {
            throw new TemplateException(List.of("'" + name.lines().findFirst().orElse("")
                    + "' is no name of a template: names are letters, digits and '-', with '/' between folders"));
        }
        return compile(name, source, formats);
    }

    /**
     * Compiles a content.
     *
     * @throws TemplateException with all its faults
     */
    static LoadedTemplate compile(ContentSource source, Formats formats) {
        return compile(Catalog.CONTENT, source, formats);
    }

    private static LoadedTemplate compile(String name, TemplateSource source, Formats formats) {
        Catalog catalog = new Catalog(source);
        Faults faults = new Faults();
        catalog.reportMisnamed(name, faults);
        requireParts(name, catalog, faults);
        Map<Locale, Variant> variants = new HashMap<>();
        for (Locale locale : catalog.locales()) {
            Variant variant = Variant.compile(name, locale, catalog, faults);
            if (variant != null && (variant.localized() || locale.equals(Locale.ROOT))) {
                variants.put(locale, variant);
            }
        }
        faults.throwIfAny();
        return new LoadedTemplate(variants, formats);
    }

    private static void requireParts(String name, Catalog catalog, Faults faults) {
        List<Locale> root = List.of(Locale.ROOT);
        if (catalog.find(name, Kind.SUBJECT, root) == null) {
            faults.add(name, "has no subject: there is no " + catalog.display(name + ".subject"));
        }
        if (catalog.find(name, Kind.HTML, root) == null && catalog.find(name, Kind.TEXT, root) == null) {
            faults.add(
                    name,
                    "has no content: there is neither " + catalog.display(name + ".html") + " nor "
                            + catalog.display(name + ".text"));
        }
    }

    @Override
    public List<DataPath> paths() {
        return paths;
    }

    @Override
    public List<DataPath> missing(Map<String, Object> model, Locale locale) {
        Locale nearest = nearest(locale);
        Rendering rendering = formats.rendering(model, locale, nearest);
        variant(nearest).probe(rendering);
        return rendering.allMissing();
    }

    @Override
    public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
        Locale nearest = nearest(locale);
        Rendering rendering = formats.rendering(model, locale, nearest);
        RenderedMail mail = variant(nearest).render(rendering);
        List<String> faults = rendering.faults(missing == MissingData.REFUSE);
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
        return mail;
    }

    private Locale nearest(Locale locale) {
        if (variants.size() == 1) {
            return Locale.ROOT;
        }
        for (Locale candidate : Catalog.fallBack(locale)) {
            if (variants.containsKey(candidate)) {
                return candidate;
            }
        }
        return Locale.ROOT;
    }

    private Variant variant(Locale locale) {
        return Objects.requireNonNull(variants.get(locale));
    }
}
