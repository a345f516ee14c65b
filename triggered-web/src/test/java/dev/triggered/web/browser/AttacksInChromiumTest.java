package dev.triggered.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.triggered.web.browser.OpenShop.OPERATOR;
import static dev.triggered.web.browser.OpenShop.STREAM;
import static dev.triggered.web.browser.OpenShop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others try, where a browser has a say in it. The rest is tried without one. */
@ExtendWith(InChromium.class)
class AttacksInChromiumTest {
    private static final String EVIL = "<script>top.document.title='owned'</script><img src=x onerror=\"top.owned=1\">";
    private static final String LURE =
            "<form method=post action='%s'><input type=hidden name=token value=x><button>Win a prize</button></form>";

    private static StreamState state(OpenShop shop) {
        return shop.shop.mail.streams().find("order-confirmation").orElseThrow().state();
    }

    @Test
    void a_value_that_is_a_script_is_a_text(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(STREAM + "/preview");
            visit.fill("Data of the event, as JSON", "{\"number\": \"" + EVIL.replace("\"", "\\\"") + "\"}");
            visit.press("Show");

            FrameLocator mail = visit.page().frameLocator("iframe[name=mail]");
            assertThat(mail.locator("p")).hasText(EVIL);
            assertThat(visit.troubles()).isEmpty();
            assertThat(visit.page().title()).startsWith("Preview");
        }
    }

    @Test
    void a_mail_that_is_a_script_neither_runs_nor_tells_anybody(Chromium chromium) throws Exception {
        try (OtherSite site = OtherSite.with("");
                OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(STREAM + "/edit");
            visit.page()
                    .locator("[name='part.html']")
                    .fill("<p>{{event.number}}</p>" + EVIL + "<img src='" + site.address()
                            + "pixel'><link rel=stylesheet href='"
                            + site.address() + "style'><meta http-equiv=refresh content='0;url=" + site.address()
                            + "gone'>");
            visit.press("Publish as a new version");
            assertThat(visit.page().locator(".notice")).hasText("Published.");
            visit.open(STREAM + "/preview");

            assertThat(visit.page().frameLocator("iframe[name=mail]").locator("p"))
                    .hasText("number");
            assertThat(visit.page().title()).startsWith("Preview");
            assertThat(visit.page().evaluate("() => window.owned === undefined"))
                    .isEqualTo(true);
            assertThat(site.asked()).isEmpty();
        }
    }

    @Test
    void a_stream_whose_name_is_markup_is_found_and_paused(Chromium chromium) {
        String name = "\"><b onload='x'>&amp;\u00e4";
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            shop.shop
                    .mail
                    .streams()
                    .create(MailStream.named(name)
                            .on(shop.shop
                                    .mail
                                    .events()
                                    .find("hello")
                                    .orElseThrow()
                                    .event())
                            .purpose(Purpose.SERVICE_NOTICE)
                            .from("shop@notify.acme.example")
                            .content(MailContent.of("Hello").text("Hello."))
                            .build());
            visit.open("/dashboard/streams");
            visit.follow(name);
            visit.press("Launch");
            visit.press("Pause");

            assertThat(visit.state()).hasText("Paused");
            assertThat(visit.heading()).hasText(name);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_page_of_another_site_posts_in_vain(Chromium chromium) throws Exception {
        try (OpenShop shop = new OpenShop();
                OtherSite site = OtherSite.with(LURE.formatted(shop.base() + STREAM + "/pause"));
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(STREAM);
            visit.open(site.address());
            visit.press("Win a prize");

            assertThat(visit.heading()).hasText("This is not permitted");
            assertThat(state(shop)).isEqualTo(StreamState.LIVE);
        }
    }

    @Test
    void a_page_of_another_site_has_no_frame_of_ours(Chromium chromium) throws Exception {
        try (OpenShop shop = new OpenShop();
                OtherSite site = OtherSite.with("<iframe src='" + shop.base() + STREAM + "'></iframe>");
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(site.address());

            visit.page()
                    .waitForCondition(
                            () -> visit.troubles().stream().anyMatch(trouble -> trouble.contains("frame-ancestors")));
            assertThat(visit.page().frameLocator("iframe").locator("body"))
                    .not()
                    .containsText("order-confirmation");
        }
    }

    @Test
    void a_form_that_was_left_open_too_long_is_refused(Chromium chromium) {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-14T08:00:00Z"));
        try (OpenShop shop = OpenShop.with(web -> web.clock(now::get));
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(STREAM);
            now.updateAndGet(time -> time.plus(Duration.ofHours(13)));
            visit.press("Pause");
            assertThat(visit.heading()).hasText("This is not permitted");
            assertThat(state(shop)).isEqualTo(StreamState.LIVE);

            visit.open(STREAM);
            visit.press("Pause");
            assertThat(visit.state()).hasText("Paused");
        }
    }

    @Test
    void a_viewer_who_makes_a_button_presses_it_in_vain(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, VIEWER)) {
            visit.open(STREAM + "/preview");
            visit.page()
                    .evaluate(
                            "path => { const form = document.querySelector('form'); form.action = path; form.target = '_self';"
                                    + " form.noValidate = true; form.submit(); }",
                            STREAM + "/pause");

            assertThat(visit.heading()).hasText("This is not permitted");
            assertThat(state(shop)).isEqualTo(StreamState.LIVE);
        }
    }
}
