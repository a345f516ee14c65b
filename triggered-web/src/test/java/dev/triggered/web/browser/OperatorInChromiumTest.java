package dev.triggered.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.triggered.web.browser.OpenShop.OPERATOR;
import static dev.triggered.web.browser.OpenShop.STREAM;
import static dev.triggered.web.browser.OpenShop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Trigger;
import dev.triggered.templates.CampaignImport;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.Caller;
import dev.triggered.web.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does on the dashboard, in a browser. */
@ExtendWith(InChromium.class)
class OperatorInChromiumTest {
    private static final String CAMPAIGN = """
            From: Acme <offers@acme.example>
            Subject: Your parcel
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/html; charset=utf-8

            <p>It is on its way.</p><img src="cid:logo" alt="Acme">
            --b
            Content-Type: image/png; name="logo.png"
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
            --b--
            """;

    @Test
    void somebody_comes_with_a_name_and_a_password(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit stranger =
                        shop.visit(chromium, OPERATOR, options -> options.setHttpCredentials(OPERATOR, "a guess"));
                Visit viewer = shop.visit(chromium, VIEWER)) {
            assertThat(stranger.open("/dashboard").status()).isEqualTo(401);
            assertThat(viewer.open("/dashboard").status()).isEqualTo(200);
            assertThat(viewer.page().locator(".caller")).hasText(VIEWER);
            assertThat(viewer.troubles()).isEmpty();
        }
    }

    @Test
    void somebody_comes_with_the_session_of_the_host(Chromium chromium) {
        try (OpenShop shop = new OpenShop(
                        request -> request.cookie("session")
                                .filter("7"::equals)
                                .map(session -> Caller.of(OPERATOR, Role.OPERATOR)),
                        web -> web);
                Visit stranger = shop.visit(chromium);
                Visit visit = shop.visit(chromium)) {
            assertThat(stranger.open(STREAM).status()).isEqualTo(403);

            visit.context()
                    .addCookies(List.of(
                            new Cookie("session", "7").setUrl(shop.base().toString())));
            visit.open(STREAM);
            visit.press("Pause");

            assertThat(visit.state()).hasText("Paused");
            assertThat(visit.page().locator(".caller")).hasText(OPERATOR);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_stream_is_paused_mended_and_resumed_while_mail_flows(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            CapturingDispatcher relay = shop.shop.dispatcher;
            int placed;
            try (Flow flow = Flow.into(shop.shop.mail)) {
                relay.awaitMails(10);
                visit.open(STREAM);
                visit.press("Pause");
                assertThat(visit.state()).hasText("Paused");
                int sent = relay.attempts().size();
                int before = flow.placed();
                await().until(() -> flow.placed() > before + 20);
                assertThat(relay.attempts()).hasSize(sent);

                visit.follow("Edit");
                visit.page().locator("[name='part.html']").fill("<p>Thank you for {{event.number}}</p>");
                visit.press("Publish as a new version");
                assertThat(visit.page().locator(".notice")).hasText("Published.");
                visit.press("Resume with the newest version");
                assertThat(visit.state()).hasText("Live");
                assertThat(relay.awaitMails(sent + 10).get(sent).html()).contains("Thank you for ");
                placed = flow.placed();
            }
            assertThat(visit.troubles()).isEmpty();
            assertThat(relay.awaitMails(placed).stream().map(CapturedMail::recipient))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_copy_is_launched_and_sends(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open("/dashboard/streams/hello");
            visit.page().locator("summary").last().click();
            visit.fill("Name of the copy", "hello again");
            visit.press("Copy");
            assertThat(visit.heading()).hasText("hello again");
            assertThat(visit.state()).hasText("Draft");
            visit.press("Launch");
            assertThat(visit.state()).hasText("Live");

            shop.shop.mail.trigger("hello", Trigger.to("jane@example.com")).orThrow();
            assertThat(shop.shop.dispatcher.awaitMails(2)).hasSize(2);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_message_is_found_by_its_recipient(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, VIEWER)) {
            shop.order("jane@example.com", MessageState.SENT);
            shop.order("joe@example.com", MessageState.SENT);
            visit.open("/dashboard");
            visit.follow("Messages");
            assertThat(visit.rows()).hasCount(2);

            visit.fill("Address or id", "Jane@example.com");
            visit.press("Search");
            assertThat(visit.rows()).hasCount(1);
            visit.follow("jane@example.com");

            assertThat(visit.heading()).hasText("jane@example.com");
            assertThat(visit.state()).hasText("Sent");
            assertThat(visit.page().frameLocator("iframe.mail").locator("p")).hasText("4711");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_dead_letter_is_sent_again(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            shop.shop.dispatcher.answering(SendResults.refused(550, "no such user"), SendResults.accepted());
            MessageId id = shop.order("jane@example.com", MessageState.FAILED);
            visit.open("/dashboard");
            visit.follow("Dead letters");
            assertThat(visit.rows()).containsText("no such user");
            visit.follow("jane@example.com");
            visit.press("Send again");

            assertThat(visit.page().locator(".notice")).hasText("It waits for its turn again.");
            shop.awaitState(id, MessageState.SENT);
            visit.open("/dashboard/dead-letters");
            assertThat(visit.page().locator(".empty h2")).hasText("Everything was sent");
            assertThat(shop.shop.dispatcher.mails()).hasSize(1);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_chart_is_read_with_the_arrow_keys_and_as_a_table(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, VIEWER)) {
            shop.order("jane@example.com", MessageState.SENT);
            shop.order("joe@example.com", MessageState.SENT);
            visit.open(STREAM);
            Locator chart = visit.chart("Mails");
            assertThat(chart.locator("canvas")).isVisible();
            chart.getByRole(AriaRole.IMG).press("ArrowLeft");
            assertThat(chart.locator(".u-series").nth(1)).containsText("2");

            chart.locator("summary").click();
            assertThat(chart.locator("tbody tr").last().locator("td").first()).hasText("2");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_preview_follows_what_is_typed(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open(STREAM + "/edit");
            FrameLocator mail = visit.page().frameLocator("iframe[name=mail]");
            assertThat(mail.locator("p")).hasText("number");

            visit.page().locator("[name='part.html']").fill("<p>{{event.number}} is on its way</p>");
            assertThat(mail.locator("p")).hasText("number is on its way");
            visit.page().locator("[name='part.html']").fill("<p>{{event.price}}</p>");
            assertThat(mail.locator("body")).containsText("event.price");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void a_campaign_becomes_a_draft_with_its_image(Chromium chromium) {
        try (OpenShop shop = OpenShop.with(
                        web -> web.importer(file -> CampaignImport.file(file).content()));
                Visit visit = shop.visit(chromium, OPERATOR)) {
            visit.open("/dashboard/new-stream");
            visit.fill("Name", "parcel");
            visit.page().locator("[name=from]").fill("Acme <shop@notify.acme.example>");
            visit.page().locator("summary").click();
            visit.page()
                    .locator("#file")
                    .setInputFiles(new FilePayload(
                            "campaign.eml", "message/rfc822", CAMPAIGN.getBytes(StandardCharsets.UTF_8)));
            visit.press("Create a draft of the file");

            assertThat(visit.page().locator(".notice")).containsText("Imported, as a draft.");
            assertThat(visit.page().locator("main")).containsText("Files: logo.png");
            Locator image = visit.page().frameLocator("iframe[name=mail]").locator("img");
            await().until(() -> image.evaluate("each => each.naturalWidth").equals(1));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void the_language_is_that_of_the_browser(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR, options -> options.setLocale("de-DE"))) {
            visit.open("/dashboard/streams");
            assertThat(visit.heading()).hasText("Strecken");
            visit.follow("order-confirmation");
            visit.press("Anhalten");
            assertThat(visit.state()).hasText("Angehalten");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void without_scripts_pages_are_read_and_buttons_work(Chromium chromium) {
        try (OpenShop shop = new OpenShop();
                Visit visit = shop.visit(chromium, OPERATOR, options -> options.setJavaScriptEnabled(false))) {
            visit.open("/dashboard");
            visit.follow("Streams");
            visit.follow("order-confirmation");
            assertThat(visit.page().locator("time").first()).containsText("UTC");
            visit.press("Pause");
            assertThat(visit.state()).hasText("Paused");
            assertThat(visit.troubles()).isEmpty();
        }
    }
}
