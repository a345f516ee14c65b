package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.testkit.CapturedAttachment;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaigns that were saved as mails. */
class CampaignEmlTest {
    private static final String HTML_PART = "Content-Type: text/html; charset=utf-8\n\n<p>x</p>";

    @Test
    void becomes_a_content_with_bodies_images_and_files() throws IOException {
        CampaignImport imported = Eml.read(Eml.WHOLE);
        MailContent content = imported.content();

        assertThat(content.parts())
                .containsExactly(
                        entry(
                                "html",
                                "<html><body><img src=\"cid:logo@acme.example\" alt=\"Acme\"><p>Hello {{contact.firstName}},</p>\n"
                                        + "<ul>{{#event.order.items}}<li>{{name}}</li>{{/event.order.items}}</ul>\n"
                                        + "<a href=\"https://acme.example/?q={{#urlEncode}}{{contact.firstName}}{{/urlEncode}}\">"
                                        + "Order</a></body></html>"),
                        entry("subject", "Grüße, {{contact.firstName}}!"),
                        entry("text", "Grüße, {{contact.firstName}}!\nOrder {{event.order.number}}"));
        assertThat(content.files())
                .extracting(Attachment::name, Attachment::type, Attachment::contentId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("logo.png", "image/png", "logo@acme.example"),
                        org.assertj.core.groups.Tuple.tuple("Prämien.pdf", "application/pdf", ""));
        assertThat(content.files().get(0).open().readAllBytes()).isEqualTo(Eml.PNG);
        assertThat(imported.from()).hasToString("Optional[Acme Café <offers@news.acme.example>]");
        assertThat(imported.replyTo()).hasToString("Optional[Acme, Service <service@acme.example>]");
        assertThat(imported.faults()).isEmpty();
    }

    @Test
    void is_sent_with_its_image(@TempDir Path folder) throws IOException {
        Path eml = Files.writeString(folder.resolve("campaign.eml"), Eml.WHOLE);
        ExternalEvent orderPlaced = ExternalEvent.named("order-placed");
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        try (TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(dispatcher)
                .stream(MailStream.named("order-confirmation")
                        .on(orderPlaced)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .content(CampaignImport.eml(eml).content())
                        .build())
                .start()) {
            mail.trigger(
                            orderPlaced,
                            Trigger.to(dev.triggered.Contact.of("jane@example.com")
                                            .with("firstName", "Jane & Joe"))
                                    .with(
                                            "order",
                                            Map.of(
                                                    "number",
                                                    7,
                                                    "items",
                                                    List.of(Map.of("name", "Tea"), Map.of("name", "<b>")))))
                    .orThrow();

            CapturedMail sent = dispatcher.awaitMail();
            assertThat(sent.subject()).isEqualTo("Grüße, Jane & Joe!");
            assertThat(sent.text()).isEqualTo("Grüße, Jane & Joe!\nOrder 7");
            assertThat(sent.html())
                    .contains("src=\"cid:logo@acme.example\"", "<li>Tea</li><li>&lt;b&gt;</li>", "q=Jane%20%26%20Joe");
            assertThat(sent.attachments())
                    .extracting(CapturedAttachment::contentId)
                    .containsExactly("logo@acme.example", "");
            assertThat(sent.attachments().get(0).bytes()).isEqualTo(Eml.PNG);
        }
    }

    @ParameterizedTest
    @CsvSource({"iso-8859-1", "windows-1252", "ISO-8859-15", "utf-8", "UTF-16BE", "koi8-r", "'\"utf-8\"'"})
    void reads_a_body_in_its_charset(String charset) {
        String word = charset.equals("koi8-r") ? "Привет" : "Grüße";
        byte[] body = word.getBytes(java.nio.charset.Charset.forName(charset.replace("\"", "")));
        String encoded = java.util.Base64.getEncoder().encodeToString(body);
        String mail = Eml.simple("text/plain; charset=" + charset + "\nContent-Transfer-Encoding: base64", encoded);

        assertThat(Eml.read(mail).content().parts()).containsEntry("text", word);
    }

