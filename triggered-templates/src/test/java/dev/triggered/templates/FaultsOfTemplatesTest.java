package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.triggered.TemplateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsOfTemplatesTest {
    private static MustacheTemplates html(String html) {
        return MustacheTemplates.inCode().part("mail.subject", "-").part("mail.html", html);
    }

    private static List<String> faults(MustacheTemplates templates) {
        try {
            templates.load("mail");
        } catch (TemplateException e) {
            return e.faults();
        }
        return List.of();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{{#event.a}}; {{#event.a}} is not closed",
                "{{^event.a}}x; {{^event.a}} is not closed",
                "{{$block}}; {{$block}} is not closed",
                "{{/event.a}}; {{/event.a}} closes what is not open",
                "{{#event.a}}{{#event.b}}{{/event.a}}; {{#event.b}} is not closed before {{/event.a}}",
                "{{event.a; a tag begins with {{ and is not closed by }}",
                "{{{event.a}}; a tag begins with {{ and is not closed by }}}",
                "{{! never ends; a tag begins with {{ and is not closed by }}",
                "{{=<% %>}}; a tag begins with {{ and is not closed by =}}",
                "{{=<%=}}; delimiters are changed like this: {{=<% %>=}}",
                "{{= a b c =}}; delimiters are changed like this: {{=<% %>=}}",
                "{{= == == =}}; delimiters are changed like this: {{=<% %>=}}",
                "{{=<% %>=}}<%%>; {{}} holds no name: write names with dots between them",
                "{{}}; {{}} holds no name: write names with dots between them",
                "{{event.a b}}; {{event.a b}} holds no name: write names with dots between them",
                "{{event..a}}; {{event..a}} holds no name: write names with dots between them",
                "{{event.}}; {{event.}} holds no name: write names with dots between them",
                "{{ #event.a }}; {{#event.a}} holds no name: write names with dots between them",
                "{{#event.a|upper}}{{/event.a|upper}}; \"\"",
                "{{name}}; 'name' begins with neither event nor contact: write event.name, say, or put it into a section",
                "{{evnet.name}}; 'evnet.name' begins with neither event nor contact: write event.evnet.name, say, or put it into a section",
                "{{events}}; 'events' begins with neither event nor contact: write event.events, say, or put it into a section",
                "{{^name}}{{/name}}; 'name' begins with neither event nor contact: write event.name, say, or put it into a section",
                "{{.}}; '.' stands outside of all sections",
                "{{>footer}}; there is no footer.html",
                "{{<layout}}{{/layout}}; there is no layout.html",
                "{{>*event.a}}; '*event.a' is no name of a partial or layout: names are letters, digits and '-', with '/' between folders, from the root of the templates down",
                "{{%PRAGMA}}; pragmas are not supported: {{%PRAGMA}}",
            })
    void tells_what_is_wrong_and_in_which_line(String html, String fault) {
        assertThat(faults(html("one\n{{! two\nthree }}\n" + html)))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of("mail.html:4: " + fault));
    }

    @Test
    void tells_all_faults_at_once() {
        MustacheTemplates templates = MustacheTemplates.inCode()
                .part("mail.html", "{{>footer}}\n{{name}}\n{{#event.a}}\n{{/event.b}}")
                .part("mail_de.html", "\n{{>fusszeile}}")
                .part("mail.text", "{{>footer}}")
                .part("footer.html", "{{}}\n{{>more}}");

        assertThat(faults(templates))
                .containsExactlyInAnyOrder(
                        "mail: has no subject: there is no mail.subject",
                        "footer.html:1: {{}} holds no name: write names with dots between them",
                        "footer.html:2: there is no more.html",
                        "mail.html:2: 'name' begins with neither event nor contact: write event.name, say, or put it into"
                                + " a section",
                        "mail.html:4: {{/event.b}} closes what is not open",
                        "mail.html:3: {{#event.a}} is not closed",
                        "mail.text:1: there is no footer.text",
                        "mail_de.html:2: there is no fusszeile.html");
    }

    @Test
    void tells_which_blocks_a_layout_does_not_have() {
        MustacheTemplates templates =
                html("{{<layout}}\n{{$contnet}}x{{/contnet}}\n{{$title}}a{{/title}}{{$title}}b{{/title}}\n{{/layout}}")
                        .part("layout.html", "{{$title}}{{/title}}{{$content}}{{/content}}");

        assertThat(faults(templates))
                .containsExactly(
                        "mail.html:3: the block 'title' is given twice",
                        "mail.html:2: the layout 'layout' has no use for the block 'contnet': it has none of that name, or"
                                + " another block replaces it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "../../etc/passwd",
                "..\\secret",
                "a/../../b",
                "file:/etc/passwd",
                "classpath:x",
                "~/x",
                "./x",
                "a//b",
                "mail/",
                "x.html",
                "x_de"
            })
    void refuses_partials_and_layouts_that_might_lead_elsewhere(String name) {
        assertThat(faults(html("{{>" + name + "}}\n{{<" + name + "}}{{/" + name + "}}")))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("is no name of a partial or layout"));
    }

    @Test
    void refuses_partials_that_contain_themselves() {
        assertThat(faults(html("{{>a}}").part("a.html", "\n{{>b}}").part("b.html", "{{#event.x}}{{>a}}{{/event.x}}")))
                .containsExactly("b.html:1: a.html contains itself");
        assertThat(faults(html("{{>mail}}"))).containsExactly("mail.html:1: mail.html contains itself");
        assertThat(faults(html("{{<mail}}{{/mail}}"))).containsExactly("mail.html:1: mail.html contains itself");
    }

    @Test
    void refuses_partials_that_grow_without_end() {
        MustacheTemplates templates = html("{{>p0}}");
        for (int i = 0; i < 40; i++) {
            templates = templates.part("p" + i + ".html", "{{>p" + (i + 1) + "}}{{>p" + (i + 1) + "}}");
        }
        assertThat(faults(templates.part("p40.html", "x")))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains("grows too large"));
    }

    @Test
    void refuses_sections_that_are_nested_beyond_reason() {
        String deep = "{{#event.a}}".repeat(5_000) + "{{/event.a}}".repeat(5_000);

        assertThat(faults(html(deep)))
                .containsExactly("mail.html:1: is nested more than 100 deep, with its partials and layouts");
    }

    @Test
    void says_what_is_wrong_without_the_whole_tag() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> html("{{" + "x ".repeat(500) + "}}").load("mail"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
