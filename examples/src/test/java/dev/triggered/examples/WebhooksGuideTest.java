package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/webhooks.md}, and the example that it is taken from. */
class WebhooksGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "webhooks.md");
    private static final byte[] KEY = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final long TIME = 1_614_265_330;
    private static final Instant NOW = Instant.ofEpochSecond(TIME + 10);

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(WebhookDemo.class, HookReceiver.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(3)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void it_names_each_state_that_is_told() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(Arrays.stream(MessageState.values())
                        .filter(state -> state.isEnd() || state == MessageState.DEFERRED))
                .allSatisfy(state -> assertThat(guide).contains("`" + state + "`"));
    }

    @Test
    void another_application_is_told_that_an_order_was_confirmed() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        WebhookDemo.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"type\":\"message.sent\"", "\"stream\":\"order-confirmation\"")
                .doesNotContain("4711", "jane");
    }

    @Test
    void its_receiver_takes_what_is_genuine_and_not_old() throws GeneralSecurityException {
        assertThat(isGenuine(told(SIGNATURE), NOW)).isTrue();
        assertThat(isGenuine(told("v1,AAAA v2,x " + SIGNATURE), NOW)).isTrue();
        assertThat(isGenuine(told("v1,AAAA"), NOW)).isFalse();
        assertThat(isGenuine(told(""), NOW)).isFalse();
        assertThat(isGenuine(told(SIGNATURE), NOW.plusSeconds(300))).isFalse();
        assertThat(isGenuine(told(SIGNATURE), NOW.minusSeconds(320))).isFalse();
        assertThat(isGenuine(new HookReceiver.Told("another", TIME, SIGNATURE, body()), NOW))
                .isFalse();
    }

    private static boolean isGenuine(HookReceiver.Told told, Instant now) throws GeneralSecurityException {
        return HookReceiver.isGenuine(KEY, told, now);
    }

    private static HookReceiver.Told told(String signatures) {
        return new HookReceiver.Told("msg_p5jXN8AQM9LWM0D4loKWxJek", TIME, signatures, body());
    }

    private static byte[] body() {
        return "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    }
}
