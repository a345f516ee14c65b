package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MailStream;
import dev.triggered.StreamState;
import dev.triggered.templates.CampaignImport;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
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

    private final Shop shop = new Shop();
    private final TriggeredWeb web =
            shop.web().importer(html -> CampaignImport.html(html).content()).serve(0);
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
    void without_an_importer_nothing_is_imported() throws Exception {
        try (TriggeredWeb plain = shop.web().serve(0)) {
            URI base = URI.create("http://127.0.0.1:" + plain.address().getPort());
            Browser other = new Browser(new Client(base, Shop.OPERATOR), "en");

            assertThat(other.page(NEW).select("#campaign")).isEmpty();
            assertThat(other.submit(NEW + "/import", "campaign", "x").status()).isEqualTo(404);
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

    private static String[] with(String field, String value) {
        String[] fields = new String[FIELDS.length + 2];
        fields[0] = field;
        fields[1] = value;
        System.arraycopy(FIELDS, 0, fields, 2, FIELDS.length);
        for (int i = 2; i < fields.length; i += 2) {
            if (fields[i].equals(field)) {
                fields[i + 1] = value;
            }
        }
        return fields;
    }
}
