package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.Trigger;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How lanes stand, over HTTP. */
class LaneApiTest {
    private static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client viewer =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.VIEWER);

    @AfterEach
    void close() {
        shop.dispatcher.release();
        web.close();
        shop.close();
    }

    @Test
    void a_lane_says_what_waits_and_since_when_and_what_is_on_the_wire() throws Exception {
        shop.dispatcher.hold();
        trigger(Trigger.to("jane@example.com"));
        shop.dispatcher.awaitUnderWay(1);
        trigger(Trigger.to("joe@example.com").notBefore(LATER));

        JsonNode lane = lane();
        assertThat(lane.at("/waiting").asInt()).isEqualTo(1);
        assertThat(lane.at("/firstDue").asString()).isEqualTo(LATER.toString());
        assertThat(lane.at("/sending").asInt()).isEqualTo(1);
        assertThat(lane.at("/breaker/state").asString()).isEqualTo("CLOSED");
        assertThat(lane.at("/breaker").has("since")).isFalse();
    }

    @Test
    void a_lane_whose_relay_turns_mails_away_says_since_when_and_when_it_tries_again() throws Exception {
        shop.dispatcher.otherwise(mail -> SendResults.deferred(421, "not now"));
        for (int i = 0; i < 20; i++) {
            trigger(Trigger.to("jane" + i + "@example.com"));
        }

        await().until(() -> lane().at("/breaker/state").asString().equals("OPEN"));
        JsonNode breaker = lane().at("/breaker");
        assertThat(Instant.parse(breaker.at("/nextTry").asString()))
                .isAfter(Instant.parse(breaker.at("/since").asString()));
        shop.dispatcher.otherwise(mail -> SendResults.accepted());
    }

    @Test
    void an_application_that_triggers_does_not_see_the_lanes() throws Exception {
        assertThat(viewer.as(Shop.APPLICATION).get("/api/v1/lanes").status()).isEqualTo(403);
    }

    private void trigger(Trigger trigger) {
        assertThat(shop.mail.trigger("hello", trigger).accepted()).isTrue();
    }

    private JsonNode lane() throws Exception {
        return viewer.get("/api/v1/lanes")
                .json()
                .at("/lanes")
                .valueStream()
                .filter(lane -> lane.at("/name").asString().equals("hello"))
                .findFirst()
                .orElseThrow();
    }
}
