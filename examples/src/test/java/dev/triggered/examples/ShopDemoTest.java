package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopDemoTest {
    @TempDir
    private Path folder;

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
    void prints_the_three_mails_again_at_its_next_run() throws Exception {
        run();

        assertThat(run().lines().filter(line -> line.startsWith("Message-ID: <")))
                .hasSize(3);
    }

    @Test
    void confirms_many_orders_once_however_often_it_is_run() throws Exception {
        assertThat(run("--many", "30"))
                .contains("0 messages wait from last time, 0 were sent")
                .endsWith("done: 30 orders, 30 accepted now and 0 before; 30 mails sent now and 0 before; 0 wait\n");
        assertThat(run("--many", "31"))
                .contains("0 messages wait from last time, 30 were sent")
                .endsWith("done: 31 orders, 1 accepted now and 30 before; 1 mails sent now and 30 before; 0 wait\n");
    }

    @Test
    void opens_its_dashboard_for_whoever_reads_the_console_and_mails_keep_coming() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DemoArguments arguments = DemoArguments.parse(new String[] {"--data", folder.toString()}, Map.of());
        try (LocalMailbox mailbox = new LocalMailbox();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                ShopDashboard dashboard = ShopDemo.open(arguments, mailbox, out)) {
            String said = printed.toString(StandardCharsets.UTF_8);
            String password = said.replaceAll("(?s).*password ([^,]+),.*", "$1");
            mailbox.await(2);

            assertThat(arguments.plan().dashboard()).isTrue();
            assertThat(said).contains(dashboard.address());
            assertThat(status(dashboard, "operator", "wrong")).isEqualTo(401);
            assertThat(status(dashboard, "operator", password)).isEqualTo(200);
        }
    }

    private static int status(ShopDashboard dashboard, String name, String password) throws Exception {
        String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(dashboard.address() + "/messages"))
                .header("Authorization", "Basic " + pair)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void opens_no_dashboard_where_mails_go_elsewhere_or_nobody_waits_for_it() {
        assertThat(plan("--no-dashboard").dashboard()).isFalse();
        assertThat(plan("--many", "7")).isEqualTo(new DemoArguments.Plan(7, false));
        assertThat(plan("--relay", "smtp.acme.example:587", "--from", "a@acme.example", "--to", "b@acme.example")
                        .dashboard())
                .isFalse();
    }

    private static DemoArguments.Plan plan(String... arguments) {
        return DemoArguments.parse(arguments, Map.of()).plan();
    }

    @Test
    void keeps_its_mail_beside_its_classes_unless_told_otherwise() {
        assertThat(DemoArguments.parse(new String[0], Map.of()).data())
                .isEqualTo(Path.of("target", "shop-data").toAbsolutePath());
        assertThat(DemoArguments.parse(new String[] {"--data", "mail"}, Map.of())
                        .data())
                .isEqualTo(Path.of("mail"));
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
                "--data",
                "--many",
                "--many some",
                "--many -1",
                "--many 9999999",
                "--many 10 --to b@acme.example",
                "--verbose yes"
            })
    void says_what_is_wrong_with_its_arguments(String arguments) {
        assertThatThrownBy(() -> DemoArguments.parse(arguments.split(" "), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--")
                .hasMessageNotContaining("null");
    }

    private String run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--no-dashboard", "--data", folder.toString()));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            ShopDemo.run(DemoArguments.parse(all.toArray(String[]::new), Map.of("SMTP_PASSWORD", "pass word")), out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
