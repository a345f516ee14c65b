package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.NewSuppression;
import dev.triggered.StreamState;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages as a browser without scripts has them. */
class DashboardTest {
    private static final String STREAM = "/dashboard/streams/order-confirmation";
    private static final String EVIL = "<script>alert('x')</script>";

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client client =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Browser operator = new Browser(client, "en-GB,en;q=0.8");
    private final Browser viewer = new Browser(client.as(Shop.VIEWER), "de-AT, de;q=0.9, en;q=0.5");

    private String message = "";

    @BeforeEach
    void fill() {
        message = shop.mail
                .trigger("order-placed", Trigger.to("jane@example.com").with("number", "1"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow()
                .value();
        shop.mail.trigger("welcome", Trigger.to("joe@example.com"));
        shop.mail
                .suppressions()
                .add(NewSuppression.of("john@example.com", SuppressionReason.GLOBAL)
                        .note(EVIL));
    }

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void every_link_resolves_and_every_page_can_be_read_by_all() throws Exception {
        for (Browser browser : List.of(operator, viewer)) {
            Set<String> seen = new HashSet<>(List.of("/dashboard", "/dashboard/messages/" + message));
            Deque<String> todo = new ArrayDeque<>(seen);
            while (!todo.isEmpty()) {
                String path = todo.pop();
                Document page = browser.page(path);
                assertThat(browser.get(path).status()).as(path).isEqualTo(200);
                PageRules.check(path, page);
                for (Element link : page.select("a[href^=/]:not([download]), iframe[src]")) {
                    String target = link.hasAttr("href") ? link.attr("href") : "";
                    if (!target.isEmpty() && seen.add(target)) {
                        todo.push(target);
                    }
                }
            }
            assertThat(seen)
                    .hasSizeGreaterThan(20)
                    .contains(
                            STREAM,
                            STREAM + "/versions/1",
                            "/dashboard/programs/welcoming",
                            "/dashboard/events/notice");
        }
    }

    @Test
    void all_is_loaded_from_here_and_nothing_stands_within() throws Exception {
        Client.Answer answer = operator.get("/dashboard");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        for (Element file : operator.page("/dashboard").select("script[src], link[href]")) {
            String path = file.hasAttr("src") ? file.attr("src") : file.attr("href");
            assertThat(operator.get(path).header("Cache-Control")).as(path).contains("immutable");
        }
        assertThat(operator.get("/dashboard/assets/texts_en.properties").status())
                .isEqualTo(404);
    }

    @Test
    void the_language_is_the_one_that_the_browser_asks_for() throws Exception {
        assertThat(operator.page("/dashboard").select("html").attr("lang")).isEqualTo("en");
        assertThat(viewer.page("/dashboard").select("html").attr("lang")).isEqualTo("de");
        assertThat(viewer.page("/dashboard/streams").select("h1").text()).isEqualTo("Strecken");
        assertThat(new Browser(client, ";;;").page("/dashboard").select("html").attr("lang"))
                .isEqualTo("en");
    }

    @Test
    void what_people_wrote_is_text() throws Exception {
        assertThat(operator.get("/dashboard/suppressions").body()).doesNotContain(EVIL);
        assertThat(operator.page("/dashboard/suppressions").text()).contains(EVIL);
        assertThat(operator.page("/dashboard/suppressions?prefix=" + "%22%3E%3Cscript%3E")
                        .select("#prefix")
                        .attr("value"))
                .isEqualTo("\"><script>");
    }

    @Test
    void an_operator_pauses_and_resumes_and_it_is_on_record_who() throws Exception {
        assertThat(operator.submit(STREAM + "/pause").header("Location")).isEqualTo(STREAM + "?done=paused");
        assertThat(operator.page(STREAM).select(".head .pill").text()).isEqualTo("Paused");
        assertThat(operator.page("/dashboard").select(".needs").text()).contains("order-confirmation");
        assertThat(operator.submit(STREAM + "/resume", "version", "AS_TRIGGERED")
                        .status())
                .isEqualTo(303);

        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().changedBy())
                .isEqualTo("olga");
    }

    @Test
    void a_viewer_is_shown_no_button_and_may_not_press_one() throws Exception {
        assertThat(viewer.page(STREAM).select("form[method=post]")).isEmpty();

        Client.Answer answer = viewer.post(STREAM + "/pause", "token=x");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("Das ist nicht erlaubt");
        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().state())
                .isEqualTo(StreamState.LIVE);
    }

