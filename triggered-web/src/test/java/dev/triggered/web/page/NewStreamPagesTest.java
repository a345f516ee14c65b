package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.triggered.Attachment;
import dev.triggered.MailStream;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.templates.CampaignImport;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is made on a page. */
class NewStreamPagesTest {
    private static final String NEW = "/dashboard/new-stream";
    private static final String[] FIELDS = {
        "name",
        "reminder",
        "event",
        "order-placed",
        "purpose",
        "ORDER_CONFIRMATION",
        "from",
        "Acme <shop@notify.acme.example>",
        "part.subject",
        "Order {{event.number}}",
        "part.html",
        "<p>{{event.number}}</p>\r\n",
        "part.text",
        "",
        "missing",
        "REFUSE",
        "priority",
        "HIGH",
        "tracking",
        "OFF"
    };

    private static final String MAIL = """
            From: Acme <offers@acme.example>
            Subject: Order {{ event.number }}
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/related; boundary=inner

            --inner
            Content-Type: text/html; charset=utf-8

            <img src="cid:logo@acme.example"><p>{{ event.number }}</p>
            --inner
            Content-Type: image/png; name="logo.png"
            Content-ID: <logo@acme.example>
            Content-Disposition: inline; filename="logo.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --inner--
            --outer
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="terms.pdf"
            Content-Transfer-Encoding: base64

            JVBERi0xLjQK
            --outer--
            """;

    private final Shop shop = new Shop();
    private final TriggeredWeb web =
            shop.web().importer(file -> CampaignImport.file(file).content()).serve(0);
    private final Client client =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Browser operator = new Browser(client, "en");
    private final Browser viewer = new Browser(client.as(Shop.VIEWER), "de");

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void a_stream_is_created_as_a_draft_and_launched() throws Exception {
        assertThat(operator.page("/dashboard/streams").select("a[href=" + NEW + "]"))
                .hasSize(1);
        PageRules.check(NEW, operator.page(NEW));

        Client.Answer answer = operator.submit(NEW, FIELDS);

        assertThat(answer.header("Location")).isEqualTo("/dashboard/streams/reminder?done=drafted");
        assertThat(operator.page(answer.header("Location")).text()).contains("Created, as a draft.");
        MailStream stream = shop.mail.streams().find("reminder").orElseThrow().stream();
        assertThat(stream.content().orElseThrow().parts())
                .containsOnlyKeys("subject", "html")
                .containsEntry("html", "<p>{{event.number}}</p>\n");
        assertThat(shop.mail.streams().find("reminder").orElseThrow().state()).isEqualTo(StreamState.DRAFT);
        assertThat(shop.mail.streams().find("reminder").orElseThrow().changedBy())
                .isEqualTo("olga");
        assertThat(operator.submit("/dashboard/streams/reminder/launch").status())
                .isEqualTo(303);
    }

    @Test
    void what_cannot_be_created_is_shown_again_with_what_is_wrong() throws Exception {
        Client.Answer taken = operator.submit(NEW, with("name", "order-confirmation"));
        Client.Answer empty = operator.submit(NEW, with("part.html", ""));

        assertThat(taken.status()).isIn(409, 422);
        assertThat(taken.body()).contains("order-confirmation", "Order {{event.number}}");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(operator.submit(NEW, with("event", "nothing")).status()).isEqualTo(422);
        assertThat(operator.submit(NEW, with("from", "nobody")).status()).isEqualTo(422);
        assertThat(shop.mail.streams().find("reminder")).isEmpty();
    }

    @Test
    void a_new_stream_is_looked_at_before_it_is_created() throws Exception {
        Client.Answer mail = operator.submit(NEW + "/draft", FIELDS);
        Client.Answer faults = operator.submit(NEW + "/draft", with("part.html", "{{event.price}}"));

        assertThat(mail.body()).contains("<p>number</p>");
        assertThat(mail.header("Content-Security-Policy")).contains("sandbox;");
        assertThat(faults.body()).contains("event.price");
        assertThat(shop.mail.streams().find("reminder")).isEmpty();
    }

    @Test
    void a_campaign_fills_the_editor_and_nothing_is_created() throws Exception {
        Client.Answer answer = operator.submit(
                NEW + "/import",
                with(
                        "campaign",
                        "<html><head><title>Order {{ event.number }}</title></head><body>"
                                + "{% if event.note %}<p>{{ event.note|upper }}</p>{% endif %}</body></html>"));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(page.select("input[name=part.subject]").attr("value")).isEqualTo("Order {{event.number}}");
        assertThat(page.select("textarea[name=part.html]").text()).contains("{{#event.note?}}");
        assertThat(page.select("#name").attr("value")).isEqualTo("reminder");
        PageRules.check(NEW, page);
        assertThat(shop.mail.streams().find("reminder")).isEmpty();
    }

