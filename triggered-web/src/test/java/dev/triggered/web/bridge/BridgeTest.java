package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageId;
import dev.triggered.SuppressionReason;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.web.Bridge;
import dev.triggered.web.Client;
import dev.triggered.web.Role;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is done with events, and what is said of that by numbers. */
class BridgeTest extends BridgeFixture {
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
        assertThat(shop.mail.messages().find(new MessageId(answer.text("/data/ids/0"))))
                .isPresent();
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
        assertThat(post(TRIGGER, order("email", "jane@example.com", data)).body())
                .contains("\"replyCode\":0");
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
        long event =
                post("/event", "{\"name\":\"unheard\"}").json().at("/data/id").asLong();

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

        assertThat(events.valueStream()
                        .filter(event -> event.at("/name").asString().equals("order-placed")))
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
    void a_number_is_given_once_and_a_user_has_a_name_of_its_own() {
        Bridge bridge = Bridge.standard().event(7, "a").user("shop", () -> "a secret", Role.TRIGGER);

        assertThatThrownBy(() -> bridge.event(7, "b")).hasMessageContaining("7").hasMessageContaining("'a'");
        assertThatThrownBy(() -> bridge.stream(0, "b")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> bridge.user("shop", () -> "x", Role.TRIGGER)).hasMessageContaining("shop");
        assertThatThrownBy(() -> bridge.user("a\"b", () -> "x", Role.TRIGGER)).hasMessageContaining("quotation");
        assertThat(bridge).hasToString("Bridge[1 users, 0 keys, 1 numbers of events, 0 of streams]");
    }
}