    @Test
    void a_form_without_a_token_changes_nothing() throws Exception {
        assertThat(operator.post(STREAM + "/pause", "token=x").status()).isEqualTo(403);
        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().state())
                .isEqualTo(StreamState.LIVE);
    }

    @Test
    void an_edit_is_a_new_version_and_shows_what_is_different() throws Exception {
        Client.Answer answer = edit("1", "<p>{{event.number}}</p>\r\n<p>Thanks</p>");

        assertThat(answer.header("Location")).isEqualTo(STREAM + "?done=published");
        Document version = operator.page(STREAM + "/versions/2");
        assertThat(version.select("ins").text()).isEqualTo("+ <p>Thanks</p>");
        assertThat(operator.submit(STREAM + "/versions/1/rollback").status()).isEqualTo(303);
        assertThat(operator.page(STREAM + "/versions/3").select("del").text()).isEqualTo("− <p>Thanks</p>");
    }

    @Test
    void an_edit_that_breaks_the_contract_is_shown_again_with_its_faults() throws Exception {
        Client.Answer answer = edit("1", "<p>{{event.price}}</p>");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("event.price", "&lt;p&gt;{{event.price}}&lt;/p&gt;");
        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void an_edit_is_looked_at_before_it_is_published() throws Exception {
        String[] fields = {"from", "Acme <shop@notify.acme.example>", "part.html", "<p>{{event.number}}!</p>"};
        Client.Answer mail = operator.submit(STREAM + "/draft", fields);
        fields[3] = "<p>{{event.price}}</p>";
        Client.Answer faults = operator.submit(STREAM + "/draft", fields);

        assertThat(mail.body()).contains("<p>number!</p>");
        assertThat(mail.header("Content-Security-Policy")).contains("sandbox;");
        assertThat(faults.body()).contains("event.price");
        assertThat(faults.header("Content-Type")).startsWith("text/plain");
        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void an_edit_of_an_older_version_is_a_conflict() throws Exception {
        edit("1", "<p>first</p>");

        assertThat(edit("1", "<p>second</p>").status()).isEqualTo(409);
    }

    private Client.Answer edit(String version, String html) throws Exception {
        return operator.submit(
                STREAM + "/edit",
                "version",
                version,
                "from",
                "Acme <shop@notify.acme.example>",
                "part.subject",
                "Order {{event.number}}",
                "part.html",
                html);
    }

    @Test
    void a_mail_is_shown_where_nothing_runs_and_nothing_is_loaded() throws Exception {
        Client.Answer answer = operator.submit(STREAM + "/sample", "data", "{\"number\": \"<b>7\"}", "part", "html");

        assertThat(answer.body()).contains("&lt;b&gt;7");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "sandbox;", "frame-ancestors 'self'");
        assertThat(operator.page(STREAM).select("iframe").attr("sandbox")).isEmpty();
        assertThat(operator.page(STREAM).select("iframe[sandbox]")).hasSize(1);
        assertThat(operator.submit(STREAM + "/sample", "data", "{").header("Content-Type"))
                .startsWith("text/plain");
        assertThat(shop.dispatcher.attempts()).hasSizeLessThan(2);
    }

    @Test
    void a_test_is_sent_and_the_page_says_what_the_relay_said() throws Exception {
        shop.dispatcher.awaitMail();
        Client.Answer answer =
                operator.submit(STREAM + "/test-send", "address", "olga@example.com", "data", "{\"number\": \"7\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Accepted", "olga@example.com");
        assertThat(shop.dispatcher.awaitMails(2).get(1).subject()).isEqualTo("[Test] Order 7");
        assertThat(operator.submit(STREAM + "/test-send", "address", "john@example.com")
                        .body())
                .contains("suppressed");
    }

    @Test
    void an_address_is_suppressed_and_let_go() throws Exception {
        operator.submit("/dashboard/suppressions", "address", "ann@example.com", "reason", "INTERNAL_BLOCKLIST");
        assertThat(operator.page("/dashboard/suppressions?prefix=ann").text()).contains("ann@example.com", "olga");

        operator.submit(
                "/dashboard/suppressions/remove",
                "address",
                "ann@example.com",
                "reason",
                "INTERNAL_BLOCKLIST",
                "stream",
                "");
        assertThat(operator.page("/dashboard/suppressions?prefix=ann").text()).contains("No suppression matches.");
    }

    @Test
    void an_event_is_registered_and_deleted_when_nothing_uses_it() throws Exception {
        Client.Answer created =
                operator.submit("/dashboard/events", "name", "parcel sent/ü", "requires", "parcel.id, parcel.carrier");
        assertThat(created.status()).isIn(303, 422);
        assertThat(operator.submit("/dashboard/events", "name", "parcel-sent", "requires", "parcel.id parcel.carrier")
                        .status())
                .isEqualTo(303);
        assertThat(operator.page("/dashboard/events/parcel-sent").text()).contains("parcel.carrier");
        assertThat(operator.submit("/dashboard/events/parcel-sent/delete").status())
                .isEqualTo(303);
        assertThat(operator.submit("/dashboard/events/notice/delete").status()).isEqualTo(409);
    }

    @Test
    void streams_have_the_counts_of_today_that_the_reports_have() throws Exception {
        shop.dispatcher.awaitMail();
        shop.mail.trigger("order-placed", Trigger.to("joe@example.com"));
        ReportQuery today =
                ReportQuery.of(ReportPeriod.DAY, Instant.now(), Instant.now().plusSeconds(1)).stream(
                        "order-confirmation");
        await().until(() -> shop.mail.reports().find(today).get(0).counts().of(Measure.SENT) == 1);

        Document page = operator.page("/dashboard/streams?sort=SENT");
        Element row = page.select("tbody tr").first();

        assertThat(row.select("th").text()).isEqualTo("order-confirmation");
        assertThat(row.select("td.num").eachText()).containsExactly("1", "1", "1", "1", "0");
        assertThat(row.select("td.num a").first().attr("href"))
                .isEqualTo("/dashboard/messages?from=" + View.encoded(midnight()) + "&stream=order-confirmation");
        assertThat(page.select("th[aria-sort]").text()).isEqualTo("Sent");
    }

    private static String midnight() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).toString();
    }

    @Test
    void a_stream_has_charts_that_are_tables_of_what_the_reports_have() throws Exception {
        shop.dispatcher.awaitMail();
        await().until(() -> sent(operator.page(STREAM)).equals("1"));

        for (String period : List.of("HOUR", "DAY", "MONTH", "YEAR")) {
            Document page = operator.page(STREAM + "?period=" + period);
            assertThat(sent(page)).as(period).isEqualTo("1");
            assertThat(page.select(".choice [aria-current]").attr("href")).endsWith(period);
            assertThat(page.select("#deliverability td:nth-child(3)").eachAttr("data-value").stream()
                            .mapToLong(Long::parseLong)
                            .sum())
                    .as(period)
                    .isEqualTo(1);
            assertThat(page.select("#deliverability .plot").attr("aria-label")).contains("Sent: 1, at most 1");
        }
        String csv = operator.page(STREAM).select("a[download]").attr("href");
        assertThat(operator.get(csv).body()).contains("order-confirmation");
    }

    /** Returns how many mails the newest version of a stream has sent. */
    private static String sent(Document page) {
        return page.select("#figures > .scroll tbody tr:first-child td:nth-child(3)")
                .text();
    }

    @Test
    void the_overview_says_whether_mail_goes_out_and_what_waits() throws Exception {
        shop.dispatcher.awaitMail();
        await().until(() -> operator.page("/dashboard")
                .select("#h-hour + ul .tile strong")
                .first()
                .text()
                .equals("1"));
        Document page = operator.page("/dashboard");

        assertThat(page.select("#throughput td[data-value=1]")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(page.select("#h-lanes + div tbody tr"))
                .hasSize(shop.mail.lanes().size());
        assertThat(page.select("#h-lanes + div tbody .pill").eachText()).containsOnly("works");
        assertThat(page.select("figure .plot, figure .calm")).hasSize(3);
    }

    @Test
    void what_is_not_there_is_a_page_too() throws Exception {
        Client.Answer answer = operator.get("/dashboard/streams/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(operator.get("/dashboard/nowhere").body()).contains("There is nothing here");
        assertThat(new Browser(client.as(""), "en").get("/dashboard").status()).isEqualTo(401);
    }
}
