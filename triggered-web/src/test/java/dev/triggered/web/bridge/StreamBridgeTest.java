package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.MessageId;
import dev.triggered.StreamState;
import dev.triggered.SuppressionReason;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.web.Client;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is done with streams, and what is said of that by numbers. */
class StreamBridgeTest extends BridgeFixture {
    @Test
    void a_stream_is_stopped_and_launched_and_is_no_use_meanwhile() throws Exception {
        assertThat(get("/event/2354/usages").json().at("/data/email_ids/0").asLong())
                .isEqualTo(777);
        refuses(post("/email/777/launch", "{}"), 409, 6003);

        assertThat(client.post("/api/v2/email/777/stop").status()).isEqualTo(200);

        assertThat(shop.mail.streams().find("order-confirmation").orElseThrow().changedBy())
                .isEqualTo("acme001");
        assertThat(get("/event/2354/usages").json().at("/data/email_ids").size())
                .isZero();
        refuses(post(TRIGGER, order("3", "jane@example.com", NUMBER)), 400, 5005);
        refuses(post("/email/777/stop", ""), 400, 6003);
        refuses(post("/email/777/launch", "{\"schedule\":\"2026-12-01 08:00\"}"), 400, 6009);
        assertThat(post("/email/777/launch", "[]").status()).isEqualTo(200);
        assertThat(state("order-confirmation")).isEqualTo(StreamState.LIVE);
    }

    @Test
    void a_paused_stream_goes_on_when_it_is_launched() throws Exception {
        shop.mail.streams().pause("order-confirmation");

        assertThat(post("/email/777/launch", "{}").status()).isEqualTo(200);
        assertThat(state("order-confirmation")).isEqualTo(StreamState.LIVE);
    }

    @Test
    void a_copy_is_a_draft_with_a_number_of_its_own() throws Exception {
        long first = post("/email/777/copy", "{}").json().at("/data/campaignId").asLong();
        long second = post("/email/777/copy", "").json().at("/data/campaignId").asLong();

        assertThat(state("order-confirmation (copy)")).isEqualTo(StreamState.DRAFT);
        assertThat(shop.mail.streams().find("order-confirmation (copy 2)"))
                .hasValueSatisfying(
                        info -> assertThat(info.id()).isEqualTo(second).isNotEqualTo(first));
        refuses(get("/email/" + first + "/responsesummary"), 400, 6003);
        refuses(post("/email/777/copy", "{\"name\":\"hello\"}"), 400, 6023);
        refuses(post("/email/777/copy", "{\"name\":\"a\\tb\"}"), 400, 6038);
        refuses(post("/email/99/copy", "{}"), 400, 6026);
    }

    @Test
    void a_preview_shows_made_up_data_or_that_of_the_request() throws Exception {
        assertThat(post("/email/777/preview", "{\"version\":\"html\"}").text("/data"))
                .contains("<p>number</p>");
        assertThat(post("/email/777/preview", "{\"version\":\"text\"," + NUMBER + "}")
                        .text("/data"))
                .contains("4711");
        refuses(post("/email/777/preview", "{\"version\":\"pdf\"}"), 400, 6005);
        refuses(post("/email/99/preview", "{\"version\":\"html\"}"), 400, 6004);
        assertThat(shop.dispatcher.attempts()).isEmpty();
    }

    @Test
    void test_mails_go_to_each_address() throws Exception {
        String list = "{\"recipientlist\":\"a@example.com; b@example.com\",\"subject\":\"x\"}";

        assertThat(post("/email/777/sendtestmail", list).body()).contains("\"replyCode\":0");

        assertThat(shop.dispatcher.awaitMails(2).stream().map(CapturedMail::recipient))
                .containsExactly("a@example.com", "b@example.com");
        refuses(post("/email/777/sendtestmail", "{\"filter_id\":7}"), 400, 10001);
        refuses(post("/email/777/sendtestmail", "{\"recipientlist\":\"nobody\"}"), 400, 10001);
        shop.mail.suppressions().add("joe@example.com", SuppressionReason.HARD_BOUNCE);
        refuses(post("/email/777/sendtestmail", "{\"recipientlist\":\"joe@example.com\"}"), 400, 10001);
    }

    @Test
    void a_summary_counts_what_was_sent() throws Exception {
        post(TRIGGER, order("3", "jane@example.com", NUMBER));
        CapturedMail unused = shop.dispatcher.awaitMail();
        await().untilAsserted(() ->
                assertThat(get("/email/777/responsesummary").text("/data/sent")).isEqualTo("1"));

        JsonNode all = get("/email/777/responsesummary").json().at("/data");
        assertThat(all.propertyNames())
                .containsExactlyInAnyOrder(
                        "sent",
                        "planned",
                        "soft_bounces",
                        "hard_bounces",
                        "block_bounces",
                        "opened",
                        "unsubscribe",
                        "total_clicks",
                        "unique_clicks",
                        "complained",
                        "launches");
        assertThat(all.at("/planned").asString()).isEqualTo("1");
        assertThat(get("/email/777/responsesummary?end_date=2020-01-01%2012:00").text("/data/sent"))
                .isEqualTo("0");
        refuses(get("/email/777/responsesummary?start_date=yesterday"), 400, 6027);
        refuses(get("/email/777/responsesummary?start_date=2026-01-02&end_date=2026-01-01"), 400, 6027);
        refuses(get("/email/777/responsesummary?launch_id=7"), 400, 6042);
        refuses(get("/email/99/responsesummary"), 400, 6400);
    }

    @Test
    void a_broadcast_stream_writes_to_an_address_that_nobody_knows() throws Exception {
        Client.Answer answer =
                post("/email/778/broadcast", "{\"email\":\"virtual@example.com\",\"data\":{\"global\":{}}}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(shop.mail.messages().find(new MessageId(answer.text("/data"))))
                .isPresent();
        assertThat(shop.dispatcher.awaitMail().recipient()).isEqualTo("virtual@example.com");
        refuses(post("/email/778/broadcast", "{}"), 400, 10001);
        refuses(post("/email/778/broadcast", "{\"email\":\"nobody\"}"), 400, 2005);
        refuses(post("/email/777/broadcast", "{\"email\":\"virtual@example.com\"}"), 400, 6004);
        shop.mail.streams().stop("service-notice");
        refuses(post("/email/778/broadcast", "{\"email\":\"virtual@example.com\"}"), 400, 6003);
    }

    private StreamState state(String stream) {
        return shop.mail.streams().find(stream).orElseThrow().state();
    }
}
