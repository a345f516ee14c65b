package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import dev.triggered.testkit.TemplatePart.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TemplateEngine} keeps to, as tests: a test class of an implementation extends this one and says how values,
 * conditions and loops are written in its syntax.
 *
 * <pre>{@code
 * class AcmeTemplatesTest extends TemplateEngineContract {
 *     @Override
 *     protected TemplateEngine engineWith(List<TemplatePart> parts) {
 *         return new AcmeTemplates(parts);
 *     }
 *
 *     @Override
 *     protected String value(String path) {
 *         return "${" + path + "}";
 *     }
 *     // ... when, each, broken
 * }
 * }</pre>
 */
public abstract class TemplateEngineContract {
    private static final String NAME = "order-confirmation";

    /** For implementations. */
    protected TemplateEngineContract() {}

    /**
     * Creates an engine.
     *
     * @param parts all the parts of all its templates
     * @return the engine
     */
    protected abstract TemplateEngine engineWith(List<TemplatePart> parts);

    /**
     * Writes a place that shows a value.
     *
     * @param path such as {@code event.order.number}, or within {@link #each} a path from the item down
     * @return its source, on one line
     */
    protected abstract String value(String path);

    /**
     * Writes a condition: what is shown only if a value is there, and neither {@code null}, {@code false} nor an empty list.
     *
     * @param path the value
     * @param inner the source of what is shown
     * @return its source, on as many lines as the inner source
     */
    protected abstract String when(String path, String inner);

    /**
     * Writes a loop: what is shown for each item of a list.
     *
     * @param path the list
     * @param inner the source of what is shown for an item
     * @return its source, on as many lines as the inner source
     */
    protected abstract String each(String path, String inner);

    /**
     * Writes what does not compile.
     *
     * @return its source, on one line
     */
    protected abstract String broken();

    @Test
    void renders_each_part_from_the_data() {
        RenderedMail mail = render(
                template(
                        "Order " + value("event.order.number"),
                        "<p>" + value("contact.name") + "</p>",
                        "Hi " + value("contact.name")),
                model("order", Map.of("number", "4711")));
        assertThat(mail.subject()).isEqualTo("Order 4711");
        assertThat(mail.html().strip()).isEqualTo("<p>Jane</p>");
        assertThat(mail.text().strip()).isEqualTo("Hi Jane");
    }

    @Test
    void renders_conditions_and_loops() {
        String lines = each("event.lines", "[" + value("sku") + "]");
        MailTemplate template = template("s", "<p></p>", when("event.express", "fast ") + lines);
        List<Map<String, String>> items = List.of(Map.of("sku", "a"), Map.of("sku", "b"));
        assertThat(text(template, model("express", true, "lines", items))).isEqualTo("fast [a][b]");
        assertThat(text(template, model("express", false, "lines", items))).isEqualTo("[a][b]");
        assertThat(text(template, model("lines", List.of(Map.of("sku", "c"))))).isEqualTo("[c]");
        assertThat(text(template, model("lines", List.of()))).isEmpty();
    }

    @Test
    void shows_numbers_as_plain_data_promises() {
        MailTemplate template =
                template("s", "<p></p>", value("event.big") + " " + value("event.price") + " " + value("event.count"));
        assertThat(text(template, model("big", 1e7, "price", new BigDecimal("12.50"), "count", 3)))
                .isEqualTo("10000000 12.50 3");
    }

