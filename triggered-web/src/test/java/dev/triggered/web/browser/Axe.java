package dev.triggered.web.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what keeps somebody from reading a page, with axe-core. */
final class Axe {
    private static final String SCRIPT = script();

    private static final String RUN = """
            rules => axe.run(document, {
              iframes: false,
              resultTypes: ['violations'],
              ...(rules.length ? { runOnly: { type: 'rule', values: rules } } : {})
            }).then(found => found.violations
              .filter(each => ['serious', 'critical'].includes(each.impact))
              .map(each => each.id + ' at ' + each.nodes.map(node => node.target.join(' ')).join(', ')))
            """;

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is serious or critical, by all rules or by these. */
    static List<String> violations(Page page, String... rules) {
        page.evaluate(SCRIPT);
        return ((List<?>) page.evaluate(RUN, List.of(rules)))
                .stream().map(Object::toString).toList();
    }
}
