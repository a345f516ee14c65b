package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.MailStream;
import dev.triggered.Recipients;
import dev.triggered.SendResult;
import dev.triggered.Trigger;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That numbers lead to the lists of what was counted. */
class BehindNumbersTest {
    private static final String STREAM = "/dashboard/streams/order-confirmation";

    private static final SendResult NOBODY = SendResults.refused(550, "no such user");

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client client =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Browser operator = new Browser(client, "en");

    @BeforeEach
    void send_one_and_fail_with_another() throws Exception {
        shop.dispatcher.whenRecipient("joe@example.com", NOBODY, NOBODY);
        shop.mail.trigger("order-placed", Trigger.to("jane@example.com").with("number", "1"));
        shop.mail.trigger("order-placed", Trigger.to("joe@example.com").with("number", "2"));
        await().until(() -> numbers(operator.page("/dashboard")).containsAll(List.of("1 Sent", "1 Failed")));
    }

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void those_of_the_last_hour_lead_to_its_messages() throws Exception {
        Document page = operator.page("/dashboard");

        assertThat(behind(page, "1 Sent")).containsExactly("jane@example.com");
        assertThat(behind(page, "1 Failed")).containsExactly("joe@example.com");
        assertThat(address(page, "1 Sent")).contains("?from=20", "&state=SENT");
        assertThat(address(page, "1 Failed")).startsWith("/dashboard/dead-letters?from=20");
    }

    @Test
    void those_of_a_stream_lead_to_what_it_did_in_that_time() throws Exception {
        Document page = operator.page(STREAM + "?period=HOUR");
        List<String> addresses = byVersion(page);

        assertThat(addresses).hasSize(3).allMatch(address -> address.contains("&stream=order-confirmation"));
        assertThat(rows(addresses.get(0))).containsExactlyInAnyOrder("jane@example.com", "joe@example.com");
        assertThat(rows(addresses.get(1))).containsExactly("jane@example.com");
        assertThat(rows(addresses.get(2))).containsExactly("joe@example.com");
    }

    @Test
    void those_of_a_version_lead_to_what_came_while_it_was_the_newest() throws Exception {
        MailStream stream = shop.mail.streams().find("order-confirmation").orElseThrow().stream();
        shop.mail
                .streams()
                .publish(stream.edit().from("New <new@notify.acme.example>").build());
        shop.mail.trigger("order-placed", Trigger.to("kim@example.com").with("number", "3"));
        await().until(() -> byVersion(operator.page(STREAM)).size() == 5);
        List<String> addresses = byVersion(operator.page(STREAM));

        assertThat(rows(addresses.get(0))).containsExactly("kim@example.com");
        assertThat(rows(addresses.get(2))).containsExactlyInAnyOrder("jane@example.com", "joe@example.com");
    }

    private static List<String> byVersion(Document page) {
        return page.select("#h-byversion ~ .scroll td a").eachAttr("href");
    }

    @Test
    void those_of_a_broadcast_lead_to_its_messages_and_to_no_others() throws Exception {
        Broadcast broadcast = shop.mail.broadcast(
                "service-notice",
                Recipients.of(List.of(
                        Trigger.to("ann@example.com"), Trigger.to("bob@example.com"), Trigger.to("joe@example.com"))),
                BroadcastOptions.id("move"));
        await().until(() -> broadcast.state() == BroadcastState.DONE);
        Document page = operator.page("/dashboard/broadcasts/move");

        assertThat(behind(page, "3 accepted")).hasSize(3);
        assertThat(behind(page, "2 Sent")).containsExactlyInAnyOrder("ann@example.com", "bob@example.com");
        assertThat(behind(page, "1 Failed")).containsExactly("joe@example.com");
        assertThat(address(page, "0 rejected")).isEmpty();
        assertThat(operator.page(address(page, "2 Sent")).select("#broadcast").attr("value"))
                .isEqualTo("move");
        assertThat(rows("/dashboard/messages?broadcast=never")).isEmpty();
        assertThat(operator.get("/api/v1/messages?broadcast=move").body())
                .contains("ann@example.com")
                .doesNotContain("jane@example.com");
    }

    @Test
    void what_has_not_ended_is_found_where_it_waits() throws Exception {
        Trigger tomorrow = Trigger.to("ann@example.com").notBefore(Instant.now().plus(Duration.ofDays(1)));
        Broadcast broadcast =
                shop.mail.broadcast("service-notice", Recipients.of(List.of(tomorrow)), BroadcastOptions.id("move"));
        await().until(() -> broadcast.progress().waiting() == 1);

        broadcast.pause();

        assertThat(behind(operator.page("/dashboard/broadcasts/move"), "1 Queued"))
                .containsExactly("ann@example.com");
        assertThat(behind(operator.page("/dashboard"), "1 Waiting")).containsExactly("ann@example.com");
    }

    private static List<String> numbers(Document page) {
        return page.select(".tile").eachText();
    }

    /** Returns where a tile leads, empty where it leads nowhere. */
    private static String address(Document page, String number) {
        return page.select(".tile").stream()
                .filter(tile -> tile.text().equals(number))
                .findFirst()
                .orElseThrow()
                .attr("href");
    }

    private List<String> behind(Document page, String number) throws Exception {
        return rows(address(page, number));
    }

    private List<String> rows(String path) throws Exception {
        return operator.page(path).select("tbody th").eachText();
    }
}
