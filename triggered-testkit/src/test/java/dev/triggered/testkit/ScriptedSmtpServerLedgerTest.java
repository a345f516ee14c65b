package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedSmtpServerLedgerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String MAIL = "MAIL FROM:<a@acme.example>\r\nRCPT TO:<jane@example.com>\r\nDATA\r\n";

    @Test
    void wakes_a_test_that_waits_for_messages() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            CompletableFuture<List<ReceivedMessage>> waiting =
                    CompletableFuture.supplyAsync(() -> smtp.awaitMessages(2, SOON));
            client.sendRaw(MAIL + "one\r\n.\r\n" + MAIL + "two\r\n.\r\n");
            assertThat(waiting.join()).extracting(ReceivedMessage::text).containsExactly("one\r\n", "two\r\n");
            assertThat(smtp.messageCount()).isEqualTo(2);
        }
    }

    @Test
    void tells_what_was_there_when_messages_are_missing() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().account("user", "secret").start();
                RawSmtpClient idle = RawSmtpClient.greeted(smtp);
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(idle.say("AUTH PLAIN AHVzZXIAc2VjcmV0")).startsWith("235 ");
            client.say("AUTH PLAIN AHVzZXIAc2VjcmV0");
            client.sendRaw(MAIL + "content\r\n.\r\n");
            smtp.awaitMessages(1, SOON);
            assertThatThrownBy(() -> smtp.awaitMessages(2, Duration.ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected 2 messages within PT0.001S, but there were 1 messages")
                    .hasMessageContaining("2 of 2 connections were open")
                    .hasMessageContaining("<a@acme.example> to [jane@example.com], 9 octets, connection 2")
                    .hasMessageContaining("connection 1: AUTH\n")
                    .hasMessageContaining("connection 2: DATA")
                    .hasMessageNotContaining("AHVzZXIAc2VjcmV0");
        }
    }

    @Test
    void keeps_every_octet_and_every_command_of_each_connection() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient first = RawSmtpClient.greeted(smtp);
                RawSmtpClient second = RawSmtpClient.greeted(smtp)) {
            first.sendRaw(MAIL + "..\r\nü\r\n.\r\n");
            second.say("NOOP");
            smtp.awaitMessages(1, SOON);
            assertThat(new String(smtp.received(1), UTF_8))
                    .isEqualTo("EHLO client.example\r\n" + MAIL + "..\r\nü\r\n.\r\n");
            assertThat(smtp.transcript(1))
                    .containsExactly(
                            "EHLO client.example", "MAIL FROM:<a@acme.example>", "RCPT TO:<jane@example.com>", "DATA");
            assertThat(smtp.transcript(2)).containsExactly("EHLO client.example", "NOOP");
            assertThat(smtp.messages().get(0).connection()).isEqualTo(1);
            assertThatThrownBy(() -> smtp.transcript(3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 connections");
        }
    }

    @Test
    void counts_connections() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start()) {
            try (RawSmtpClient first = RawSmtpClient.greeted(smtp);
                    RawSmtpClient second = RawSmtpClient.greeted(smtp)) {
                assertThat(first.say("NOOP") + second.say("NOOP")).contains("250");
                assertThat(smtp.openConnections()).isEqualTo(2);
            }
            smtp.awaitOpenConnections(0, SOON);
            assertThat(smtp.connections()).isEqualTo(2);
        }
    }

    @Test
    void refuses_a_connection_too_many_until_another_is_closed() throws IOException {
        try (ScriptedSmtpServer smtp =
                ScriptedSmtpServer.builder().maxConnections(1).start()) {
            try (RawSmtpClient first = RawSmtpClient.greeted(smtp);
                    RawSmtpClient second = RawSmtpClient.connect(smtp)) {
                assertThat(second.reply()).isEqualTo("421 Too many connections");
                assertThat(second.isEnded()).isTrue();
                assertThat(first.say("NOOP")).startsWith("250 ");
            }
            smtp.awaitOpenConnections(0, SOON);
            try (RawSmtpClient third = RawSmtpClient.connect(smtp)) {
                assertThat(third.reply()).startsWith("220 ");
            }
        }
    }

    @Test
    void ends_a_connection_that_carries_too_many_messages() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().maxMessagesPerConnection(1).start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.say(".");
            assertThat(client.say("MAIL FROM:<a@acme.example>"))
                    .isEqualTo("421 4.7.0 Too many messages on this connection");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void only_counts_if_told_so() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder().countOnly().start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            List<String> expected = new ArrayList<>();
            for (int number = 0; number < 100; number++) {
                expected.add("<" + number + "@acme.example>");
                client.sendRaw(
                        MAIL + "message-id: <" + number + "@acme.example>\r\n\r\n" + "x\r\n".repeat(50_000) + ".\r\n");
            }
            smtp.awaitMessageCount(100, SOON);
            assertThat(smtp.messageIds()).isEqualTo(expected);
            assertThatThrownBy(smtp::messages)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("only counts");
            assertThatThrownBy(() -> smtp.transcript(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> smtp.received(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void reads_headers_and_unfolds_them() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.sendRaw(
                    MAIL + "Subject: one\r\n\ttwo\r\n three\r\nsubject: again\r\nMESSAGE-ID:\r\n <1@acme.example>\r\n"
                            + "\r\nX-Not: a header\r\n.\r\n");
            ReceivedMessage message = smtp.awaitMessages(1, SOON).get(0);
            assertThat(message.header("subject")).contains("one\ttwo three");
            assertThat(message.messageId()).contains("<1@acme.example>");
            assertThat(message.header("X-Not")).isEmpty();
            assertThat(message.user()).isEmpty();
            assertThat(message.overTls()).isFalse();
            assertThatThrownBy(() -> message.parameters("joe@example.com"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[jane@example.com]");
        }
    }

    @Test
    void gives_away_copies_of_what_it_has_received() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.sendRaw(MAIL + "content\r\n.\r\n");
            ReceivedMessage message = smtp.awaitMessages(1, SOON).get(0);
            message.content()[0] = 'C';
            assertThat(message.text()).isEqualTo("content\r\n");
        }
    }

    @Test
    void closes_twice_and_takes_no_connection_afterwards() throws IOException {
        ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
        RawSmtpClient client = RawSmtpClient.greeted(smtp);
        smtp.close();
        smtp.close();
        assertThat(smtp.openConnections()).isZero();
        assertThatThrownBy(() -> client.say("NOOP")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RawSmtpClient.connect(smtp)).isInstanceOf(IOException.class);
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refuses_limits_below_one(int limit) {
        ScriptedSmtpServerBuilder builder = ScriptedSmtpServer.builder();
        assertThatThrownBy(() -> builder.maxConnections(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxMessagesPerConnection(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxMessageSize(limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tells_a_test_that_nobody_came_to_the_gate() {
        assertThatThrownBy(() -> new SmtpGate().awaitArrival(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no connection came to the gate within PT0.001S");
    }
}
