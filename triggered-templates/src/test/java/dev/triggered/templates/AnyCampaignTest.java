package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MailContent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a campaign is a placeholder or text, and nothing else happens. */
class AnyCampaignTest {
    private static final List<String> PLACEHOLDERS = List.of(
            "%%name%%",
            "%%UrlEncode_name%%",
            "{{event.a}}",
            "{{ event.a|default('d') }}",
            "{{ x.b }}",
            "{{ x }}",
            "{% for x in event.list %}",
            "{% foreach y in x.inner %}",
            "{% endfor %}",
            "{% endforeach %}",
            "{% if event.a %}",
            "{% if not x.b %}",
            "{% elseif event.c %}",
            "{% else %}",
            "{% endif %}",
            "{# note #}",
            "{{#event.list}}",
            "{{/event.list}}",
            "{{#event.a?}}",
            "{{/event.a?}}",
            "{{b}}",
            "{{.}}",
            "{{#upper}}{{event.a}}{{/upper}}");
    private static final List<String> SCRAPS = List.of(
            "{{",
            "}}",
            "{{{",
            "}}}",
            "{",
            "}",
            "{%",
            "%}",
            "{#",
            "#}",
            "%%",
            "%",
            "%7B%7B",
            "%7D%7D",
            "{{=<% %>=}}",
            "<%={{ }}=%>",
            "{{=<% %>=}}{{<%={{ }}=%>",
            "{{>p}}",
            "{{<p}}",
            "{{$b}}",
            "{{&event.a}}",
            "{{!",
            "'",
            "\"",
            "|",
            "event",
            ".",
            " ",
            "\n",
            "\r\n",
            "<b>",
            "x",
            "&amp;",
            "\uD83D\uDE00",
            "\0",
            "=",
            "&quot;");

    private static String campaign(Random chance, List<String> scraps) {
        StringBuilder text = new StringBuilder();
        for (int i = chance.nextInt(14); i >= 0; i--) {
            List<String> from = chance.nextInt(3) == 0 ? scraps : PLACEHOLDERS;
            text.append(from.get(chance.nextInt(from.size())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void is_translated_once_and_for_all(Kind kind) {
        Random chance = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            String campaign = campaign(chance, SCRAPS);
            String once = Placeholders.translate(campaign, kind, new Findings("text"));

            assertThat(Placeholders.translate(once, kind, new Findings("text")))
                    .as("%s", campaign)
                    .isEqualTo(once);
        }
    }

    @Test
    void compiles_whatever_stood_in_it() {
        Random chance = new Random(4712);
        for (int round = 0; round < 3_000; round++) {
            String campaign = campaign(chance, SCRAPS);
            String source = Placeholders.translate(campaign, Kind.TEXT, new Findings("text"));
            MailContent content = MailContent.of("-").text(source);

            assertThat(MustacheTemplates.inCode().compile("mail", content).paths())
                    .as("%s became %s", campaign, source)
                    .allMatch(path ->
                            path.path().startsWith("event.") || path.path().startsWith("contact."));
        }
    }

    @Test
    void is_left_byte_for_byte_where_there_are_no_placeholders() {
        Random chance = new Random(4713);
        List<String> harmless = List.of(
                "{",
                "}",
                "%",
                "a",
                "é",
                "\uD83D\uDE00",
                "<p class=\"x\">",
                "</p>",
                "\n",
                "\r\n",
                "\t",
                " ",
                "&nbsp;",
                "#",
                "\0",
                "$x$",
                "[[y]]");
        for (int round = 0; round < 3_000; round++) {
            String text = String.join(
                    "|",
                    IntStream.range(0, chance.nextInt(30))
                            .mapToObj(i -> harmless.get(chance.nextInt(harmless.size())))
                            .toList());
            Findings findings = new Findings("html");

            assertThat(Placeholders.translate(text, Kind.HTML, findings)).isEqualTo(text);
            assertThat(findings.all()).isEmpty();
        }
    }

    @Test
    void shows_all_braces_outside_of_placeholders_and_runs_none() {
        Random chance = new Random(4714);
        List<String> braces =
                List.of("{", "}", "{{", "}}", "{{{", "}}}", "=", "<%", "%>", " ", "event.a", "#", "/", "x");
        Map<String, Object> model = Map.of("event", Map.of("a", "SECRET"), "contact", Map.of("n", "NAME"));
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = chance.nextInt(10); i >= 0; i--) {
                text.append(braces.get(chance.nextInt(braces.size())));
            }
            String campaign = text.toString().replaceAll("\\{\\{ *[#/]? *event\\.[\\w.]+ *}}|\\{#", "");
            String source = Placeholders.translate(campaign + "%%n%%", Kind.TEXT, new Findings("text"));

            assertThat(Rendered.mail(MailContent.of("-").text(source), model).text())
                    .as("%s", source)
                    .isEqualTo(campaign + "NAME");
        }
    }
}
