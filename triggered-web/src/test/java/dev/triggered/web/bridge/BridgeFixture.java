package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Contact;
import dev.triggered.web.Bridge;
import dev.triggered.web.Client;
import dev.triggered.web.Role;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.WsseClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A bridge of a shop, and a client of it. */
abstract class BridgeFixture {
    static final String TRIGGER = "/event/2354/trigger";
    static final String NUMBER = "\"data\":{\"global\":{\"number\":\"4711\"}}";

    private static final Map<String, List<Contact>> CONTACTS = Map.of(
            "one", List.of(Contact.of("one@example.com")),
            "twins", List.of(Contact.of("a@example.com"), Contact.of("b@example.com")));

    final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web()
            .bridge(Bridge.standard()
                    .user("acme001", () -> "a secret", Role.TRIGGER, Role.OPERATOR)
                    .key("17", value -> CONTACTS.getOrDefault(value, List.of()))
                    .event(2354, "order-placed")
                    .stream(777, "order-confirmation")
                    .stream(778, "service-notice"))
            .serve(0);
    final WsseClient client =
            new WsseClient(URI.create("http://127.0.0.1:" + web.address().getPort()), "acme001", "a secret");

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    final Client.Answer get(String path) throws Exception {
        return client.get("/api/v2" + path);
    }

    final Client.Answer post(String path, String json) throws Exception {
        return client.post("/api/v2" + path, json);
    }

    static void refuses(Client.Answer answer, int status, int code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/replyCode").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(answer.text("/replyText")).isNotBlank();
    }

    static String contact(String id, String more) {
        return "{\"external_id\":\"" + id + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String batch(String... contacts) {
        return "{\"key_id\":3,\"contacts\":[" + String.join(",", contacts) + "]}";
    }

    static String order(String key, String id, String more) {
        return "{\"key_id\":\"" + key + "\",\"external_id\":\"" + id + "\"," + more + "}";
    }
}