    @Test
    void a_campaign_that_cannot_be_imported_is_shown_again_with_why() throws Exception {
        Client.Answer answer =
                operator.submit(NEW + "/import", with("campaign", "<title>x</title><script>alert(1)</script>"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select(".faults").text()).contains("script");
        assertThat(Jsoup.parse(answer.body()).select("main script")).isEmpty();
        assertThat(Jsoup.parse(answer.body()).select("#campaign").text()).contains("alert(1)");
    }

    @Test
    void a_mail_becomes_a_draft_with_its_images_and_files_which_stay_when_it_is_edited() throws Exception {
        Client.Answer answer = operator.upload(NEW + "/upload", octets(MAIL), FIELDS);

        assertThat(answer.header("Location")).isEqualTo("/dashboard/streams/reminder/edit?done=imported");
        Document editor = operator.page(answer.header("Location"));
        PageRules.check(NEW, editor);
        assertThat(editor.text()).contains("Imported, as a draft.", "Files: logo.png, terms.pdf");
        assertThat(editor.select("textarea[name=part.html]").text()).contains("cid:logo@acme.example");
        assertThat(operator.submit(
                                "/dashboard/streams/reminder/edit",
                                with("version", "1", "part.html", "<img src=\"cid:logo@acme.example\">"))
                        .status())
                .isEqualTo(303);
        StreamInfo info = shop.mail.streams().find("reminder").orElseThrow();
        assertThat(info.state()).isEqualTo(StreamState.DRAFT);
        assertThat(info.stream().content().orElseThrow().files())
                .extracting(Attachment::name, Attachment::contentId)
                .containsExactly(tuple("logo.png", "logo@acme.example"), tuple("terms.pdf", ""));
        assertThat(operator.get("/dashboard/streams/reminder/sample").body())
                .isEqualTo("<img src=\"data:image/png;base64,iVBORw0KGgo=\">");
    }

    @Test
    void a_file_that_cannot_be_imported_is_refused_with_all_that_is_wrong() throws Exception {
        String mail = MAIL.replace("<p>", "<script>1</script><p>{% set x = 1 %}");

        Client.Answer answer = operator.upload(NEW + "/upload", octets(mail), FIELDS);
        Client.Answer none = operator.upload(NEW + "/upload", new byte[0], FIELDS);
        Client.Answer nameless = operator.upload(NEW + "/upload", octets(MAIL), with("from", "nobody"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select(".faults li").eachText())
                .hasSize(2)
                .anyMatch(fault -> fault.contains("script"))
                .anyMatch(fault -> fault.contains("{% set x = 1 %}"));
        assertThat(Jsoup.parse(answer.body()).select("#name").attr("value")).isEqualTo("reminder");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.body()).contains("Choose a file.");
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(shop.mail.streams().find("reminder")).isEmpty();
    }

    @Test
    void a_mail_with_images_does_not_fit_into_the_fields() throws Exception {
        Client.Answer answer = operator.submit(NEW + "/import", with("campaign", MAIL));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select(".faults").text()).contains("create a draft of its file");
    }

    @Test
    void a_file_is_taken_of_an_operator_with_a_token_of_the_page_only() throws Exception {
        assertThat(operator.uploadWith("forged", NEW + "/upload", octets(MAIL), FIELDS)
                        .status())
                .isEqualTo(403);
        assertThat(viewer.uploadWith("x", NEW + "/upload", octets(MAIL), FIELDS).status())
                .isEqualTo(403);
        assertThat(operator.submit(NEW + "/upload", FIELDS).status()).isEqualTo(415);
        assertThat(shop.mail.streams().find("reminder")).isEmpty();
    }

    @Test
    void without_an_importer_nothing_is_imported() throws Exception {
        try (TriggeredWeb plain = shop.web().serve(0)) {
            URI base = URI.create("http://127.0.0.1:" + plain.address().getPort());
            Browser other = new Browser(new Client(base, Shop.OPERATOR), "en");

            assertThat(other.page(NEW).select("#campaign")).isEmpty();
            assertThat(other.submit(NEW + "/import", "campaign", "x").status()).isEqualTo(404);
            assertThat(other.upload(NEW + "/upload", octets(MAIL)).status()).isEqualTo(404);
        }
    }

    @Test
    void a_viewer_creates_nothing() throws Exception {
        assertThat(viewer.page(NEW).select("form[method=post]")).isEmpty();
        assertThat(viewer.page("/dashboard/streams").select("a[href=" + NEW + "]"))
                .isEmpty();
        assertThat(viewer.post(NEW, "token=x").status()).isEqualTo(403);
        assertThat(operator.post(NEW, "token=x").status()).isEqualTo(403);
    }

    private static byte[] octets(String mail) {
        return mail.getBytes(StandardCharsets.UTF_8);
    }

    private static String[] with(String... others) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String[] pairs : List.of(FIELDS, others)) {
            for (int i = 0; i < pairs.length; i += 2) {
                fields.put(pairs[i], pairs[i + 1]);
            }
        }
        return fields.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }
}
