package dev.triggered.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.triggered.NewSuppression;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.notice.Backlog;
import dev.triggered.templates.CampaignImport;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each page is like in a browser, light, dark, and on a phone. All are opened once, by their links. */
@ExtendWith(InChromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageInChromiumTest {
    private static final String LINKS =
            "() => [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))";
    private static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

    private final Set<String> seen = new HashSet<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> light = new ArrayList<>();
    private final List<String> dark = new ArrayList<>();
    private final List<String> tooWide = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    @BeforeAll
    void open_all(Chromium chromium) {
        try (OpenShop shop = OpenShop.with(EveryPageInChromiumTest::withAll);
                Visit visit = shop.visit(chromium, OpenShop.OPERATOR)) {
            Deque<String> todo = new ArrayDeque<>(List.of("/dashboard", "/dashboard/messages/" + fill(shop)));
            while (!todo.isEmpty()) {
                String path = todo.pop();
                if (seen.add(path)) {
                    todo.addAll(look(visit, path));
                }
            }
            troubles.addAll(visit.troubles());
        }
    }

    private static TriggeredWeb.Builder withAll(TriggeredWeb.Builder web) {
        Backlog backlog = new Backlog(2, Optional.of(Instant.EPOCH));
        List<WebhookStatus> webhooks = Arrays.stream(WebhookState.values())
                .map(state -> new WebhookStatus(
                        "shop-" + state.name().toLowerCase(Locale.ROOT),
                        "https://shop.example",
                        state,
                        new WebhookStatus.Counts(3, 1, backlog),
                        "it answered 500"))
                .toList();
        return web.importer(file -> CampaignImport.file(file).content()).webhooks(() -> webhooks);
    }

    private static String fill(OpenShop shop) {
        shop.shop.mail.trigger("welcome", Trigger.to("joe@example.com"));
        shop.shop.mail.suppressions().add(NewSuppression.of("john@example.com", SuppressionReason.GLOBAL));
        return shop.shop
                .mail
                .trigger("order-placed", Trigger.to("jane@example.com").with("number", "1"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow()
                .value();
    }

    /** Returns the links of a page; of those that differ by their queries, none. */
    private List<String> look(Visit visit, String path) {
        Response response = visit.open(path);
        Page page = visit.page();
        if (response.status() != 200) {
            unread.add(path + ": " + response.status());
        }
        Axe.violations(page).forEach(violation -> light.add(path + ": " + violation));
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Axe.violations(page, "color-contrast").forEach(violation -> dark.add(path + ": " + violation));
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
        if ((boolean) page.evaluate(TOO_WIDE)) {
            tooWide.add(path);
        }
        page.setViewportSize(1_280, 900);
        return ((List<?>) page.evaluate(LINKS))
                .stream()
                        .map(Object::toString)
                        .filter(link -> link.startsWith("/") && !link.contains("?"))
                        .toList();
    }

    @Test
    void each_page_is_there() {
        assertThat(seen).hasSizeGreaterThan(20).contains("/dashboard/webhooks", "/dashboard/new-stream");
        assertThat(unread).isEmpty();
    }

    @Test
    void axe_finds_nothing_serious_in_light() {
        assertThat(light).isEmpty();
    }

    @Test
    void axe_finds_nothing_serious_in_dark() {
        assertThat(dark).isEmpty();
    }

    @Test
    void no_page_scrolls_sideways_on_a_phone() {
        assertThat(tooWide).isEmpty();
    }

    @Test
    void nothing_is_asked_of_elsewhere_and_neither_scripts_nor_the_policy_complain() {
        assertThat(troubles).isEmpty();
    }
}
