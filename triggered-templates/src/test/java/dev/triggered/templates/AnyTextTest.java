package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MissingData;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes into a template is rendered or refused with its line, and nothing else happens. */
class AnyTextTest {
    private static final List<String> SCRAPS = List.of(
            "{{",
            "}}",
            "{{{",
            "}}}",
            "{",
            "}",
            "{{#",
            "{{^",
            "{{/",
            "{{<",
            "{{>",
            "{{$",
            "{{!",
            "{{=",
            "=}}",
            "{{%",
            "{{&",
            "<%",
            "%>",
            "{{=<% %>=}}",
            "{{=| |=}}",
            "{{=% #=}}",
            "|",
            "#",
            "/",
            "=",
            "%",
            "event",
            "event.a",
            "a",
            ".",
            "..",
            "date",
            "upper",
            "p",
            "mail",
            " ",
            "\n",
            "\r\n",
            "x",
            "{{event.a}}",
            "{{#event.a}}",
            "{{/event.a}}",
            "{{#upper}}",
            "{{/upper}}",
            "{{>p}}",
            "{{<p}}",
            "{{/p}}",
            "{{$t}}",
            "{{/t}}",
            "\0",
            "<b>",
            "\uD83D");

    @Test
    void is_rendered_or_refused() {
        Random chance = new Random(4711);
        int rendered = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = chance.nextInt(12); i >= 0; i--) {
                text.append(SCRAPS.get(chance.nextInt(SCRAPS.size())));
            }
            try {
                MailTemplate template = MustacheTemplates.inCode()
                        .part("mail.subject", "-")
                        .part("mail.text", text.toString())
                        .part("p.text", "p{{$t}}t{{/t}}{{event.a}}")
                        .load("mail");
                template.render(Map.of("event", Map.of("a", "x")), Locale.UK, MissingData.LEAVE_EMPTY);
                rendered++;
            } catch (TemplateException e) {
                assertThat(e.faults())
                        .as("%s", text)
                        .isNotEmpty()
                        .allMatch(fault -> fault.matches("(?s)(mail|p)\\.text:\\d+: .+"));
                refused++;
            }
        }
        assertThat(rendered).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }
}
