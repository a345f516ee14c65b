package dev.triggered.templates;

import dev.triggered.spi.TemplateEngine;
import dev.triggered.testkit.TemplateEngineContract;
import dev.triggered.testkit.TemplatePart;
import java.util.List;
import java.util.Locale;

/** The contract of template engines, for templates in code. */
class MustacheContractTest extends TemplateEngineContract {
    @Override
    protected TemplateEngine engineWith(List<TemplatePart> parts) {
        MustacheTemplates templates = MustacheTemplates.inCode();
        for (TemplatePart part : parts) {
            templates = templates.part(keyOf(part), part.source());
        }
        return templates;
    }

    private static String keyOf(TemplatePart part) {
        String locale = part.locale().equals(Locale.ROOT) ? "" : "_" + part.locale();
        return part.template() + locale + "." + part.kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected String value(String path) {
        return "{{" + path + "}}";
    }

    @Override
    protected String when(String path, String inner) {
        return each(path, inner);
    }

    @Override
    protected String each(String path, String inner) {
        return "{{#" + path + "}}" + inner + "{{/" + path + "}}";
    }

    @Override
    protected String broken() {
        return "{{#event.never";
    }
}
