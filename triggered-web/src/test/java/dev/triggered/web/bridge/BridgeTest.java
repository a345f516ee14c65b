package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggered.Contact;
import dev.triggered.MessageId;
import dev.triggered.StreamState;
import dev.triggered.SuppressionReason;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.web.Bridge;
import dev.triggered.web.Client;
import dev.triggered.web.Role;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.WsseClient;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What requests do, and what is said of them by numbers. */
class BridgeTest {
    private static final String TRIGGER = "/event/2354/trigger";
    private static final String NUMBER = "\"data\":{\"global\":{\"number\":\"4711\"}}";
    private static final Map<String, List<Contact>> CONTACTS = Map.of(
            "one", List.of(Contact.of("one@example.com")),
            "twins", List.of(Contact.of("a@example.com"), Contact.of("b@example.com")));

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web()
            .bridge(Bridge.standard()
                    .user("acme001", () -> "a secret", Role.TRIGGER, Role.OPERATOR)
                    .key("17", value -> CONTACTS.getOrDefault(value, List.of()))
                    .event(2354, "order-placed")
                    .stream(777, "order-confirmation")
                    .stream(778, "service-notice"))
            .serve(0);
    private final WsseClient client =
            new WsseClient(URI.create("http://127.0.0.1:" + web.address().getPort()), "acme001", "a secret");

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    private Client.Answer get(String path) throws Exception {
        return client.get("/api/v2" + path);
    }

    private Client.Answer post(String path, String json) throws Exception {
        return client.post("/api/v2" + path, json);
    }

    private static void refuses(Client.Answer answer, int status, int code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/replyCode").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(answer.text("/replyText")).isNotBlank();
    }

