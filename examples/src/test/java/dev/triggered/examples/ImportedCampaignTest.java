package dev.triggered.examples;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Contact;
import dev.triggered.MailContent;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedCampaignTest {
    private static final Path GUIDE = Path.of("..", "docs", "importing.md");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void prints_the_mail_as_it_was_received() throws Exception {
        ImportedCampaign.run(ImportedCampaign.ownCampaign(), out);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Subject: Jane, order 4711 is on its way \uD83D\uDCE6")
                .contains("Hello Jane,")
                .contains("it travels overnight.")
                .doesNotContain("three days")
                .contains("- 2 x Espresso cup", "- 1 x Coffee <fresh & strong>")
                .contains("https://acme.example/parcels/A%2F42?name=Jane")
                .contains("Your note: none")
                .contains("[inline] logo.png, 194 bytes");
    }

    @Test
    void prints_what_is_wrong_with_another_campaign(@TempDir Path folder) throws Exception {
        Path eml = Files.writeString(
                folder.resolve("x.eml"), "From: a@acme.example\nList-Id: <news>\n\nHello {{ event.a > 1 }}");

        ImportedCampaign.run(eml, out);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        System.lineSeparator(),
                        "header: 'List-Id' is a field of mailing lists: export it without",
                        "subject: is not there: give one with subject(...)",
                        "text:1: '{{ event.a > 1 }}' is more than a value with filters",
                        ""));
    }

    @Test
    void travels_through_the_dispatcher_with_its_image_where_the_html_shows_it() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                TriggeredMail mail = TriggeredMail.builder()
                        .senderDomain("notify.acme.example")
                        .templates(MustacheTemplates.inCode())
                        .dispatcher(SmtpDispatcher.to(SmtpRelay.at(smtp.host(), smtp.port())
                                        .plaintext()
                                        .build())
                                .build())
                        .stream(ImportedCampaign.stream(ImportedCampaign.ownCampaign()))
                        .start()) {
            mail.trigger(
                            ImportedCampaign.PARCEL_SENT,
                            Trigger.to(Contact.of("joe@example.com").with("firstName", "Jo & Co"))
                                    .with("number", 1)
                                    .with("parcel", "B")
                                    .with("note", "<i>ring</i>")
                                    .with("items", List.of(Map.of("name", "Tea", "count", 3))))
                    .orThrow();

            CapturedMail received = CapturedMail.of(
                    smtp.awaitMessages(1, Duration.ofSeconds(30)).get(0));
            assertThat(received)
                    .hasHtmlContaining("cid:logo@campaigns.acme.example")
                    .hasHtmlContaining("Hello Jo &amp; Co,")
                    .hasHtmlContaining("name=Jo%20%26%20Co")
                    .hasHtmlContaining("<li>3 &times; Tea</li>")
                    .hasHtmlContaining("Your note: &lt;i&gt;ring&lt;/i&gt;")
                    .hasHtmlContaining("three days")
                    .hasTextContaining("Your note: <i>ring</i>")
                    .hasTextContaining(
                            "Hello Jo & Co,\n\nit takes about three days.\nIn the parcel:\n- 3 x Tea\n\nTrack");
            assertThat(received.attachments()).singleElement().satisfies(image -> {
                assertThat(image.contentId()).isEqualTo("logo@campaigns.acme.example");
                assertThat(image.bytes())
                        .isEqualTo(ImportedCampaignTest.class
                                .getResourceAsStream("/mail/logo.png")
                                .readAllBytes());
            });
        }
    }

    @Test
    void mends_a_draft(@TempDir Path folder) throws IOException {
        Path html = Files.writeString(folder.resolve("x.html"), "<p>{% set greeting = 'Hello' %}Hello %%name%%</p>");

        MailContent content = ImportedCampaign.mended(html, out);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("html:1: '{% set greeting = 'Hello' %}' is no statement that can be translated");
        assertThat(content)
                .isEqualTo(MailContent.of("Your parcel {{event.parcel}}")
                        .html("<p>Hello {{contact.name}}</p>")
                        .part("subject_de", "Ihr Paket {{event.parcel}}"));
    }

    @Test
    void is_what_the_guide_shows() throws IOException {
        List<String> statements = Snippets.statements(Files.readString(GUIDE));
        String source = Snippets.source(ImportedCampaign.class);

        assertThat(statements)
                .hasSize(2)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }
}
