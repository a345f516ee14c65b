package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.testkit.ScriptedSmtpServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int MAILS = 10_000;

    @Test
    void ten_thousand_triggers_arrive_once_each_over_four_connections_from_a_heap_of_256_megabytes() throws Exception {
        try (ScriptedSmtpServer server =
                ScriptedSmtpServer.builder().countOnly().start()) {
            Process sender = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoadSender.class.getName(),
                            Integer.toString(server.port()),
                            Integer.toString(MAILS)))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(sender.waitFor(2, TimeUnit.MINUTES)).as(said).isTrue();
            assertThat(sender.exitValue()).as(said).isZero();
            server.awaitMessageCount(MAILS, Duration.ofSeconds(20));
            assertThat(server.messageCount()).isEqualTo(MAILS);
            assertThat(new HashSet<>(server.messageIds())).hasSize(MAILS);
            assertThat(server.connections()).isLessThanOrEqualTo(4 * (1 + MAILS / 4 / 100) + 4);
        }
    }
}
