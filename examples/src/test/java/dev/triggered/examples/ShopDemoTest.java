package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopDemoTest {
    @Test
    void prints_the_three_mails_as_they_were_received() throws Exception {
        String printed = run();

        assertThat(printed)
                .contains(
                        "Subject: Your order 4711",
                        "Subject: Choose a new password",
                        "Subject: Ihre Rechnung 2026-0815")
                .contains("Auto-Submitted: auto-generated")
                .contains("Coffee <fresh & strong>")
                .contains("https://acme.example/reset?token=s3cr3t%2Fwith%2Bsigns")
                .contains("[attachment] Rechnung-2026-0815.pdf, ")
                .contains("[inline] logo.png, ")
                .contains("28.03.2026");
        assertThat(printed.lines().filter(line -> line.startsWith("Message-ID: <")))
                .hasSize(3);
    }

    @Test
    void sends_through_a_real_relay_that_is_named() throws Exception {
        try (ScriptedSmtpServer relay =
                ScriptedSmtpServer.builder().account("shop", "pass word").start()) {
            run(
                    "--relay",
                    relay.host() + ":" + relay.port(),
                    "--tls",
                    "none",
                    "--user",
                    "shop",
                    "--password-env",
                    "SMTP_PASSWORD",
                    "--from",
                    "shop@acme.example",
                    "--to",
                    "you@example.org");

            assertThat(relay.awaitMessages(3, Duration.ofSeconds(20)))
                    .extracting(ReceivedMessage::sender)
                    .containsOnly("shop@acme.example");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--relay",
                "--relay smtp.acme.example",
                "--relay smtp.acme.example:587",
                "--relay smtp.acme.example:587 --from a@acme.example",
                "--relay smtp.acme.example:587 --from a@acme.example --to b@acme.example --user shop",
                "--relay smtp.acme.example:587 --from a@acme.example --to b@acme.example --user shop --password-env NONE",
                "--relay smtp.acme.example:587 --from a@acme.example --to b@acme.example --tls perhaps",
                "--to b@acme.example",
                "--verbose yes"
            })
    void says_what_is_wrong_with_its_arguments(String arguments) {
        assertThatThrownBy(() -> DemoArguments.parse(arguments.split(" "), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--")
                .hasMessageNotContaining("null");
    }

    private static String run(String... arguments) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            ShopDemo.run(DemoArguments.parse(arguments, Map.of("SMTP_PASSWORD", "pass word")), out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
