package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SuppressionReason;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the resources say, beyond the form of it. */
class ApiTest {
    private static final String TRIGGERS = "/api/v1/events/order-placed/triggers";
    private static final String BATCHES = "/api/v1/events/order-placed/batches";

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client operator =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Client application = operator.as(Shop.APPLICATION);

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    private static String order(String address, String number) {
        return "{\"to\":{\"address\":\"" + address + "\",\"name\":\"Jane\",\"locale\":\"en\"},\"data\":{\"number\":\""
                + number + "\"}}";
    }

    @Test
    void the_same_key_triggers_once_and_other_data_under_it_is_refused() throws Exception {
        String[] key = {"Idempotency-Key", "order-1"};

        String first =
                application.post(TRIGGERS, order("jane@example.com", "1"), key).text("/answers/0/message");
        Client.Answer again = application.post(TRIGGERS, order("jane@example.com", "1"), key);
        Client.Answer other = application.post(TRIGGERS, order("jane@example.com", "2"), key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/answers/0/verdict")).isEqualTo("DUPLICATE");
        assertThat(again.text("/answers/0/message")).isEqualTo(first);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/answers/0/verdict")).isEqualTo("ID_REUSED");
    }

    @Test
    void an_unknown_event_is_a_verdict_too() throws Exception {
        Client.Answer answer = application.post("/api/v1/events/nothing/triggers", order("jane@example.com", "1"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/answers/0/verdict")).isEqualTo("UNKNOWN_EVENT");
    }

    @Test
    void one_bad_recipient_of_a_batch_never_stops_the_others() throws Exception {
        shop.mail.suppressions().add("joe@example.com", SuppressionReason.GLOBAL);

        Client.Answer answer = application.post(
                BATCHES,
                "{\"triggers\":[" + order("nobody", "1") + "," + order("jane@example.com", "2") + ","
                        + order("joe@example.com", "3") + "]}",
                "Idempotency-Key",
                "night");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").asBoolean()).isFalse();
        assertThat(verdicts(answer)).containsExactly("INVALID_ADDRESS", "ACCEPTED", "SUPPRESSED");
        assertThat(answer.text("/results/2/answers/0/suppression")).isEqualTo("GLOBAL");
    }

    @Test
    void a_batch_that_is_sent_again_is_not_sent_twice() throws Exception {
        String batch = "{\"triggers\":[" + order("jane@example.com", "1") + "," + order("jane@example.com", "2") + "]}";

        application.post(BATCHES, batch, "Idempotency-Key", "night");
        Client.Answer again = application.post(BATCHES, batch, "Idempotency-Key", "night");

        assertThat(verdicts(again)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(shop.dispatcher.awaitMails(2)).hasSize(2);
    }

    @Test
    void a_batch_of_more_than_a_thousand_is_refused_whole() throws Exception {
        String one = order("jane@example.com", "1");
        String batch = "{\"triggers\":[" + one + ("," + one).repeat(1_000) + "]}";

        Client.Answer answer = application.post(BATCHES, batch);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/detail")).contains("1001", "nothing was sent");
        assertThat(shop.dispatcher.attempts()).isEmpty();
    }

    @Test
    void all_faults_of_a_content_are_told_at_once() throws Exception {
        Client.Answer answer = application.post(
                TRIGGERS,
                "{\"to\":{\"adress\":\"x\"},\"when\":{\"notBefore\":\"now\"},\"attachments\":[{\"name\":\"../x\",\"content\":\"AA==\"}]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json()
                        .at("/faults")
                        .valueStream()
                        .map(fault -> fault.get("pointer").asString()))
                .containsExactlyInAnyOrder("/to/adress", "/when/notBefore", "/attachments/0");
    }

    @Test
    void what_is_no_json_is_refused_without_being_quoted() throws Exception {
        Client.Answer answer = application.post(TRIGGERS, "{\"to\":\"secret");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("line 1").doesNotContain("secret");
    }

    @Test
    void an_attachment_comes_in_base64() throws Exception {
        String content = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
        String trigger = order("jane@example.com", "1")
                .replaceFirst("\\{", "{\"attachments\":[{\"name\":\"a.bin\",\"content\":\"" + content + "\"}],");

        assertThat(application.post(TRIGGERS, trigger).status()).isEqualTo(200);
        assertThat(shop.dispatcher.awaitMail().attachment("a.bin").bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void markup_in_the_data_is_text_in_the_mail_and_in_its_preview() throws Exception {
        String trigger = order("jane@example.com", "<script>alert(1)</script>");

        Client.Answer preview = operator.post("/api/v1/streams/order-confirmation/previews", trigger);
        assertThat(preview.text("/html")).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(preview.header("Content-Type")).isEqualTo("application/json");
        application.post(TRIGGERS, trigger);
        assertThat(shop.dispatcher.awaitMail().html())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void explaining_sends_nothing() throws Exception {
        Client.Answer answer =
                application.post("/api/v1/events/order-placed/explanations", order("jane@example.com", "1"));

        assertThat(answer.text("/steps/0/answer/verdict")).isEqualTo("ACCEPTED");
        assertThat(new String(Base64.getDecoder().decode(answer.text("/steps/0/mime")), StandardCharsets.UTF_8))
                .contains("Subject: Order 1");
        assertThat(shop.dispatcher.attempts()).isEmpty();
    }

    @Test
    void an_edit_of_an_older_version_is_a_conflict() throws Exception {
        String path = "/api/v1/streams/order-confirmation";
        String edit = "{\"version\":1,\"text\":{\"from\":\"Acme <news@notify.acme.example>\"}}";

        assertThat(operator.put(path, edit).text("/text/from")).isEqualTo("Acme <news@notify.acme.example>");
        assertThat(operator.put(path, edit).status()).isEqualTo(409);
        assertThat(operator.get(path + "/changes").text("/changes/0/by")).isEqualTo("olga");
    }

    @Test
    void what_cannot_be_launched_is_refused_with_every_reason() throws Exception {
        Client.Answer answer = operator.put(
                "/api/v1/streams/order-confirmation",
                "{\"version\":1,\"text\":{\"from\":\"x@elsewhere.example\",\"content\":{\"subject\":\"{{event.price}}\",\"text\":\"x\"}}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/faults").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void an_event_in_use_is_not_deleted() throws Exception {
        Client.Answer answer = operator.delete("/api/v1/events/order-placed");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/detail")).contains("order-confirmation");
    }

    @Test
    void pages_follow_one_another_by_a_cursor() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            shop.mail.suppressions().add(name + "@example.com", SuppressionReason.GLOBAL);
        }

        Client.Answer first = operator.get("/api/v1/suppressions?limit=2");
        Client.Answer second = operator.get("/api/v1/suppressions?limit=2&cursor="
                + URLEncoder.encode(first.text("/next"), StandardCharsets.UTF_8));

        assertThat(first.json().at("/suppressions").size()).isEqualTo(2);
        assertThat(second.json().at("/suppressions").size()).isEqualTo(1);
        assertThat(second.json().has("next")).isFalse();
        assertThat(operator.get("/api/v1/suppressions?cursor=!!!").status()).isEqualTo(422);
        assertThat(operator.get("/api/v1/suppressions?limit=0").status()).isEqualTo(422);
        assertThat(operator.get("/api/v1/suppressions?page=2").status()).isEqualTo(400);
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        for (String path : List.of(
                "/streams/x",
                "/events/x",
                "/messages/x",
                "/messages/00000000000000000000000000",
                "/broadcasts/x",
                "/enrolments/x")) {
            assertThat(operator.get("/api/v1" + path).status()).as(path).isEqualTo(404);
        }
        assertThat(operator.post("/api/v1/streams/x/pause", "{}").status()).isEqualTo(404);
    }

    private static List<String> verdicts(Client.Answer answer) {
        return answer.json()
                .at("/results")
                .valueStream()
                .map((JsonNode result) -> result.at("/answers/0/verdict").asString())
                .toList();
    }
}
