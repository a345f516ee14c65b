package dev.triggered.templates;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A template that is loaded again after its files changed; as long as they are broken, the last good one stays in use. */
final class ReloadingTemplate implements MailTemplate {
    private static final Logger LOG = LoggerFactory.getLogger(MustacheTemplates.class);

    private final String name;
    private final TemplateSource source;
    private final Supplier<LoadedTemplate> loader;
    private volatile Loaded loaded;

    private record Loaded(Map<String, String> state, LoadedTemplate template) {}

    /** Creates a template; the name stands in the log. */
    ReloadingTemplate(String name, TemplateSource source, Supplier<LoadedTemplate> loader) {
        this.name = name;
        this.source = source;
        this.loader = loader;
        this.loaded = new Loaded(stateOf(source), loader.get());
    }

    private static Map<String, String> stateOf(TemplateSource source) {
        try {
            return source.state();
        } catch (IOException e) {
            throw new TemplateException("the templates cannot be listed: " + e, e);
        }
    }

    private LoadedTemplate current() {
        Loaded last = loaded;
        Map<String, String> state;
        try {
            state = source.state();
        } catch (IOException e) {
            LOG.warn(
                    "the files of template {} cannot be looked at: its last version stays in use: {}",
                    name,
                    e.toString());
            return last.template();
        }
        return state.equals(last.state()) ? last.template() : reload(state);
    }

    private synchronized LoadedTemplate reload(Map<String, String> state) {
        LoadedTemplate template = loaded.template();
        if (state.equals(loaded.state())) {
            return template;
        }
        try {
            template = loader.get();
            LOG.info("template {} is loaded again", name);
        } catch (TemplateException e) {
            LOG.warn("template {} is broken: its last good version stays in use: {}", name, e.getMessage());
        }
        loaded = new Loaded(state, template);
        return template;
    }

    @Override
    public List<DataPath> paths() {
        return current().paths();
    }

    @Override
    public List<DataPath> missing(Map<String, Object> model, Locale locale) {
        return current().missing(model, locale);
    }

    @Override
    public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
        return current().render(model, locale, missing);
    }
}
