package dev.triggered.testkit;

import dev.triggered.spi.TemplateEngine;
import java.util.List;

class TemplateEngineContractTest extends TemplateEngineContract {
    @Override
    protected TemplateEngine engineWith(List<TemplatePart> parts) {
        return new TinyTemplates(parts);
    }

    @Override
    protected String value(String path) {
        return "{" + path + "}";
    }

    @Override
    protected String when(String path, String inner) {
        return "{?" + path + "}" + inner + "{.}";
    }

    @Override
    protected String each(String path, String inner) {
        return "{*" + path + "}" + inner + "{.}";
    }

    @Override
    protected String broken() {
        return "{}";
    }
}
