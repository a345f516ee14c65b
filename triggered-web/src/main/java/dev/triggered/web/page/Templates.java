package dev.triggered.web.page;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The templates of the pages, which come from this library only. What they show is escaped. Thread-safe. */
final class Templates {
    private final DefaultMustacheFactory factory = new DefaultMustacheFactory(Resources::reader);

    Templates() {
        factory.setObjectHandler(new PlainValues());
    }

    /** Returns the page in UTF-8. */
    byte[] render(String name, Map<String, Object> model) {
        StringWriter page = new StringWriter(16_384);
        factory.compile(name + ".html").execute(page, model);
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }
}
