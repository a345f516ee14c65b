package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final String TOKEN = Credentials.newToken();
    private static final Credentials CREDENTIALS = Credentials.none()
            .user(
                    "jane",
                    PasswordHash.of("correct horse \u00e4".toCharArray(), 1_000).line(),
                    Role.OPERATOR)
            .token("shop", Credentials.hashToken(TOKEN), Role.TRIGGER);

    private static Optional<Caller> ask(String authorization) {
        return CREDENTIALS.authorize(new StubRequest(authorization));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_user_with_the_right_password_is_recognised_again_and_again() {
        for (int i = 0; i < 3; i++) {
            assertThat(ask(basic("jane:correct horse \u00e4"))).contains(Caller.of("jane", Role.OPERATOR));
        }
    }

    @Test
    void nobody_else_is() {
        assertThat(ask("")).isEmpty();
        assertThat(ask("Basic")).isEmpty();
        assertThat(ask("Basic ***")).isEmpty();
        assertThat(ask(basic("jane"))).isEmpty();
        assertThat(ask(basic("jane:"))).isEmpty();
        assertThat(ask(basic("jane:correct horse"))).isEmpty();
        assertThat(ask(basic("joe:correct horse \u00e4"))).isEmpty();
        assertThat(ask("Bearer")).isEmpty();
        assertThat(ask("Bearer " + Credentials.newToken())).isEmpty();
        assertThat(ask("Bearer " + Credentials.hashToken(TOKEN))).isEmpty();
        assertThat(ask("Digest " + TOKEN)).isEmpty();
    }

    @Test
    void a_token_is_recognised_whatever_the_case_of_its_scheme() {
        assertThat(ask("bearer " + TOKEN)).contains(Caller.of("shop", Role.TRIGGER));
    }

    @Test
    void a_password_has_another_hash_each_time_and_no_hash_shows_it() {
        String first = Credentials.hashPassword("correct horse battery".toCharArray());

        assertThat(first).startsWith("pbkdf2-sha256$600000$").doesNotContain("horse");
        assertThat(first)
                .isNotEqualTo(PasswordHash.of("correct horse battery".toCharArray(), 600_000)
                        .line());
        assertThat(PasswordHash.parse(first).matches("correct horse battery".toCharArray()))
                .isTrue();
    }

    @Test
    void what_is_too_short_or_no_hash_is_refused() {
        assertThatThrownBy(() -> Credentials.hashPassword("short".toCharArray()))
                .hasMessageContaining("12 characters");
        assertThatThrownBy(() -> Credentials.hashToken("short")).hasMessageContaining("32 characters");
        assertThatThrownBy(() -> CREDENTIALS.user("joe", "plain text", Role.VIEWER))
                .hasMessageContaining("no hash")
                .hasMessageNotContaining("plain text");
        assertThatThrownBy(() -> CREDENTIALS.token("shop", TOKEN)).hasMessageNotContaining(TOKEN);
    }

    @Test
    void nothing_of_them_is_shown() {
        assertThat(CREDENTIALS).hasToString("Credentials[1 users, 1 tokens]");
    }

    @Test
    void an_operator_is_a_viewer_and_no_application() {
        assertThat(Caller.of("jane", Role.OPERATOR).is(Role.VIEWER)).isTrue();
        assertThat(Caller.of("jane", Role.OPERATOR).is(Role.TRIGGER)).isFalse();
        assertThat(Caller.of("vera", Role.VIEWER).is(Role.OPERATOR)).isFalse();
    }

    private record StubRequest(String authorization) implements WebRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.of(authorization);
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
