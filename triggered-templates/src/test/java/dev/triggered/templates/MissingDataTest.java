package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingDataTest {
    private static MailTemplate html(String html) {
        return MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part("mail.html", html)
                .load("mail");
    }

    private static Map<String, Object> event(String json) {
        Map<String, Object> event =
                PlainData.fromJson(json.replace('\'', '"').getBytes(UTF_8)).asMap();
        return Map.of("event", event, "contact", Map.of());
    }

    private static List<String> missing(MailTemplate template, String json) {
        return template.missing(event(json), Locale.ROOT).stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{event.a}}; {'a':'x'}; ''",
                "{{event.a}}; {'a':''}; ''",
                "{{event.a}}; {'a':false}; ''",
                "{{event.a}}; {}; event.a",
                "{{event.a}}; {'a':null}; event.a",
                "{{{event.a}}}{{&event.b}}; {}; event.a event.b",
                "{{event.a.b}}; {'a':{}}; event.a.b",
                "{{event.a}}; {'a':{'b':1}}; event.a",
                "{{event.a}}; {'a':[1]}; event.a",
                "{{event.a.b}}; {'a':[{'b':1}]}; event.a.b",
                "{{#event.a}}{{/event.a}}{{^event.b}}{{/event.b}}; {}; ''",
                "{{#event.a}}{{event.b}}{{/event.a}}; {}; ''",
                "{{#event.a}}{{event.b}}{{/event.a}}; {'a':true}; event.b",
                "{{^event.a}}{{event.b}}{{/event.a}}; {}; event.b",
                "{{#event.a}}{{b}}{{/event.a}}; {'a':[{'b':1},{'c':1},{}]}; event.a.b",
                "{{#event.a}}{{.}}{{/event.a}}; {'a':[1,null]}; event.a",
                "{{#event.a}}{{b}}{{/event.a}}; {'a':[]}; ''",
                "{{#event}}{{#a}}{{b}}{{/a}}{{/event}}; {'a':true,'b':1}; ''",
                "{{#event}}{{#a}}{{b}}{{/a}}{{/event}}; {'a':true}; event.a.b",
                "{{#upper}}{{event.a}}{{/upper}}; {}; event.a",
                "{{#money}}{{event.a}} EUR{{/money}}; {}; event.a",
                "{{#upper}}{{#event.a}}{{b}}{{/event.a}}{{/upper}}; {'a':{}}; event.a.b",
                "{{event.a}}{{event.b}}{{event.a}}; {}; event.a event.b"
            })
    void tells_what_rendering_would_miss(String html, String json, String paths) {
        List<String> expected = paths.isEmpty()
                ? List.of()
                : List.of(paths.split(" ")).stream()
                        .map(path -> path + " (mail.html:2)")
                        .toList();

        assertThat(missing(html("\n" + html), json)).isEqualTo(expected);
    }

    @Test
    void refuses_to_render_and_names_template_line_and_path_of_all_that_is_missing() {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "{{event.a}}")
                .part("mail.html", "\n{{event.b}}\n{{>footer}}{{event.a}}")
                .part("mail.text", "{{#event.c}}{{event.never}}{{/event.c}}\n\n{{contact.d}}")
                .part("footer.html", "\n\n{{event.e.f}}")
                .load("mail");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.render(event("{'b':null}"), Locale.ROOT, MissingData.REFUSE))
                .satisfies(e -> assertThat(e.faults())
                        .containsExactly(
                                "mail.subject:1: no value for event.a",
                                "mail.html:2: no value for event.b",
                                "footer.html:3: no value for event.e.f",
                                "mail.text:3: no value for contact.d"));
    }

    @Test
    void leaves_the_place_empty_where_that_is_wanted() {
        MailTemplate template = html("({{event.a}}|{{#money}}{{event.b}} EUR{{/money}}|{{event.c}})");

        assertThat(template.render(event("{'c':1}"), Locale.ROOT, MissingData.LEAVE_EMPTY)
                        .html())
                .isEqualTo("(||1)");
    }

    @Test
    void knows_all_paths_that_a_template_may_ask_for() {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "{{event.number}}")
                .part("mail.html", """
                        {{<layout}}{{$body}}
                        {{#event.order.items}}{{name}} {{#size}}{{.}} {{unit.code}}{{/size}}{{/event.order.items}}
                        {{^event.paid}}{{#date}}{{event.dueOn}}{{/date}}{{/event.paid}}
                        {{#event.order}}{{>line}} {{event.root}} {{contact.name}}{{/event.order}}
                        {{/body}}{{/layout}}""")
                .part("layout.html", "{{$body}}{{event.unused}}{{/body}}{{$foot}}{{event.foot}}{{/foot}}")
                .part("line.html", "{{total}}")
                .load("mail");

        assertThat(template.paths())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "event.number (mail.subject:1)",
                        "event.order.items (mail.html:2)",
                        "event.order.items.name (mail.html:2)",
                        "event.order.items.size (mail.html:2)",
                        "event.order.items.size.unit.code (mail.html:2)",
                        "event.paid (mail.html:3)",
                        "event.dueOn (mail.html:3)",
                        "event.order (mail.html:4)",
                        "event.order.total (line.html:1)",
                        "event.root (mail.html:4)",
                        "contact.name (mail.html:4)",
                        "event.foot (layout.html:1)");
    }

    @Test
    void takes_names_that_begin_with_a_root_from_there_even_within_a_section() {
        MailTemplate template = html("{{#event.a}}{{event.b}}{{/event.a}}");

        assertThat(template.paths()).extracting("path").containsExactly("event.a", "event.b");
        assertThat(template.render(event("{'a':{'event':{'b':'inner'}},'b':'root'}"), Locale.ROOT, MissingData.REFUSE)
                        .html())
                .isEqualTo("root");
    }
}
