package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of streams, beside the templates of the engine. */
class OwnContentTest {
    private static final Map<String, Object> MODEL =
            Map.of("event", Map.of("number", 7), "contact", Map.of("name", "Jane & Joe"));

    private final MustacheTemplates templates = MustacheTemplates.inCode()
            .part("layout.html", "<body>{{$content}}{{/content}}{{>parts/footer}}</body>")
            .part("parts/footer.html", "<i>Acme</i>")
            .part("parts/footer_de.html", "<i>Acme AG</i>");

    @Test
    void use_layouts_and_partials_of_the_engine_in_the_language_of_the_reader() {
        MailTemplate template = templates.compile(
                "sale",
                MailContent.of("Hi {{contact.name}}")
                        .html("{{<layout}}{{$content}}<p>{{contact.name}}</p>{{/content}}{{/layout}}"));

        RenderedMail english = template.render(MODEL, Locale.ENGLISH, MissingData.REFUSE);
        RenderedMail german = template.render(MODEL, Locale.GERMANY, MissingData.REFUSE);

        assertThat(english.subject()).isEqualTo("Hi Jane & Joe");
        assertThat(english.html()).isEqualTo("<body><p>Jane &amp; Joe</p><i>Acme</i></body>");
        assertThat(english.text()).contains("Jane & Joe");
        assertThat(german.html()).contains("<i>Acme AG</i>");
    }

    @Test
    void name_their_faults_by_stream_and_part() {
        MailContent content =
                MailContent.of("{{number}}").html("<p>\n{{#event.order}}</p>").part("html_de", "{{>parts/nothing}}");

        TemplateException e =
                catchThrowableOfType(TemplateException.class, () -> templates.compile("Our sale", content));

        assertThat(e.faults())
                .contains(
                        "Our sale.html:2: {{#event.order}} is not closed",
                        "Our sale.html_de:1: there is no parts/nothing.html")
                .anyMatch(fault -> fault.startsWith("Our sale.subject:1: 'number' begins with neither"));
    }

    @Test
    void cannot_be_named_as_a_partial_by_anybody() {
        for (String name : new String[] {"/", "sale", "html"}) {
            MailContent content = MailContent.of("s").html("{{>" + name + "}}");
            TemplateException e =
                    catchThrowableOfType(TemplateException.class, () -> templates.compile("sale", content));
            assertThat(e.faults()).isNotEmpty().noneMatch(fault -> fault.contains("contains itself"));
        }
    }

    @Test
    void take_no_variants_from_a_template_of_their_name() {
        MailTemplate template = templates
                .part("sale.subject", "template")
                .part("sale_de.subject", "Vorlage")
                .compile("sale", MailContent.of("content").text("text"));

        assertThat(template.render(MODEL, Locale.GERMAN, MissingData.REFUSE).subject())
                .isEqualTo("content");
    }

    @Test
    void follow_a_partial_in_a_folder_that_is_read_again(@TempDir Path folder) throws IOException {
        Path footer = Files.writeString(folder.resolve("footer.text.mustache"), "one");
        MailTemplate template = MustacheTemplates.inFolder(folder)
                .reloading()
                .compile("sale", MailContent.of("s").text("{{>footer}}"));
        assertThat(template.render(MODEL, Locale.ENGLISH, MissingData.REFUSE).text())
                .isEqualTo("one");

        Files.writeString(footer, "another");

        assertThat(template.render(MODEL, Locale.ENGLISH, MissingData.REFUSE).text())
                .isEqualTo("another");
    }

    @Test
    void begin_with_the_sources_of_a_template_as_they_are() {
        MustacheTemplates withOrder = templates
                .part("order.subject", "Order {{event.number}}")
                .part("order.html", "{{<layout}}{{$content}}{{event.number}}{{/content}}{{/layout}}")
                .part("order_de_AT.subject", "Auftrag {{event.number}}")
                .part("order-2.subject", "another one");

        assertThat(withOrder.source("order"))
                .contains(MailContent.of("Order {{event.number}}")
                        .html("{{<layout}}{{$content}}{{event.number}}{{/content}}{{/layout}}")
                        .part("subject_de_AT", "Auftrag {{event.number}}"));
        assertThat(withOrder.source("order-2")).isEmpty();
        assertThat(withOrder.source("layout")).isEmpty();
        assertThat(withOrder.source("../order")).isEmpty();
        assertThat(withOrder.source("/")).isEmpty();
    }
}
