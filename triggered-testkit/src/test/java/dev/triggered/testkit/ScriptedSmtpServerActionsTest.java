package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedSmtpServerActionsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedSmtpServer smtp = ScriptedSmtpServer.start();

    @AfterEach
    void closeServer() {
        smtp.close();
    }

    @Test
    void replies_in_place_of_the_server() throws IOException {
        smtp.on("RCPT").reply(450);
        smtp.on("RCPT").reply(550, "5.7.1", "Not you");
        smtp.on("RCPT").reply(452, "just text");
        smtp.on("RCPT").reply(599);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<a@acme.example>");
            assertThat(client.say("RCPT TO:<jane@example.com>")).isEqualTo("450 4.2.0 Mailbox unavailable");
            assertThat(client.say("RCPT TO:<jane@example.com>")).isEqualTo("550 5.7.1 Not you");
            assertThat(client.say("RCPT TO:<jane@example.com>")).isEqualTo("452 just text");
            assertThat(client.say("RCPT TO:<jane@example.com>")).isEqualTo("599 Scripted reply");
            assertThat(client.say("DATA")).startsWith("554 ");
            assertThat(client.say("RCPT TO:<jane@example.com>")).isEqualTo("250 2.1.5 Recipient accepted");
        }
    }

    @Test
    void closes_after_a_reply() throws IOException {
        smtp.on("RCPT").reply(450).then().closeSocket();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<a@acme.example>");
            assertThat(client.say("RCPT TO:<jane@example.com>")).startsWith("450 ");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void gives_a_positive_reply_its_effect() throws IOException {
        smtp.on("RCPT").reply(251, "2.1.5", "Will forward");
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<a@acme.example>");
            client.say("RCPT TO:<jane@example.com>");
            client.say("DATA");
            client.say(".");
            assertThat(smtp.messages())
                    .singleElement()
                    .extracting(ReceivedMessage::recipients)
                    .isEqualTo(List.of("jane@example.com"));
        }
    }

    @Test
    void sends_several_lines() throws IOException {
        smtp.on("BODY").replyLines(550, "5.7.1 This", "5.7.1 is spam");
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            assertThat(client.say(".")).isEqualTo("550-5.7.1 This\n550 5.7.1 is spam");
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "25\r\n", "250\n", "\r\n", "999 what\r\n", "550-5.1.1 no\r\n250 5.1.1 no\r\n"})
    void sends_what_is_no_reply(String garbage) throws IOException {
        smtp.on("NOOP").raw(garbage).then().raw("end\r\n".getBytes(StandardCharsets.US_ASCII));
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("NOOP");
            assertThat(client.octets(garbage.length() + 5)).isEqualTo(garbage + "end\r\n");
        }
    }

    @Test
    void splits_a_reply_where_a_gate_says() throws IOException {
        SmtpGate first = new SmtpGate();
        SmtpGate second = new SmtpGate();
        smtp.on("NOOP").reply(250, "2.0.0", "Done").splitAfter(2, first).splitAfter(7, second);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("NOOP");
            assertThat(client.octets(2)).isEqualTo("25");
            first.awaitArrival(SOON);
            assertThat(client.hasReply()).isFalse();
            first.open();
            assertThat(client.octets(5)).isEqualTo("0 2.0");
            second.awaitArrival(SOON);
            assertThat(client.hasReply()).isFalse();
            second.open();
            assertThat(client.reply()).isEqualTo(".0 Done");
        }
    }

    @Test
    void splits_its_own_reply_too() throws IOException {
        SmtpGate gate = new SmtpGate();
        smtp.on("EHLO").proceed().splitAfter(6, gate);
        try (RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            client.reply();
            client.send("EHLO client.example");
            assertThat(client.octets(6)).isEqualTo("250-lo");
            gate.open();
            assertThat(client.reply()).startsWith("calhost");
        }
    }

    @Test
    void holds_its_own_reply_until_the_gate_opens_and_sends_the_earlier_ones() throws IOException {
        SmtpGate gate = new SmtpGate();
        smtp.on("RCPT").hold(gate);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>", "RCPT TO:<jane@example.com>", "NOOP");
            assertThat(client.reply()).isEqualTo("250 2.1.0 Sender accepted");
            gate.awaitArrival(SOON);
            assertThat(client.hasReply()).isFalse();
            gate.open();
            assertThat(client.reply()).isEqualTo("250 2.1.5 Recipient accepted");
            assertThat(client.reply()).isEqualTo("250 2.0.0 Done");
        }
    }

    @Test
    void holds_a_scripted_reply_until_a_latch_is_at_zero() throws IOException {
        CountDownLatch latch = new CountDownLatch(1);
        smtp.on("MAIL").hold(latch).then().reply(451);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>");
            latch.countDown();
            assertThat(client.reply()).isEqualTo("451 4.3.0 Local error");
        }
    }

    @Test
    void hangs_until_the_client_has_enough() throws IOException {
        smtp.on("MAIL").hang();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("NOOP", "MAIL FROM:<a@acme.example>", "NOOP");
            assertThat(client.reply()).startsWith("250 ");
            client.send("NOOP");
            assertThat(smtp.openConnections()).isEqualTo(1);
            assertThat(client.hasReply()).isFalse();
        }
        smtp.awaitOpenConnections(0, SOON);
        assertThat(smtp.transcript(1)).endsWith("NOOP", "MAIL FROM:<a@acme.example>");
        assertThat(smtp.received(1)).asString().endsWith("NOOP\r\nNOOP\r\n");
    }

    @Test
    void hangs_until_the_server_is_closed() throws IOException {
        smtp.on("MAIL").hang();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>");
            smtp.close();
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stops_reading_so_that_the_client_gets_stuck() throws IOException, InterruptedException {
        smtp.on("MAIL").stopReading();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>");
            CountDownLatch failed = new CountDownLatch(1);
            Thread writer = new Thread(() -> {
                assertThatThrownBy(() -> client.send("x".repeat(16 * 1024 * 1024)))
                        .isInstanceOf(SocketException.class);
                failed.countDown();
            });
            writer.start();
            await().until(() -> smtp.unplayed().isEmpty());
            smtp.close();
            writer.join();
            assertThat(failed.getCount()).isZero();
            assertThat(smtp.received(1)).hasSizeLessThan(100_000);
            assertThat(smtp.openConnections()).isZero();
        }
    }

    @Test
    void breaks_the_connection() throws IOException {
        smtp.on("MAIL").resetSocket();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>");
            assertThat(client.isReset()).isTrue();
        }
    }

    @Test
    void drops_a_connection_that_it_has_accepted() throws IOException {
        smtp.on("CONNECT").closeSocket();
        try (RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            assertThat(client.isEnded()).isTrue();
        }
        try (RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            assertThat(client.reply()).startsWith("220 ");
        }
    }

    @Test
    void greets_with_a_refusal_and_then_takes_quit_only() throws IOException {
        smtp.on("CONNECT").reply(554, "No service");
        try (RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            assertThat(client.reply()).isEqualTo("554 No service");
            assertThat(client.say("EHLO client.example")).startsWith("503 ");
            assertThat(client.say("QUIT")).startsWith("221 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "4000"})
    void closes_in_the_midst_of_content(int octets) throws IOException {
        smtp.on("BODY").afterOctets(octets).closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send("x".repeat(octets - 1));
            assertThat(client.isEnded()).isTrue();
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @Test
    void says_why_it_closes_in_the_midst_of_content() throws IOException {
        smtp.on("BODY").afterOctets(5).reply(421).then().closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.sendRaw("Subje");
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void does_not_break_into_content_that_is_too_short() throws IOException {
        smtp.on("BODY").afterOctets(100).closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            assertThat(client.say(".")).startsWith("250 ");
            assertThat(smtp.unplayed()).containsExactly("on(BODY)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BODY", "BDAT"})
    void closes_in_the_midst_of_a_chunk(String moment) throws IOException {
        smtp.on(moment).afterOctets(20_000).closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.sendRaw("BDAT 30000 LAST\r\n" + "x".repeat(20_000));
            assertThat(client.isEnded()).isTrue();
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @Test
    void waits_in_the_midst_of_content() throws IOException {
        SmtpGate gate = new SmtpGate();
        smtp.on("BODY").afterOctets(3).hold(gate);
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send("content", ".");
            gate.awaitArrival(SOON);
            assertThat(smtp.messageCount()).isZero();
            gate.open();
            assertThat(client.reply()).startsWith("250 ");
            assertThat(smtp.messages().get(0).text()).isEqualTo("content\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA\r\n", "BDAT 9 LAST\r\n"})
    void closes_after_the_content_and_has_not_taken_it(String command) throws IOException {
        smtp.on("BODY").closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.sendRaw(command + "content\r\n.\r\n");
            if (command.startsWith("DATA")) {
                assertThat(client.reply()).startsWith("354 ");
            }
            assertThat(client.isEnded()).isTrue();
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @Test
    void closes_after_the_content_and_has_taken_it() throws IOException {
        smtp.on("BODY").acceptSilently().then().closeSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send("content", ".");
            assertThat(client.isEnded()).isTrue();
            assertThat(smtp.messages()).hasSize(1);
        }
    }

    @Test
    void closes_after_its_own_reply() throws IOException {
        smtp.on("BODY").proceed().then().resetSocket();
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send(".");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.isReset()).isTrue();
            assertThat(smtp.messages()).hasSize(1);
        }
    }

    @Test
    void invites_content_that_has_no_recipient() throws IOException {
        smtp.on("DATA").reply(354);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>", "RCPT TO:<bad>", "DATA");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("553 ");
            assertThat(client.reply()).startsWith("354 ");
            assertThat(client.say(".")).isEqualTo("554 5.5.1 No valid recipients");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("250 ");
        }
    }

    @Test
    void mishandles_a_pipelined_group() throws IOException {
        smtp.on("MAIL").discardPipelined();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>", "RCPT TO:<jane@example.com>", "DATA");
            assertThat(client.reply()).startsWith("250 2.1.0");
            assertThat(client.say("NOOP")).startsWith("250 2.0.0");
            assertThat(smtp.transcript(1)).containsExactly("EHLO client.example", "MAIL FROM:<a@acme.example>", "NOOP");
        }
    }

    @Test
    void answers_twice() throws IOException {
        smtp.on("NOOP").proceed().then().reply(250, "and once more");
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Done");
            assertThat(client.reply()).isEqualTo("250 and once more");
        }
    }

    @Test
    void ends_a_pipelined_group_with_421_and_loses_no_earlier_reply() throws IOException {
        smtp.on("RCPT").nth(2).reply(421).then().closeSocket();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send(
                    "MAIL FROM:<a@acme.example>",
                    "RCPT TO:<jane@example.com>",
                    "RCPT TO:<joe@example.com>",
                    "RCPT TO:<jim@example.com>",
                    "DATA");
            assertThat(client.reply()).startsWith("250 2.1.0");
            assertThat(client.reply()).startsWith("250 2.1.5");
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(client.isEnded()).isTrue();
        }
    }
}