    private static String contact(String id, String more) {
        return "{\"external_id\":\"" + id + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String batch(String... contacts) {
        return "{\"key_id\":3,\"contacts\":[" + String.join(",", contacts) + "]}";
    }

    private static String order(String key, String id, String more) {
        return "{\"key_id\":\"" + key + "\",\"external_id\":\"" + id + "\"," + more + "}";
    }

    @Test
    void each_contact_of_a_batch_has_an_answer_of_its_own() throws Exception {
        shop.mail.suppressions().add("joe@example.com", SuppressionReason.GLOBAL);

        Client.Answer answer = post(
                TRIGGER,
                batch(
                        contact("jane@example.com", NUMBER),
                        contact("nobody", NUMBER),
                        contact("joe@example.com", NUMBER),
                        contact("ann@example.com", ""),
                        contact("", NUMBER),
                        "7"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/replyCode").asInt()).isZero();
        assertThat(shop.mail.messages().find(new MessageId(answer.text("/data/ids/0")))).isPresent();
        assertThat(answer.json().at("/data/ids").size()).isEqualTo(1);
        JsonNode errors = answer.json().at("/data/errors");
        assertThat(errors.at("/nobody/2005").asString("")).contains("INVALID_ADDRESS");
        assertThat(errors.at("/joe@example.com/5005").asString("")).contains("SUPPRESSED");
        assertThat(errors.at("/ann@example.com/1001").asString("")).contains("event.number");
        assertThat(errors.get("").has("2005")).isTrue();
        assertThat(shop.dispatcher.awaitMail().subject()).isEqualTo("Order 4711");
    }

    @Test
    void contacts_without_data_of_their_own_have_that_of_the_request() throws Exception {
        Client.Answer answer = post(
                TRIGGER,
                "{\"key_id\":3,\"external_id\":\"\"," + NUMBER + ",\"contacts\":["
                        + contact("a@example.com", "\"data\":{\"global\":{\"number\":\"1\"}}") + ","
                        + contact("b@example.com", "\"data\":null") + "]}");

        assertThat(answer.json().at("/data/ids").size()).isEqualTo(2);
        assertThat(shop.dispatcher.awaitMails(2).stream().map(CapturedMail::subject))
                .containsExactlyInAnyOrder("Order 1", "Order 4711");
    }

    @Test
    void more_than_a_thousand_contacts_are_refused_whole() throws Exception {
        String one = contact("jane@example.com", NUMBER);

        refuses(post(TRIGGER, batch(one + ("," + one).repeat(1_000))), 400, 1000);
        assertThat(shop.dispatcher.attempts()).isEmpty();
    }

    @Test
    void the_same_trigger_id_is_sent_once_and_other_data_under_it_is_refused() throws Exception {
        String order = order("3", "jane@example.com", "\"trigger_id\":\"t-1\"," + NUMBER);

        assertThat(post(TRIGGER, order).status()).isEqualTo(200);
        assertThat(post(TRIGGER, order).status()).isEqualTo(200);
        refuses(post(TRIGGER, order.replace("4711", "4712")), 400, 1001);
        assertThat(shop.dispatcher.awaitMails(1)).hasSize(1);
    }

    @Test
    void attachments_come_in_base64_with_line_breaks_or_without() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(new byte[100]);
        String broken = base64.substring(0, 76) + "\\r\\n" + base64.substring(76);

        assertThat(post(
                                TRIGGER,
                                order(
                                        "3",
                                        "jane@example.com",
                                        NUMBER + ",\"attachment\":[{\"filename\":\"a.pdf\",\"data\":\"" + base64
                                                + "\"},{\"filename\":\"b.pdf\",\"data\":\"" + broken + "\"}]"))
                        .status())
                .isEqualTo(200);
        CapturedMail mail = shop.dispatcher.awaitMail();
        assertThat(mail.attachment("a.pdf").bytes()).hasSize(100);
        assertThat(mail.attachment("b.pdf").bytes()).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"attachment\":[{\"filename\":\"a.pdf\",\"data\":\"***\"}]'",
                "'\"attachment\":[{\"filename\":\"a.pdf\"}]'",
                "'\"attachment\":[{\"filename\":\"\",\"data\":\"AA==\"}]'",
                "'\"attachment\":[{\"filename\":\"../a.pdf\",\"data\":\"AA==\"}]'",
                "'\"attachment\":\"a.pdf\"'"
            })
    void an_attachment_that_is_none_is_refused(String attachment) throws Exception {
        refuses(post(TRIGGER, order("3", "jane@example.com", NUMBER + "," + attachment)), 400, 1001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99|key_id|17|one|5001",
                "x|key_id|17|one|5004",
                "2354|key_id|18|one|2004",
                "2354|key|3|jane@example.com|2004",
                "2354|key_id|3|''|2005",
                "2354|key_id|17|nobody|2008",
                "2354|key_id|id|nobody|2008",
                "2354|key_id|17|twins|2010"
            })
    void who_is_meant_is_refused_by_the_numbers_that_clients_know(
            String event, String field, String key, String id, int code) throws Exception {
        refuses(
                post(
                        "/event/" + event + "/trigger",
                        "{\"" + field + "\":\"" + key + "\",\"external_id\":\"" + id + "\"," + NUMBER + "}"),
                400,
                code);
    }

    @Test
    void a_contact_is_found_by_a_field_of_the_application() throws Exception {
        assertThat(post(TRIGGER, order("17", "one", NUMBER)).status()).isEqualTo(200);
        assertThat(shop.dispatcher.awaitMail().recipient()).isEqualTo("one@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"data\":{\"number\":\"4711\"}'",
                "'\"data\":{\"number\":\"4711\",\"global\":[]}'",
                "'\"data\":{\"number\":4711,\"global\":{\"number\":\"1\"}}'",
                "'\"data\":\"{\\\"global\\\":{\\\"number\\\":\\\"4711\\\"}}\"'",
                "'\"unknown\":{\"x\":1},\"event_time\":\"2026-01-01T00:00:00.000Z\",\"data\":{\"number\":\"4711\"}'"
            })
    void data_has_the_forms_that_clients_write(String data) throws Exception {
        assertThat(post(TRIGGER, order("email", "jane@example.com", data)).body()).contains("\"replyCode\":0");
        assertThat(shop.dispatcher.awaitMail().subject()).isEqualTo("Order 4711");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"data\":[1]'|5011",
                "'\"data\":7'|5011",
                "'\"data\":\"no json\"'|5009",
                "'\"event_time\":\"yesterday\"'|5010",
                "'\"event_time\":\"2026-13-01T00:00:00Z\"'|5010",
                "'\"data\":[]'|1001"
            })
    void data_of_another_form_is_refused(String data, int code) throws Exception {
        refuses(post(TRIGGER, order("3", "jane@example.com", data)), 400, code);
    }

    @Test
    void an_event_that_nothing_listens_to_is_refused() throws Exception {
        long event = post("/event", "{\"name\":\"unheard\"}").json().at("/data/id").asLong();

        refuses(post("/event/" + event + "/trigger", order("3", "jane@example.com", NUMBER)), 400, 5005);
    }

