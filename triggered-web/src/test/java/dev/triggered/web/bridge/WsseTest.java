package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.OverloadedException;
import dev.triggered.testkit.ManualClock;
import dev.triggered.web.Caller;
import dev.triggered.web.Role;
import dev.triggered.web.WebRequest;
import dev.triggered.web.WsseClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WsseTest {
    private static final String SECRET = "a secret of the shop";
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final Caller SHOP = Caller.of("shop", Role.TRIGGER);

    private final ManualClock clock = ManualClock.at(NOW);
    private final Wsse wsse = new Wsse(Map.of("shop", new WsseUser(SHOP, () -> SECRET)), Optional.empty(), clock);

    private Optional<Caller> ask(String token) {
        return wsse.authorize(new Request(token));
    }

    private static String token(String nonce, String created) {
        return WsseClient.token("shop", SECRET, nonce, created);
    }

    @Test
    void a_digest_of_the_hash_and_one_of_its_digits_are_both_right() {
        assertThat(ask(WsseClient.token("shop", SECRET, "1", NOW))).contains(SHOP);
        assertThat(ask(WsseClient.rawToken("shop", SECRET, "2", NOW))).contains(SHOP);
    }

    @Test
    void the_one_digest_is_no_other_token_than_the_other() {
        assertThat(ask(WsseClient.token("shop", SECRET, "1", NOW))).contains(SHOP);

        assertThatThrownBy(() -> ask(WsseClient.rawToken("shop", SECRET, "1", NOW)))
                .hasMessageContaining("came before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.123Z",
                "2026-01-01T01:00:00+01:00",
                "2026-01-01T01:00:00+0100",
                "2026-01-01T00:00:00"
            })
    void a_time_has_the_forms_that_clients_write(String created) {
        assertThat(ask(token("1", created))).contains(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UsernameToken",
                "UsernameToken Username=\"shop\"",
                "UsernameToken Username=\"shop\", PasswordDigest=\"***\", Nonce=\"1\", Created=\"2026-01-01T00:00:00Z\"",
                "UsernameToken Username=\"shop\", PasswordDigest=\"\", Nonce=\"1\", Created=\"2026-01-01T00:00:00Z\"",
                "Bearer x"
            })
    void what_is_no_token_is_a_strangers(String field) {
        assertThat(ask(field)).isEmpty();
    }

    @Test
    void somebody_with_another_secret_learns_nothing_of_the_clock() {
        assertThat(ask(WsseClient.token("shop", "another secret", "1", "1999-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(ask(WsseClient.token("nobody", "", "1", NOW))).isEmpty();
    }

    @Test
    void a_clock_that_is_off_is_told_with_both_times() {
        assertThatThrownBy(() -> ask(token("1", "2026-01-01T00:05:01Z")))
                .hasMessageContaining("2026-01-01T00:05:01Z")
                .hasMessageContaining("here it is " + NOW)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> ask(token("1", "2025-12-31T23:54:59Z"))).hasMessageContaining("5 minutes");
        assertThatThrownBy(() -> ask(token("1", "yesterday"))).hasMessageContaining("yesterday");
        assertThat(ask(token("1", "2026-01-01T00:05:00Z"))).contains(SHOP);
        assertThat(ask(token("1", "2025-12-31T23:55:00Z"))).contains(SHOP);
    }

    @Test
    void a_token_from_a_clock_that_is_fast_counts_once_for_as_long_as_it_is_good() {
        String token = token("1", "2026-01-01T00:05:00Z");
        assertThat(ask(token)).contains(SHOP);

        clock.advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> ask(token)).hasMessageContaining("came before");
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> ask(token)).hasMessageContaining("clocks may differ");
    }

    @Test
    void a_nonce_that_a_client_uses_again_is_good_at_another_time() {
        assertThat(ask(token("1", NOW))).contains(SHOP);
        assertThat(ask(token("1", "2026-01-01T00:00:01Z"))).contains(SHOP);
    }

    @Test
    void a_blank_secret_lets_nobody_in() {
        Wsse blank = new Wsse(Map.of("shop", new WsseUser(SHOP, () -> " ")), Optional.empty(), clock);

        assertThatThrownBy(() -> blank.authorize(new Request(WsseClient.token("shop", " ", "1", NOW))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shop");
    }

    @Test
    void proofs_are_forgotten_when_they_are_worth_nothing_and_bounded_until_then() {
        Proofs proofs = new Proofs(Duration.ofMinutes(5));
        Instant now = Instant.parse(NOW);
        for (int i = 0; i < Proofs.MOST; i++) {
            assertThat(proofs.add("proof " + i, now, now)).isTrue();
        }

        assertThatThrownBy(() -> proofs.add("one more", now, now)).isInstanceOf(OverloadedException.class);
        assertThat(proofs.add("proof 7", now, now)).isFalse();
        Instant later = now.plus(Duration.ofMinutes(6));
        assertThat(proofs.add("one more", later, later)).isTrue();
    }

    @Test
    void no_secret_is_shown() {
        assertThat(wsse).hasToString("Wsse[1 users]");
        assertThat(new WsseUser(SHOP, () -> SECRET).toString()).doesNotContain(SECRET);
        assertThat(WsseToken.parse(token("1", NOW)).orElseThrow()).hasToString("WsseToken");
    }

    private record Request(String token) implements WebRequest {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/api/v2/event";
        }

        @Override
        public Optional<String> header(String name) {
            return name.equals("X-WSSE") ? Optional.of(token) : Optional.empty();
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.empty();
        }

        @Override
        public String client() {
            return "127.0.0.1";
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return Optional.empty();
        }
    }
}
