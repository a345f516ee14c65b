package dev.triggered.web.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured, and what is refused. */
class WebhookTest {
    private static final String KEY = WebhookSecret.newSecret();
    private static final WebhookSecret SECRET = WebhookSecret.of(KEY);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/mail",
                "https://shop.example:8443/mail?token=1",
                "http://localhost:8080/",
                "http://127.0.0.1/",
                "http://[::1]:80/"
            })
    void is_told_by_tls_or_on_this_machine(String url) {
        assertThatCode(() -> Webhook.to("shop", url, SECRET)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/mail",
                "http://127.0.0.1.evil.example/",
                "http://localhost.evil.example/",
                "https:///mail",
                "https://user:hush@shop.example/mail",
                "https://shop.example/mail#hush",
                "ftp://shop.example/hush",
                "/hush"
            })
    void is_told_nowhere_else_and_the_refusal_repeats_no_address(String url) {
        assertThatThrownBy(() -> Webhook.to("shop", url, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'shop'")
                .hasMessageNotContaining("hush");
    }

    @Test
    void needs_a_name_and_a_state_in_which_messages_end_or_wait_again() {
        String url = "https://shop.example/mail";
        assertThatThrownBy(() ->
                        Webhook.to("A shop", url, SECRET).on(MessageState.SENT).build())
                .hasMessageContaining("'A shop'");
        assertThatThrownBy(() -> Webhook.to("shop", url, SECRET).build()).hasMessageContaining("no state");
        assertThatThrownBy(() ->
                        Webhook.to("shop", url, SECRET).on(MessageState.QUEUED).build())
                .hasMessageContaining("QUEUED");
    }

    @Test
    void shows_neither_its_secret_nor_its_path() {
        Webhook hook = Webhook.to("shop", "https://shop.example/hush", SECRET)
                .on(MessageState.SENT)
                .build();
        assertThat(hook).hasToString("Webhook[shop at https://shop.example]");
        assertThat(SECRET.toString()).doesNotContain(KEY.substring("whsec_".length()));
    }

    @Test
    void refuses_secrets_that_are_none_and_repeats_none() {
        for (String text : List.of("", "hush", "whsec_hush!", "whsec_" + base64(23), "whsec_" + base64(65))) {
            assertThatThrownBy(() -> WebhookSecret.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hush")
                    .hasMessageNotContaining("AAAA");
        }
        assertThatCode(() -> WebhookSecret.of("whsec_" + base64(24))).doesNotThrowAnyException();
        assertThat(WebhookSecret.newSecret()).isNotEqualTo(WebhookSecret.newSecret());
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    /** The example of the Standard Webhooks specification. */
    @Test
    void signs_as_others_do() {
        WebhookSecret secret = WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_delay_doubles_up_to_the_longest_and_is_scattered_by_a_fifth() {
        WebhookPolicy policy = WebhookPolicy.standard().delays(Duration.ofSeconds(10), Duration.ofSeconds(60));
        assertThat(List.of(1, 2, 3, 4, 1_000))
                .extracting(tries -> policy.delayAfter(tries, 0.5).toSeconds())
                .containsExactly(10L, 20L, 40L, 60L, 60L);
        assertThat(policy.delayAfter(1, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(policy.delayAfter(1, 1)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void refuses_policies_that_are_none() {
        WebhookPolicy policy = WebhookPolicy.standard();
        for (Runnable wrong : List.<Runnable>of(
                () -> policy.timeout(Duration.ZERO),
                () -> policy.delays(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                () -> policy.giveUpAfter(Duration.ofSeconds(-1)),
                () -> policy.atOnce(0),
                () -> policy.atOnce(65))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void reads_how_long_a_receiver_wants_to_be_left_alone() {
        assertThat(RetryAfter.read(" 120 ", NOW)).hasValue(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 12:01:00 GMT", NOW)).hasValue(Duration.ofMinutes(1));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 11:00:00 GMT", NOW)).hasValue(Duration.ZERO);
        assertThat(RetryAfter.read("999999999", NOW)).hasValue(Duration.ofDays(1));
        for (String none : List.of("", "-1", "soon", "9999999999", "1.5", "\u0661")) {
            assertThat(RetryAfter.read(none, NOW)).isEmpty();
        }
    }
}
