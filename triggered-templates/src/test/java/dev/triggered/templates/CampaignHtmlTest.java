package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaigns that are HTML files. */
class CampaignHtmlTest {
    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("campaign/img")).getParent();
    }

    private CampaignImport read(String html) throws IOException {
        return CampaignImport.html(Files.writeString(folder.resolve("campaign.html"), html));
    }

    private void image(String name) throws IOException {
        Files.write(folder.resolve(name), Eml.PNG);
    }

    @Test
    void takes_the_images_beside_it_along() throws IOException {
        image("img/logo.png");
        image("img/my photo.JPG");
        image("back.gif");
        String html = """
                <!DOCTYPE html><html><head><title>Order {{ event.number }}</title>
                <style>.a{background:url('back.gif')}</style></head>
                <body background="back.gif"><!--[if mso]><v:fill src="img/logo.png"/><![endif]-->
                <img alt="x" src="img/logo.png"><IMG SRC = './img/../img/logo.png?v=2'><img src=img\\logo.png>
                <img src="img/my%20photo.JPG"><p style="background: url(&quot;back.gif&quot;)">%%name%%</p>
                <img src="https://acme.example/remote.png" data-src="img/none.png"></body></html>
                """;

        MailContent content = read(html).content();

        assertThat(content.parts())
                .containsOnlyKeys("html", "subject")
                .containsEntry("subject", "Order {{event.number}}");
        assertThat(content.parts().get("html"))
                .isEqualTo(html.replace("{{ event.number }}", "{{event.number}}")
                        .replace("%%name%%", "{{contact.name}}")
                        .replace("back.gif", "cid:back.gif")
                        .replace("./img/../img/logo.png?v=2", "cid:logo.png")
                        .replace("img\\logo.png", "cid:logo.png")
                        .replace("img/logo.png", "cid:logo.png")
                        .replace("img/my%20photo.JPG", "cid:my-photo.jpg"));
        assertThat(content.files())
                .extracting(Attachment::name, Attachment::type, Attachment::contentId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("back.gif", "image/gif", "back.gif"),
                        org.assertj.core.groups.Tuple.tuple("logo.png", "image/png", "logo.png"),
                        org.assertj.core.groups.Tuple.tuple("my photo.JPG", "image/jpeg", "my-photo.jpg"));
        assertThat(content.files().get(1).open().readAllBytes()).isEqualTo(Eml.PNG);
    }

    @Test
    void gives_images_of_one_name_different_content_ids() throws IOException {
        image("logo.png");
        image("img/logo.png");

        MailContent content =
                read("<title>t</title><img src=logo.png><img src=img/logo.png>").content();

        assertThat(content.parts().get("html")).endsWith("<img src=cid:logo.png><img src=cid:logo.png-2>");
        assertThat(content.files()).extracting(Attachment::contentId).containsExactly("logo.png", "logo.png-2");
    }

    @Test
    void lists_what_is_not_there_or_must_not_be_taken() throws IOException {
        Files.write(root.resolve("secret.png"), Eml.PNG);
        Files.createSymbolicLink(folder.resolve("link.png"), root.resolve("secret.png"));
        Files.writeString(folder.resolve("passwords.txt"), "hunter2");
        Files.createDirectory(folder.resolve("dir.png"));

        CampaignImport imported = read("""
                <title>t</title>
                <img src="none.png">
                <img src="../secret.png">
                <img src="link.png">
                <img src="passwords.txt">
                <img src="dir.png">
                <img src="/etc/logo.png">
                <img src="file:///etc/logo.png">
                <img src="a%00b.png"><img src="100%.png">
                <img src="https://x/y.png" srcset="https://x/y.png 1x, y2.png 2x">
                """);

        assertThat(imported.faults())
                .extracting(CampaignFault::category)
                .containsOnly(CampaignFault.Category.FILE)
                .hasSize(10);
        assertThat(imported.faults())
                .extracting(fault -> fault.line() + " " + fault.text())
                .containsExactly(
                        "2 none.png",
                        "3 ../secret.png",
                        "4 link.png",
                        "5 passwords.txt",
                        "6 dir.png",
                        "7 /etc/logo.png",
                        "8 file:///etc/logo.png",
                        "9 a%00b.png",
                        "9 100%.png",
                        "10 srcset=\"https://x/y.png 1x, y2.png 2x\"");
        assertThat(imported.draft().files()).isEmpty();
    }

    @Test
    void takes_no_image_of_a_page_without_a_folder() {
        assertThat(CampaignImport.html("<title>t</title><img src=\"logo.png\">").faults())
                .extracting(CampaignFault::toString)
                .containsExactly("html:1: 'logo.png' leads to a file, and there is no folder to look in");
    }

    @Test
    void takes_the_subject_that_it_is_given() {
        CampaignImport imported = CampaignImport.html("<p>Hello</p>");

        assertThat(imported.faults())
                .extracting(CampaignFault::toString)
                .containsExactly("subject: is not there: give one with subject(...)");
        assertThat(imported.subject("Your order {{event.number}}").content())
                .isEqualTo(MailContent.of("Your order {{event.number}}").html("<p>Hello</p>"));
        assertThat(CampaignImport.html("<title>{{ bad }}</title><p>x</p>")
                        .subject("good")
                        .faults())
                .extracting(CampaignFault::part)
                .containsExactly("html");
    }

    @ParameterizedTest
    @CsvSource({"utf-8, ''", "utf-8, utf-8", "windows-1252, windows-1252", "iso-8859-1, ISO-8859-1", "utf-16, ''"})
    void reads_the_charset_that_it_names(String charset, String named) throws IOException {
        String meta = named.isEmpty()
                ? ""
                : "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + named + "\">";
        String html = "<title>Grüße</title>" + meta + "<p>ä</p>";
        Path file = Files.write(folder.resolve("x.html"), html.getBytes(Charset.forName(charset)));

        assertThat(CampaignImport.html(file).content().parts())
                .containsEntry("subject", "Grüße")
                .containsEntry("html", html);
    }

    @Test
    void lists_a_charset_that_it_cannot_read() throws IOException {
        Path file =
                Files.write(folder.resolve("x.html"), "<title>t</title><p>ä</p>".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(CampaignImport.html(file).faults())
                .extracting(CampaignFault::toString)
                .containsExactly("html: 'UTF-8' is not the charset that it is written in");

        Path unknown = Files.write(
                folder.resolve("y.html"),
                "<meta charset=klingon><title>t</title>ä".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(CampaignImport.html(unknown).faults())
                .extracting(CampaignFault::toString)
                .contains("html: 'klingon' is the name of a charset that nobody knows");
    }

    @Test
    void leaves_text_without_placeholders_byte_for_byte() throws IOException {
        String html = "\uFEFF<title>t</title>\r\n<P Class='x'>&nbsp;{a}\t<br/>\r</p >\n<!-- c --><![CDATA[]]>";

        assertThat(read(html).content().parts()).containsEntry("html", html.substring(1));
    }

    @Test
    void refuses_what_is_no_html() throws IOException {
        for (String text : List.of("", "just text", "a < b and c > d", "<p>\0</p>")) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(CampaignException.class)
                    .hasMessage("file: is no HTML");
        }
        Path png = Files.write(folder.resolve("x.html"), Eml.PNG);
        assertThatThrownBy(() -> CampaignImport.html(png)).isInstanceOf(CampaignException.class);
        assertThatThrownBy(() -> CampaignImport.html(folder.resolve("none.html")))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("none.html cannot be read");
        assertThatThrownBy(() -> read("<p>" + "x".repeat(1_000_000)))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("at most 1000000 are allowed");
    }
}