    @Test
    void reads_a_body_without_a_charset_or_in_ascii_as_utf_8() {
        for (String type : new String[] {"text/plain", "text/plain; charset=us-ascii", "nonsense"}) {
            assertThat(Eml.read(Eml.simple(type, "Grüße")).content().parts())
                    .as(type)
                    .containsEntry("text", "Grüße");
        }
    }

    @Test
    void keeps_content_ids_that_are_none_of_ours_as_far_as_it_can() {
        String image = "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <%s>\n\nAAAA";
        MailContent content = Eml.read(Eml.multipart(
                        "multipart/related",
                        "Content-Type: text/html\n\n<img src='cid:a%40x'><img src=cid:b/c#d><td background=\"cid:a@x\">"
                                + "<p style=\"background: url(&quot;cid:e&amp;f&quot;)\">",
                        image.formatted("a@x"),
                        image.formatted("b/c#d"),
                        image.formatted("e&f"),
                        image.formatted("unused")))
                .content();

        assertThat(content.parts().get("html"))
                .isEqualTo("<img src='cid:a%40x'><img src=cid:b-c-d><td background=\"cid:a@x\">"
                        + "<p style=\"background: url(&quot;cid:e-f&quot;)\">");
        assertThat(content.files()).extracting(Attachment::contentId).containsExactly("a@x", "b-c-d", "e-f", "unused");
    }

    @Test
    void takes_a_file_with_a_content_id_that_nothing_shows_for_an_attachment() {
        MailContent content = Eml.read(Eml.multipart(
                        "multipart/mixed",
                        HTML_PART,
                        "Content-Type: image/png; name=photo.png\nContent-ID: <photo>\n"
                                + "Content-Disposition: attachment\n\nx"))
                .content();

        assertThat(content.files()).singleElement().satisfies(file -> {
            assertThat(file.contentId()).isEmpty();
            assertThat(file.name()).isEqualTo("photo.png");
        });
    }

    @Test
    void keeps_a_mail_that_is_attached() throws IOException {
        MailContent content = Eml.read(Eml.multipart(
                        "multipart/mixed",
                        HTML_PART,
                        "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/html\n\n<p>inner</p>"))
                .content();

        assertThat(content.parts().get("html")).isEqualTo("<p>x</p>");
        Attachment inner = content.files().get(0);
        assertThat(inner.name()).isEqualTo("file-1.bin");
        assertThat(inner.type()).isEqualTo("message/rfc822");
        assertThat(new String(inner.open().readAllBytes(), StandardCharsets.UTF_8))
                .contains("<p>inner</p>");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\\\a\\\\b.txt, b.txt",
        "=?utf-8?q?=C3=BCber.txt?=, über.txt",
        "=?utf-8?q?evil=E2=80=AEtxt.exe?=, eviltxt.exe",
        "., file-1.bin",
        "'', file-1.bin"
    })
    void gives_files_names_that_are_safe(String name, String safe) {
        MailContent content = Eml.read(Eml.multipart(
                        "multipart/mixed",
                        HTML_PART,
                        "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + name
                                + "\"\n\nx"))
                .content();

        assertThat(content.files()).singleElement().extracting(Attachment::name).isEqualTo(safe);
    }

    @Test
    void takes_further_bodies_along_as_files_and_lists_them() {
        CampaignImport imported = Eml.read(Eml.multipart(
                "multipart/alternative",
                "Content-Type: text/plain\n\nx",
                HTML_PART,
                "Content-Type: text/x-amp-html\n\n<html amp4email></html>",
                "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR"));

        assertThat(imported.faults())
                .extracting(CampaignFault::toString)
                .containsExactly(
                        "file: 'text/x-amp-html' is another body, which has no place beside the others: it goes along as a"
                                + " file",
                        "file: 'text/calendar' is another body, which has no place beside the others: it goes along as a"
                                + " file");
        assertThat(imported.draft().files()).hasSize(2);
    }

    @Test
    void leaves_remote_images_and_placeholders_in_addresses_alone() {
        String html =
                "<img src=\"https://cdn.acme.example/a.png\"><img src='//cdn/x.png'><img src=\"data:image/gif;base64,R0\">"
                        + "<img src=\"{{event.image}}\">";

        CampaignImport imported = Eml.read(Eml.simple("text/html", html));

        assertThat(imported.content().parts()).containsEntry("html", html);
    }
}
