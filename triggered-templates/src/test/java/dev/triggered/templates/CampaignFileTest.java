package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Campaigns that come as a file of which nothing is known. */
class CampaignFileTest {
    private static final String HTML = "<title>t</title><img src=\"img/logo.png\"><img src=\"/other/logo.png\">";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(out);

    private void add(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private void add(String name, String content) throws IOException {
        add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] archive() throws IOException {
        zip.close();
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: t\n\n<p>x</p>",
                "From Acme Mon Mar 2 10:00:00 2026\nSubject: t\n\nx",
                "X-Mailer: x\r\nFrom: a@b.example\r\n\r\nx"
            })
    void a_mail_begins_with_a_field(String mail) {
        assertThat(CampaignForm.of(mail.getBytes(StandardCharsets.UTF_8))).isEqualTo(CampaignForm.MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><title>t</title>",
                "\r\n  <a:b>x</a:b>",
                "Hello <b>you</b>",
                "\u00ef\u00bb\u00bf<title>t</title>",
                ""
            })
    void all_else_that_is_no_archive_may_be_html(String html) {
        assertThat(CampaignForm.of(html.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(CampaignForm.HTML);
    }

    @Test
    void a_mail_and_html_are_read_as_they_are_elsewhere() throws IOException {
        byte[] mail = Eml.WHOLE.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] html = "<title>caf\u00e9</title><p>{{ event.x }}</p>".getBytes(StandardCharsets.UTF_8);

        assertThat(CampaignImport.file(mail).content()).isEqualTo(Eml.read(mail).content());
        assertThat(CampaignImport.file(html).content().parts())
                .containsEntry("subject", "caf\u00e9")
                .containsEntry("html", "<title>caf\u00e9</title><p>{{event.x}}</p>");
    }

    @Test
    void an_archive_brings_the_images_of_its_html_along() throws IOException {
        add("__MACOSX/index.html", "<p>nothing</p>");
        add("campaign/.index.html", "<p>nothing</p>");
        add("campaign/index.html", HTML.replace("/other", "../other").replace("../other/logo.png", "img/logo.png?2"));
        add("campaign/img/logo.png", Eml.PNG);
        add("campaign/parts/footer.html", "<p>nothing</p>");
        add("campaign/img/unused.png", Eml.PNG);

        MailContent content = CampaignImport.file(archive()).content();

        assertThat(content.parts())
                .containsEntry("html", "<title>t</title><img src=\"cid:logo.png\"><img src=\"cid:logo.png\">");
        assertThat(content.files())
                .extracting(Attachment::name, Attachment::contentId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("logo.png", "logo.png"));
        assertThat(content.files().get(0).open().readAllBytes()).isEqualTo(Eml.PNG);
    }

    @Test
    void an_image_comes_from_the_folder_of_its_html_and_no_other() throws IOException {
        add("campaign/index.html", HTML + "<img src=\"../logo.png\">");
        add("other/logo.png", Eml.PNG);
        add("logo.png", Eml.PNG);

        assertThat(CampaignImport.file(archive()).faults())
                .extracting(fault -> fault.category() + " " + fault.text())
                .containsExactly("FILE img/logo.png", "FILE /other/logo.png", "FILE ../logo.png");
    }

    @Test
    void an_archive_has_one_html_file() throws IOException {
        add("a.html", "<p>a</p>");
        add("b.htm", "<p>b</p>");
        byte[] two = archive();

        assertThatThrownBy(() -> CampaignImport.file(two)).hasMessageContaining("2 HTML files", "/a.html, /b.htm");
    }

    @Test
    void an_archive_without_html_or_that_is_none_is_refused() throws IOException {
        add("logo.png", Eml.PNG);
        byte[] none = archive();

        assertThatThrownBy(() -> CampaignImport.file(none))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("without an HTML file");
        assertThatThrownBy(() -> CampaignImport.file(Arrays.copyOf(none, 40)))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("archive");
    }

    @Test
    void a_damaged_archive_is_read_or_refused_and_nothing_else() throws IOException {
        add("campaign/index.html", HTML.replace("/other", "img"));
        add("campaign/img/logo.png", Eml.PNG);
        byte[] whole = archive();
        Random random = new Random(4711);

        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt(256);
            }
            assertThat(catchThrowable(() -> CampaignImport.file(damaged)))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown -> assertThat(thrown).isInstanceOf(CampaignException.class));
        }
    }

    @Test
    void what_unpacks_without_end_is_not_unpacked() throws IOException {
        byte[] zeros = new byte[1_000_000];
        add("index.html", "<title>t</title><img src=\"bomb.png\">");
        zip.putNextEntry(new ZipEntry("bomb.png"));
        for (int i = 0; i < 200; i++) {
            zip.write(zeros);
        }
        byte[] bomb = archive();

        assertThat(bomb).hasSizeLessThan(1_000_000);
        assertThatThrownBy(() -> CampaignImport.file(bomb))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("larger than 25000000");
    }

    @Test
    void a_file_has_25_megabytes_at_most() {
        assertThatThrownBy(() -> CampaignImport.file(new byte[25_000_001]))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("larger than");
    }
}
