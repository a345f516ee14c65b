package dev.triggered.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.OverloadedException;
import dev.triggered.StoreException;
import dev.triggered.testkit.ManualClock;
import dev.triggered.web.Caller;
import dev.triggered.web.Role;
import dev.triggered.web.WebLimits;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static final Caller JANE = Caller.of("jane", Role.OPERATOR);

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final FormTokens tokens = new FormTokens(clock);

    private Site site(Route... routes) {
        return new Site(
                Optional.of(request -> Optional.of(JANE)),
                Optional.empty(),
                List.of(routes),
                new Guard(WebLimits.standard().rate(5), tokens, clock),
                (request, reply) -> reply);
    }

    private static Route form(Handler handler) {
        return new Route("POST", "/streams/{stream}/pause", Set.of(Role.OPERATOR), Takes.FORM, handler);
    }

    private static Incoming post(String body) {
        return incoming("POST", "/streams/a/pause", body, Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Incoming incoming(String method, String path, String body, Map<String, String> fields) {
        Map<String, List<String>> all = new HashMap<>();
        fields.forEach((name, value) -> all.put(name, List.of(value)));
        return new Incoming(
                new Incoming.Line(method, "", path, ""),
                new Incoming.Peer("192.0.2.1", false),
                new HeaderFields(all),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                "");
    }

    private String field(Caller caller) {
        return "token=" + URLEncoder.encode(tokens.make(caller), StandardCharsets.UTF_8) + "&note=a+b%26c";
    }

    @Test
    void a_form_of_ours_is_taken() {
        Site site = site(form(call -> Reply.json(Map.of(
                "stream",
                call.variable("stream"),
                "note",
                String.valueOf(call.form().get("note"))))));

        assertThat(site.handle(post(field(JANE))).status()).isEqualTo(200);
    }

    @Test
    void a_form_without_a_token_or_with_a_forged_one_is_not() {
        Site site = site(form(call -> Reply.of(204)));

        assertThat(site.handle(post("")).status()).isEqualTo(403);
        assertThat(site.handle(post("token=AAAA")).status()).isEqualTo(403);
        assertThat(site.handle(post(field(JANE).replace("token=A", "token=B"))).status())
                .isEqualTo(403);
        assertThat(site.handle(post(field(Caller.of("joe", Role.OPERATOR)))).status())
                .isEqualTo(403);
    }

    @Test
    void a_stale_token_is_not() {
        Site site = site(form(call -> Reply.of(204)));
        String form = field(JANE);

        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(site.handle(post(form)).status()).isEqualTo(204);
        clock.advance(Duration.ofSeconds(1));
        assertThat(site.handle(post(form)).status()).isEqualTo(403);
    }

    @Test
    void a_store_that_is_away_is_a_503_that_says_when_to_come_back() {
        Site site = site(form(call -> {
            throw StoreException.passing("secret host name");
        }));

        Reply reply = site.handle(post(field(JANE)));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().get("Retry-After")).containsExactly("5");
    }

    @Test
    void what_is_full_is_a_503_and_what_is_broken_a_500() {
        Site full = site(form(call -> {
            throw new OverloadedException("full");
        }));
        Site broken = site(form(call -> {
            throw new IllegalStateException("secret");
        }));

        assertThat(full.handle(post(field(JANE))).status()).isEqualTo(503);
        assertThat(broken.handle(post(field(JANE))).status()).isEqualTo(500);
    }

    @Test
    void a_client_has_its_requests_back_after_a_second() {
        Site site = site();
        Incoming request = incoming("GET", "/", "", Map.of());

        for (int i = 0; i < 5; i++) {
            assertThat(site.handle(request).status()).isEqualTo(404);
        }
        Reply reply = site.handle(request);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers().get("Retry-After")).containsExactly("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(site.handle(request).status()).isEqualTo(404);
    }

    @Test
    void the_memory_for_clients_is_bounded() {
        ClientRate rate = new ClientRate(1, clock);

        for (int i = 0; i < 50_000; i++) {
            assertThat(rate.admits("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255)))
                    .isTrue();
        }
        assertThat(rate.clients()).isEqualTo(10_000);
    }

    @Test
    void a_network_of_addresses_is_one_client() {
        ClientRate rate = new ClientRate(1, clock);

        assertThat(rate.admits("2001:db8:0:1::1")).isTrue();
        assertThat(rate.admits("2001:db8:0:1:ffff::2")).isFalse();
        assertThat(rate.admits("2001:db8:0:2::1")).isTrue();
    }

    @Test
    void a_page_of_ours_loads_from_this_server_only() {
        Reply page = Reply.page(new byte[0]);

        assertThat(page.headers().get("Content-Security-Policy").get(0))
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void a_content_with_a_length_that_is_chunked_too_is_refused() {
        Reply reply =
                site().handle(incoming("GET", "/", "", Map.of("Transfer-Encoding", "chunked", "Content-Length", "5")));

        assertThat(reply.status()).isEqualTo(400);
    }
}
