package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.RenderedMail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/templates.md} shows is so. */
class GuideTest {
    private static final Path GUIDE = Path.of("../docs/templates.md");
    private static final Pattern FILE =
            Pattern.compile("`([^`]+)\\.mustache`:\n\n```mustache\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| `(\\{\\{#.*)` \\| `(.*)` \\| `(.*)` \\|");

    private static List<MatchResult> inGuide(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(GUIDE)).results().toList();
    }

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void shows_code_that_compiles() throws IOException {
        // spotless:off
        MustacheTemplates onClasspath = MustacheTemplates.onClasspath("mail");
        MustacheTemplates inFolder =
                MustacheTemplates.inFolder(Path.of("templates")).reloading();
        MustacheTemplates inCode = MustacheTemplates.inCode()
                .part("order-confirmation.subject", "Your order {{event.order.number}}")
                .part("order-confirmation.text", "Thank you, {{contact.firstName}}!");
        // spotless:on

        assertThat(onClasspath.load("welcome").paths()).isEmpty();
        assertThat(inFolder).isNotNull();
        assertThat(inCode.load("order-confirmation").paths()).hasSize(2);
    }

    @Test
    void shows_a_content_that_compiles() {
        byte[] logo = {1};
        byte[] terms = {2};
        // spotless:off
        MailContent content = MailContent.of("Your order {{event.order.number}}")
                .html("<img src=\"cid:logo\" alt=\"Acme\"> <p>Thank you, {{contact.firstName}}!</p>")
                .part("html_de", "<img src=\"cid:logo\" alt=\"Acme\"> <p>Danke, {{contact.firstName}}!</p>")
                .file(Attachment.of("logo.png", logo).inline("logo"))
                .file(Attachment.of("terms.pdf", terms));
        // spotless:on

        assertThat(MustacheTemplates.inCode().compile("orders", content).paths())
                .hasSize(3);
    }

    @Test
    void shows_no_code_that_is_not_run_here() throws IOException {
        String self = Files.readString(Path.of("src/test/java/dev/triggered/templates/GuideTest.java"))
                .replaceAll("\\s+", " ");

        assertThat(inGuide(Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL)))
                .hasSize(2)
                .allSatisfy(code -> assertThat(self).contains(code.group(1).replaceAll("\\s+", " ")));
    }

    @Test
    void shows_a_template_and_what_becomes_of_it() throws IOException {
        MustacheTemplates templates = MustacheTemplates.inCode();
        List<String> files = new ArrayList<>();
        for (MatchResult file : inGuide(FILE)) {
            templates = templates.part(file.group(1), file.group(2));
            files.add(file.group(1));
        }
        Map<String, Object> model =
                PlainData.fromJson(block("json").getBytes(UTF_8)).asMap();

        RenderedMail mail = templates.load("order-confirmation").render(model, Locale.UK, MissingData.REFUSE);

        assertThat(files).hasSize(4);
        assertThat(mail.subject()).isEqualTo("Your order A 4711");
        assertThat(mail.html()).contains("Tea &amp; Co", "&lt;please&gt;").doesNotContain("no note");
        assertThat(mail.text()).isEqualTo(block("text"));
    }

    @Test
    void shows_what_helpers_write() throws IOException {
        List<MatchResult> rows = inGuide(ROW);

        assertThat(rows).hasSize(12);
        for (MatchResult row : rows) {
            String call = row.group(1).replace("\\|", "|");
            String text = MustacheTemplates.inCode()
                    .zone(ZoneId.of("Europe/Berlin"))
                    .part("mail.subject", "-")
                    .part("mail.text", call)
                    .load("mail")
                    .render(
                            Map.of("event", Map.of("x", row.group(2)), "contact", Map.of()),
                            Locale.GERMANY,
                            MissingData.REFUSE)
                    .text();
            assertThat(text.replace('\u00A0', ' ')).as(call).isEqualTo(row.group(3));
        }
    }

    @Test
    void lists_every_helper() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(Helpers.names()).allSatisfy(name -> assertThat(guide).contains("| `{{#" + name + "}}"));
    }
}
