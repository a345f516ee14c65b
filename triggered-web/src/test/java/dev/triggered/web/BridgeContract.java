package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of that API find, whichever server takes the requests. */
abstract class BridgeContract {
    private static final String SECRET = "the secret of the shop";
    private static final String TRIGGER = "/api/v2/event/2354/trigger";
    private static final String ORDER =
            "{\"key_id\":\"3\",\"external_id\":\"jane@example.com\",\"data\":{\"global\":{\"number\":\"4711\"}}}";

    final Shop shop = new Shop();

    /** Serves something, and returns the address that it is mounted under, without a slash at its end. */
    abstract URI serve(TriggeredWeb.Builder web) throws Exception;

    abstract void stop() throws Exception;

    @AfterEach
    void end() throws Exception {
        stop();
        shop.close();
    }

    private TriggeredWeb.Builder bridged() {
        return shop.web()
                .bridge(Bridge.standard()
                        .user("acme001", () -> SECRET, Role.TRIGGER, Role.OPERATOR)
                        .user("shop", () -> SECRET, Role.TRIGGER)
                        .event(2354, "order-placed"));
    }

    @Test
    void an_event_is_triggered_with_a_token_of_wsse_and_its_mail_is_sent() throws Exception {
        Client.Answer answer = new WsseClient(serve(bridged()), "shop", SECRET).post(TRIGGER, ORDER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"replyCode\":0,\"replyText\":\"OK\",\"data\":{}}");
        assertThat(shop.dispatcher.awaitMail().subject()).isEqualTo("Order 4711");
    }

    @Test
    void a_bearer_token_of_the_application_does_as_well() throws Exception {
        Client client = new Client(serve(bridged()), Shop.APPLICATION);

        assertThat(client.post(TRIGGER, ORDER).status()).isEqualTo(200);
        assertThat(shop.dispatcher.awaitMail().subject()).isEqualTo("Order 4711");
    }

    @Test
    void a_stranger_is_told_how_to_come_back_in_the_form_of_all_replies() throws Exception {
        URI base = serve(bridged());
        Client.Answer answer = new Client(base, "").post(TRIGGER, ORDER);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().at("/replyCode").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/data").asString()).isEmpty();
        assertThat(answer.response().headers().allValues("WWW-Authenticate"))
                .containsExactly("WSSE realm=\"Triggered\", profile=\"UsernameToken\"", "Bearer realm=\"Triggered\"");
        assertThat(new WsseClient(base, "shop", "another secret")
                        .post(TRIGGER, ORDER)
                        .status())
                .isEqualTo(401);
        assertThat(new WsseClient(base, "nobody", SECRET).post(TRIGGER, ORDER).status())
                .isEqualTo(401);
    }

    @Test
    void what_a_browser_sends_by_itself_counts_for_nothing() throws Exception {
        URI base = serve(TriggeredWeb.of(shop.mail)
                .authorizer(request -> request.cookie("session").map(session -> Caller.of("jane", Role.TRIGGER)))
                .bridge(Bridge.standard().event(2354, "order-placed")));
        Client client = new Client(base, "");

        assertThat(client.post(TRIGGER, ORDER, "Cookie", "session=7").status()).isEqualTo(401);
        assertThat(client.post(TRIGGER, ORDER, "Authorization", "Basic " + basic())
                        .status())
                .isEqualTo(401);
    }

    private static String basic() {
        return Base64.getEncoder().encodeToString("jane:a long password".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_token_counts_once() throws Exception {
        Client client = new Client(serve(bridged()), "");
        String token = WsseClient.token("shop", SECRET, "1", Instant.now().toString());

        assertThat(client.post(TRIGGER, ORDER, "X-WSSE", token).status()).isEqualTo(200);
        Client.Answer again = client.post(TRIGGER, ORDER, "X-WSSE", token);

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text("/replyText")).contains("came before");
        assertThat(shop.dispatcher.awaitMails(1)).hasSize(1);
    }

    @Test
    void roles_hold_here_too() throws Exception {
        URI base = serve(bridged());
        Client.Answer refused = new WsseClient(base, "shop", SECRET).get("/api/v2/event");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/replyCode").asInt()).isEqualTo(1);
        assertThat(new WsseClient(base, "acme001", SECRET).get("/api/v2/event").status())
                .isEqualTo(200);
        assertThat(new Client(base, Shop.VIEWER).post(TRIGGER, ORDER).status()).isEqualTo(403);
    }

    @Test
    void a_token_of_wsse_opens_nothing_else() throws Exception {
        URI base = serve(bridged());

        assertThat(new WsseClient(base, "acme001", SECRET)
                        .get("/api/v1/streams")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_slash_at_the_end_and_the_type_of_the_content_do_not_matter() throws Exception {
        URI base = serve(bridged());
        String token = WsseClient.token("acme001", SECRET, "1", Instant.now().toString());

        assertThat(new WsseClient(base, "acme001", SECRET).get("/api/v2/event/").status())
                .isEqualTo(200);
        assertThat(new Client(base, "")
                        .send("POST", TRIGGER + "/", BodyPublishers.ofString(ORDER), "X-WSSE", token)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_there_and_what_is_no_json_is_told_in_the_form_of_all_replies() throws Exception {
        WsseClient client = new WsseClient(serve(bridged()), "acme001", SECRET);

        assertThat(client.get("/api/v2/contact").status()).isEqualTo(404);
        assertThat(client.get("/api/v2/contact").json().at("/replyCode").asInt())
                .isEqualTo(1009);
        Client.Answer answer = client.post(TRIGGER, "{\"key_id\":secret");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/replyCode").asInt()).isEqualTo(1010);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void without_a_bridge_there_is_nothing() throws Exception {
        assertThat(new Client(serve(shop.web()), Shop.APPLICATION)
                        .post(TRIGGER, ORDER)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_bridge_alone_opens_nothing_else() throws Exception {
        URI base = serve(TriggeredWeb.of(shop.mail)
                .bridge(Bridge.standard()
                        .user("shop", () -> SECRET, Role.TRIGGER)
                        .event(2354, "order-placed")));

        assertThat(new WsseClient(base, "shop", SECRET).post(TRIGGER, ORDER).status())
                .isEqualTo(200);
        assertThat(new Client(base, Shop.OPERATOR).get("/api/v1/streams").status())
                .isEqualTo(404);
    }
}