    @Test
    void names_a_template_that_nobody_knows() {
        TemplateEngine engine = engineWith(parts(NAME, "s", "<p></p>", "t"));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> engine.load("order-confirmatoin"))
                .withMessageContaining("order-confirmatoin")
                .matches(e -> !e.faults().isEmpty());
    }

    @Test
    void names_all_that_does_not_compile_with_its_line() {
        TemplateEngine engine =
                engineWith(parts("faulty", "s", "<p>\n</p>\n" + broken() + "\n", "one\n" + broken() + "\n"));
        TemplateException thrown = catchThrowableOfType(TemplateException.class, () -> engine.load("faulty"));
        assertThat(thrown).hasMessageContaining("faulty");
        assertThat(thrown.faults()).hasSizeGreaterThanOrEqualTo(2).allMatch(fault -> fault.contains("faulty"));
        assertThat(thrown.faults()).anyMatch(fault -> fault.contains("3"));
        assertThat(thrown.faults()).anyMatch(fault -> fault.contains("2"));
    }

    @Test
    void names_all_that_it_may_ask_for() {
        List<TemplatePart> parts = new ArrayList<>(parts(
                NAME,
                value("event.number"),
                "<p>\n" + when("event.express", value("event.carrier.name")) + "\n</p>",
                each("event.lines", value("sku"))));
        parts.add(new TemplatePart(NAME, Kind.TEXT, Locale.GERMAN, "\n" + value("contact.salutation")));
        List<DataPath> paths = engineWith(parts).load(NAME).paths();
        assertThat(paths)
                .extracting(DataPath::path)
                .contains(
                        "event.number",
                        "event.express",
                        "event.carrier.name",
                        "event.lines",
                        "event.lines.sku",
                        "contact.salutation");
        assertThat(paths).allSatisfy(path -> assertThat(path.source()).isNotBlank());
        assertThat(line(paths, "event.number")).isEqualTo(1);
        assertThat(line(paths, "event.carrier.name")).isEqualTo(2);
        assertThat(line(paths, "contact.salutation")).isEqualTo(2);
    }

    @Test
    void names_all_that_is_missing_at_once() {
        MailTemplate template = template(
                value("event.number"),
                "<p>\n\n" + value("event.order.total") + value("event.weight") + "</p>",
                value("contact.salutation") + value("contact.name"));
        Map<String, Object> order = new HashMap<>();
        order.put("total", null);
        List<DataPath> missing = template.missing(model("order", order), Locale.ENGLISH);
        assertThat(missing)
                .extracting(DataPath::path)
                .containsOnly("event.number", "event.order.total", "event.weight", "contact.salutation");
        assertThat(line(missing, "event.order.total")).isEqualTo(3);
        assertThat(missing).allSatisfy(path -> assertThat(path.source()).isNotBlank());
        Map<String, Object> complete = Map.of(
                "event", Map.of("number", 1, "weight", 2, "order", Map.of("total", "")),
                "contact", Map.of("name", "Jane", "salutation", "Ms"));
        assertThat(template.missing(complete, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void misses_no_condition_and_nothing_within_a_false_one() {
        MailTemplate template = template("s", "<p></p>", when("event.express", value("event.carrier")));
        assertThat(template.missing(model(), Locale.ENGLISH)).isEmpty();
        assertThat(template.missing(model("express", false), Locale.ENGLISH)).isEmpty();
        assertThat(template.missing(model("express", true), Locale.ENGLISH))
                .extracting(DataPath::path)
                .containsOnly("event.carrier");
        assertThat(text(template, model())).isEmpty();
    }

    @Test
    void misses_what_one_item_of_a_list_lacks() {
        MailTemplate template = template("s", "<p></p>", each("event.lines", value("sku") + ","));
        assertThat(template.missing(model("lines", List.of(Map.of("sku", "a"), Map.of())), Locale.ENGLISH))
                .extracting(DataPath::path)
                .containsOnly("event.lines.sku");
        assertThat(template.missing(model("lines", List.of()), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void refuses_or_leaves_empty_what_is_missing() {
        MailTemplate template = template("s", "<p></p>", "a\nb" + value("event.number") + "c");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.render(model(), Locale.ENGLISH, MissingData.REFUSE))
                .withMessageContainingAll(NAME, "event.number", "2");
        assertThat(template.render(model(), Locale.ENGLISH, MissingData.LEAVE_EMPTY)
                        .text()
                        .strip())
                .isEqualTo("a\nbc");
    }

    @Test
    void escapes_html_and_nothing_else() {
        String name = value("event.name");
        RenderedMail mail = render(
                template(name, "<p title=\"" + name + "\">" + name + "</p>", name),
                model("name", "<script>'x' & \"y\"</script>"));
        assertThat(mail.subject()).isEqualTo("<script>'x' & \"y\"</script>");
        assertThat(mail.text().strip()).isEqualTo("<script>'x' & \"y\"</script>");
        assertThat(mail.html()).doesNotContain("<script>", "\"y\"", "'x'", "& ").contains("&lt;script&gt;");
    }

    @Test
    void keeps_the_subject_on_one_line() {
        RenderedMail mail = render(
                template("Order\n" + value("event.name") + "\n", "<p></p>", "t"),
                model("name", "4711\r\nBcc: joe@example.com\u2028\u0000x"));
        assertThat(mail.subject()).isEqualTo("Order 4711 Bcc: joe@example.com x");
    }

    @Test
    void takes_nothing_in_the_data_for_a_template() {
        String attack = value("event.secret") + each("event.lines", "x") + broken();
        RenderedMail mail = render(
                template("s", "<p></p>", value("event.name")),
                model("name", attack, "secret", "s3cret", "lines", List.of(1)));
        assertThat(mail.text().strip()).isEqualTo(attack);
    }

    @Test
    void reaches_nothing_but_the_data() {
        List<String> paths = List.of(
                "event.name.class",
                "event.name.length",
                "event.name.bytes",
                "event.class.name",
                "event.lines.size",
                "event.size");
        for (String path : paths) {
            MailTemplate template = template("s", "<p></p>", "[" + value(path) + "]");
            Map<String, Object> model = model("name", "Jane", "lines", List.of(1, 2));
            assertThat(template.missing(model, Locale.ENGLISH))
                    .as(path)
                    .extracting(DataPath::path)
                    .containsOnly(path);
            assertThat(template.render(model, Locale.ENGLISH, MissingData.LEAVE_EMPTY)
                            .text()
                            .strip())
                    .isEqualTo("[]");
        }
    }

    @Test
    void takes_the_nearest_locale() {
        List<TemplatePart> parts = new ArrayList<>(parts(NAME, "Order", "<p>Order</p>", "Order"));
        for (Locale locale : List.of(Locale.GERMAN, Locale.forLanguageTag("de-AT"))) {
            parts.addAll(Arrays.stream(Kind.values())
                    .map(kind -> new TemplatePart(NAME, kind, locale, "in " + locale))
                    .toList());
        }
        MailTemplate template = engineWith(parts).load(NAME);
        Map<String, String> expected = Map.of(
                "de-AT", "in de_AT", "de", "in de", "de-CH", "in de", "fr", "Order", "en-US", "Order", "und", "Order");
        expected.forEach((tag, subject) -> {
            RenderedMail mail = template.render(model(), Locale.forLanguageTag(tag), MissingData.REFUSE);
            assertThat(List.of(mail.subject(), mail.text().strip())).as(tag).containsOnly(subject);
            assertThat(mail.html()).as(tag).contains(subject);
        });
    }

    @Test
    void misses_only_what_the_locale_asks_for() {
        List<TemplatePart> parts = new ArrayList<>(parts(NAME, "s", "<p></p>", value("event.number")));
        parts.add(new TemplatePart(NAME, Kind.TEXT, Locale.GERMAN, value("event.nummer")));
        MailTemplate template = engineWith(parts).load(NAME);
        assertThat(template.missing(model(), Locale.GERMANY))
                .extracting(DataPath::path)
                .containsOnly("event.nummer");
        assertThat(template.missing(model(), Locale.FRANCE))
                .extracting(DataPath::path)
                .containsOnly("event.number");
    }

    @Test
    void compiles_a_content_with_its_variants() {
        MailContent content = MailContent.of("Order " + value("event.number"))
                .html("<p>" + value("event.number") + "</p>")
                .text("one\n" + value("contact.salutation"))
                .part("subject_de", "Auftrag " + value("event.nummer"));
        MailTemplate template = engineWith(List.of()).compile("spring sale", content);
        RenderedMail mail = render(template, model("number", "<7>", "nummer", 8), Map.of("salutation", "Ms"));
        assertThat(mail.subject()).isEqualTo("Order <7>");
        assertThat(mail.html().strip()).isEqualTo("<p>&lt;7&gt;</p>");
        assertThat(mail.text().strip()).isEqualTo("one\nMs");
        assertThat(template.missing(model("number", 7), Locale.GERMANY))
                .extracting(DataPath::path)
                .containsOnly("event.nummer", "contact.salutation");
        assertThat(template.paths())
                .extracting(DataPath::path)
                .containsOnly("event.number", "event.nummer", "contact.salutation");
        assertThat(line(template.paths(), "contact.salutation")).isEqualTo(2);
    }

    @Test
    void names_all_that_does_not_compile_in_a_content_with_its_line() {
        MailContent content = MailContent.of("s").html("<p>\n</p>\n" + broken()).text("one\n" + broken());
        TemplateEngine engine = engineWith(List.of());
        TemplateException thrown =
                catchThrowableOfType(TemplateException.class, () -> engine.compile("spring sale", content));
        assertThat(thrown.faults()).hasSizeGreaterThanOrEqualTo(2).allMatch(fault -> fault.contains("spring sale"));
        assertThat(thrown.faults()).anyMatch(fault -> fault.contains("3"));
        assertThat(thrown.faults()).anyMatch(fault -> fault.contains("2"));
    }

    @Test
    void keeps_its_templates_apart_from_a_content_of_the_same_name() {
        TemplateEngine engine = engineWith(parts(NAME, "template", "<p>template</p>", "template"));
        MailTemplate own = engine.compile(NAME, MailContent.of("content").text("content"));
        MailTemplate template = engine.load(NAME);
        assertThat(render(template, model()).subject()).isEqualTo("template");
        RenderedMail mail = render(own, model());
        assertThat(List.of(mail.subject(), mail.html(), mail.text().strip())).containsExactly("content", "", "content");
    }

    @Test
    void gives_the_sources_of_its_templates_or_none() {
        List<TemplatePart> parts =
                new ArrayList<>(parts(NAME, "Order", "<p>" + value("event.number") + "</p>", "Order"));
        parts.add(new TemplatePart(NAME, Kind.SUBJECT, Locale.forLanguageTag("de-AT"), "Auftrag"));
        TemplateEngine engine = engineWith(parts);
        assertThat(engine.source("order-confirmatoin")).isEmpty();
        engine.source(NAME).ifPresent(source -> {
            MailTemplate copy = engine.compile("copy", source);
            for (Locale locale : List.of(Locale.ENGLISH, Locale.forLanguageTag("de-AT"))) {
                assertThat(copy.render(model("number", 7), locale, MissingData.REFUSE))
                        .isEqualTo(engine.load(NAME).render(model("number", 7), locale, MissingData.REFUSE));
            }
        });
    }

    @Test
    void gives_each_of_many_threads_its_own() {
        String lines = each("event.lines", value("sku") + " ");
        MailTemplate template = template(value("event.number"), "<p>" + lines + "</p>", lines);
        List<Boolean> right = Crowd.run(
                8,
                thread -> () -> IntStream.range(0, 200).allMatch(n -> {
                    String own = thread + "-" + n;
                    RenderedMail mail = render(
                            template, model("number", own, "lines", List.of(Map.of("sku", own), Map.of("sku", own))));
                    String twice = own + " " + own;
                    return mail.subject().equals(own)
                            && mail.text().strip().equals(twice)
                            && mail.html().strip().equals("<p>" + twice + " </p>");
                }));
        assertThat(right).containsOnly(true);
    }

    private MailTemplate template(String subject, String html, String text) {
        return engineWith(parts(NAME, subject, html, text)).load(NAME);
    }

    private static List<TemplatePart> parts(String template, String subject, String html, String text) {
        return List.of(
                new TemplatePart(template, Kind.SUBJECT, Locale.ROOT, subject),
                new TemplatePart(template, Kind.HTML, Locale.ROOT, html),
                new TemplatePart(template, Kind.TEXT, Locale.ROOT, text));
    }

    private static RenderedMail render(MailTemplate template, Map<String, Object> model) {
        return template.render(model, Locale.ENGLISH, MissingData.REFUSE);
    }

    private static RenderedMail render(MailTemplate template, Map<String, Object> model, Map<String, Object> contact) {
        Map<String, Object> whole = new HashMap<>(model);
        whole.put("contact", contact);
        return render(template, whole);
    }

    private static String text(MailTemplate template, Map<String, Object> model) {
        return render(template, model).text().strip();
    }

    /** Returns a model with a contact, and an event with some names and values. */
    private static Map<String, Object> model(Object... namesAndValues) {
        PlainData event = PlainData.empty();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            event = event.with((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Map.of("event", event.asMap(), "contact", Map.of("name", "Jane"));
    }

    private static int line(List<DataPath> paths, String path) {
        return paths.stream()
                .filter(each -> each.path().equals(path))
                .mapToInt(DataPath::line)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + path + " in " + paths));
    }
}
