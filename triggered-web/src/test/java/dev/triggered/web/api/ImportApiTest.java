package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import dev.triggered.templates.CampaignImport;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Campaigns that become versions over HTTP. */
class ImportApiTest {
    private static final String IMPORTS = "/api/v1/streams/hello/imports";
    private static final String HTML = "<title>Hello</title><img src=\"img/logo.png\">";

    private final Shop shop = new Shop();
    private final TriggeredWeb web =
            shop.web().importer(file -> CampaignImport.file(file).content()).serve(0);
    private final Client operator =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void an_archive_becomes_the_newest_version_with_its_images() throws Exception {
        Client.Answer answer = operator.send(
                "POST",
                IMPORTS + "?version=1",
                BodyPublishers.ofByteArray(archive()),
                "Content-Type",
                "application/zip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/version").asInt()).isEqualTo(2);
        MailContent content = content();
        assertThat(content.parts()).containsEntry("html", "<title>Hello</title><img src=\"cid:logo.png\">");
        assertThat(content.files()).extracting(Attachment::contentId).containsExactly("logo.png");
    }

    @Test
    void all_that_is_wrong_is_told_at_once_and_nothing_is_published() throws Exception {
        Client.Answer answer =
                operator.postAs("text/html", IMPORTS + "?version=1", HTML + "<script>1</script><p>{% set x = 1 %}</p>");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/faults").size()).isEqualTo(3);
        assertThat(content().parts()).doesNotContainKey("html");
    }

    @Test
    void an_older_version_is_not_replaced_and_one_has_to_be_named() throws Exception {
        String html = "<title>Hello</title><p>Hi.</p>";

        assertThat(operator.postAs("text/html", IMPORTS + "?version=7", html).status())
                .isEqualTo(409);
        assertThat(operator.postAs("text/html", IMPORTS, html).status()).isEqualTo(422);
        assertThat(operator.postAs("text/plain", IMPORTS + "?version=1", html).status())
                .isEqualTo(415);
        assertThat(operator.as(Shop.VIEWER)
                        .postAs("text/html", IMPORTS + "?version=1", html)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void without_an_importer_there_is_no_such_path() throws Exception {
        try (TriggeredWeb plain = shop.web().serve(0)) {
            Client client =
                    new Client(URI.create("http://127.0.0.1:" + plain.address().getPort()), Shop.OPERATOR);
            assertThat(client.postAs("text/html", IMPORTS + "?version=1", HTML).status())
                    .isEqualTo(404);
        }
    }

    private MailContent content() {
        return shop.mail.streams().find("hello").orElseThrow().stream()
                .content()
                .orElseThrow();
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("campaign/index.html"));
            zip.write(HTML.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("campaign/img/logo.png"));
            zip.write(new byte[] {1, 2, 3});
        }
        return out.toByteArray();
    }
}
