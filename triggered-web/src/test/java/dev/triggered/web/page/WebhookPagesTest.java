package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.notice.Backlog;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How webhooks are doing, on a page. */
class WebhookPagesTest {
    private static final String PAGE = "/dashboard/webhooks";
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void each_webhook_says_how_it_is_and_what_waits_since_when() throws Exception {
        List<WebhookStatus> webhooks = List.of(
                new WebhookStatus(
                        "shop",
                        "https://shop.example",
                        WebhookState.RESTING,
                        new WebhookStatus.Counts(1_234, 2, new Backlog(Backlog.MOST, Optional.of(SINCE))),
                        "it answered <b>500</b>"),
                new WebhookStatus(
                        "crm",
                        "https://crm.example",
                        WebhookState.CLOSED,
                        new WebhookStatus.Counts(0, 0, new Backlog(0, Optional.empty())),
                        ""));
        try (TriggeredWeb web = shop.web().webhooks(() -> webhooks).serve(0)) {
            Document page = viewer(web, "en").page(PAGE);

            PageRules.check(PAGE, page);
            assertThat(page.select("nav a[aria-current]").text()).isEqualTo("Webhooks");
            assertThat(page.select("tbody tr")).hasSize(2);
            assertThat(page.select("tbody tr").get(0).select("th, td").eachText())
                    .containsExactly(
                            "shop",
                            "https://shop.example",
                            "rests",
                            "1,234",
                            "2",
                            "10,000+",
                            "2026-03-01 12:00:00 UTC",
                            "it answered <b>500</b>");
            assertThat(page.select("tbody tr").get(1).select(".pill.CLOSED")).isEmpty();
            assertThat(page.select("tbody time").attr("datetime")).isEqualTo(SINCE.toString());
            assertThat(viewer(web, "de").page(PAGE).select("tbody .pill").eachText())
                    .containsExactly("ruht", "geschlossen");
        }
    }

    @Test
    void without_webhooks_the_page_says_so() throws Exception {
        try (TriggeredWeb web = shop.web().webhooks(List::of).serve(0)) {
            assertThat(viewer(web, "en").page(PAGE).select(".empty h2").text()).isEqualTo("No webhooks");
        }
    }

    @Test
    void where_the_host_gave_none_there_is_no_page() throws Exception {
        try (TriggeredWeb web = shop.web().serve(0)) {
            Browser viewer = viewer(web, "en");

            assertThat(viewer.get(PAGE).status()).isEqualTo(404);
            assertThat(viewer.page("/dashboard").select("nav").text()).doesNotContain("Webhooks");
        }
    }

    private static Browser viewer(TriggeredWeb web, String language) {
        URI base = URI.create("http://127.0.0.1:" + web.address().getPort());
        return new Browser(new Client(base, Shop.VIEWER), language);
    }
}