    @Test
    void an_event_is_made_renamed_and_deleted_under_one_number() throws Exception {
        Client.Answer made = post("/event", "{\"name\":\"returned\"}");
        String event = "/event/" + made.json().at("/data/id").asLong();

        assertThat(made.text("/data/name")).isEqualTo("returned");
        refuses(post("/event", "{\"name\":\"returned\"}"), 400, 5003);
        refuses(post("/event", "{}"), 400, 5002);
        refuses(post("/event", "{\"name\":\"a\\tb\"}"), 400, 5002);
        assertThat(post(event, "{\"name\":\"sent-back\"}").text("/data/name")).isEqualTo("sent-back");
        assertThat(get(event).text("/data/0/name")).isEqualTo("sent-back");
        refuses(post(event, "{\"name\":\"hello\"}"), 400, 5003);
        assertThat(client.post("/api/v2" + event + "/delete").body())
                .isEqualTo("{\"replyCode\":0,\"replyText\":\"OK\",\"data\":\"\"}");
        refuses(get(event), 400, 5001);
        refuses(get("/event/0"), 400, 5004);
        assertThat(shop.mail.events().list()).noneMatch(info -> info.name().equals("sent-back"));
    }

    @Test
    void events_are_listed_by_the_numbers_that_lead_to_them() throws Exception {
        JsonNode events = get("/event").json().at("/data");

        assertThat(events.valueStream().filter(event -> event.at("/name").asString().equals("order-placed")))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/id").asLong()).isEqualTo(2354));
        for (JsonNode event : events) {
            assertThat(get("/event/" + event.at("/id").asLong()).json().at("/data/0"))
                    .isEqualTo(event);
        }
    }

    @Test
    void an_event_in_use_is_not_deleted_and_names_its_users() throws Exception {
        Client.Answer answer = post("/event/2354/delete", "");

        refuses(answer, 400, 5012);
        assertThat(answer.json().at("/data/email_ids/0").asLong()).isEqualTo(777);
        long welcome = shop.mail.events().find("welcome").orElseThrow().id();
        assertThat(get("/event/" + welcome + "/usages").body())
                .contains("\"program_ids\":[],\"email_ids\":[],\"interactions_program_ids\":[\"welcoming\"]");
    }

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

    private StreamState state(String stream) {
        return shop.mail.streams().find(stream).orElseThrow().state();
    }

    @Test
    void a_copy_is_a_draft_with_a_number_of_its_own() throws Exception {
        long first = post("/email/777/copy", "{}").json().at("/data/campaignId").asLong();
        long second = post("/email/777/copy", "").json().at("/data/campaignId").asLong();

        assertThat(state("order-confirmation (copy)")).isEqualTo(StreamState.DRAFT);
        assertThat(shop.mail.streams().find("order-confirmation (copy 2)")).hasValueSatisfying(info -> assertThat(
                        info.id())
                .isEqualTo(second)
                .isNotEqualTo(first));
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
        await().untilAsserted(() -> assertThat(get("/email/777/responsesummary")
                        .text("/data/sent"))
                .isEqualTo("1"));

        JsonNode all = get("/email/777/responsesummary").json().at("/data");
        assertThat(all.propertyNames())
                .containsExactlyInAnyOrder(
                        "sent", "planned", "soft_bounces", "hard_bounces", "block_bounces", "opened", "unsubscribe",
                        "total_clicks", "unique_clicks", "complained", "launches");
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
        assertThat(shop.mail.messages().find(new MessageId(answer.text("/data")))).isPresent();
        assertThat(shop.dispatcher.awaitMail().recipient()).isEqualTo("virtual@example.com");
        refuses(post("/email/778/broadcast", "{}"), 400, 10001);
        refuses(post("/email/778/broadcast", "{\"email\":\"nobody\"}"), 400, 2005);
        refuses(post("/email/777/broadcast", "{\"email\":\"virtual@example.com\"}"), 400, 6004);
        shop.mail.streams().stop("service-notice");
        refuses(post("/email/778/broadcast", "{\"email\":\"virtual@example.com\"}"), 400, 6003);
    }

    @Test
    void a_number_is_given_once_and_a_user_has_a_name_of_its_own() {
        Bridge bridge = Bridge.standard().event(7, "a").user("shop", () -> "a secret", Role.TRIGGER);

        assertThatThrownBy(() -> bridge.event(7, "b")).hasMessageContaining("7").hasMessageContaining("'a'");
        assertThatThrownBy(() -> bridge.stream(0, "b")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> bridge.user("shop", () -> "x", Role.TRIGGER)).hasMessageContaining("shop");
        assertThatThrownBy(() -> bridge.user("a\"b", () -> "x", Role.TRIGGER)).hasMessageContaining("quotation");
        assertThat(bridge).hasToString("Bridge[1 users, 0 keys, 1 numbers of events, 0 of streams]");
    }
}
