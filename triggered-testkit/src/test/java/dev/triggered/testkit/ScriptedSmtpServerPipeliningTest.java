package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ScriptedSmtpServerPipeliningTest {
    @Test
    void answers_a_group_of_commands_in_their_order() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("MAIL FROM:<a@acme.example>", "RCPT TO:<bad>", "RCPT TO:<jane@example.com>", "DATA");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply()))
                    .extracting(reply -> reply.substring(0, 3))
                    .containsExactly("250", "553", "250", "354");
            client.send("one", ".", "MAIL FROM:<b@acme.example>", "RCPT TO:<joe@example.com>", "DATA");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply()))
                    .extracting(reply -> reply.substring(0, 3))
                    .containsExactly("250", "250", "250", "354");
            client.send("two", ".", "QUIT");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("221");
            assertThat(smtp.messages()).extracting(ReceivedMessage::text).containsExactly("one\r\n", "two\r\n");
        }
    }

    @Test
    void sends_no_reply_before_it_has_read_the_whole_group() throws IOException {
        AtomicBoolean early = new AtomicBoolean();
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            smtp.on("NOOP")
                    .when(argument -> {
                        early.compareAndSet(false, client.hasReply());
                        return false;
                    })
                    .reply(450);
            client.send("NOOP first", "NOOP second", "NOOP last");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(early).isFalse();
        }
    }

    @Test
    void takes_messages_in_chunks_that_are_pipelined() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            String one = String.join(
                    "\r\n",
                    "MAIL FROM:<a@acme.example>",
                    "RCPT TO:<jane@example.com>",
                    "BDAT 7",
                    ".",
                    ".",
                    ".BDAT 5 LAST",
                    "end",
                    "");
            String two = "MAIL FROM:<b@acme.example>\r\nRCPT TO:<joe@example.com>\r\nBDAT 3\r\nabcBDAT 0 LAST\r\n";
            client.sendRaw(one + two);
            for (int reply = 0; reply < 8; reply++) {
                assertThat(client.reply()).startsWith("250 ");
            }
            assertThat(smtp.messages()).extracting(ReceivedMessage::text).containsExactly(".\r\n.\r\n.end\r\n", "abc");
        }
    }

    @Test
    void swallows_the_octets_of_a_chunk_that_it_refuses() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.sendRaw(
                    "MAIL FROM:<a@acme.example>\r\nRCPT TO:<bad>\r\nBDAT 6\r\nRSET\r\nBDAT 6 LAST\r\nRSET\r\nNOOP\r\n");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("553");
            assertThat(client.reply()).isEqualTo("554 5.5.1 No valid recipients");
            assertThat(client.reply()).isEqualTo("503 5.5.1 A chunk was refused before; say RSET");
            assertThat(client.reply()).startsWith("250");
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @Test
    void refuses_what_may_not_follow_a_first_chunk() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.sendRaw("BDAT 2\r\nab").reply()).isEqualTo("250 2.0.0 2 octets so far");
            assertThat(client.say("DATA")).startsWith("503 5.5.1");
            assertThat(client.say("RCPT TO:<joe@example.com>")).startsWith("503 5.5.1");
            assertThat(client.sendRaw("BDAT 2 LAST\r\ncd").reply()).startsWith("250 ");
            assertThat(smtp.messages()).extracting(ReceivedMessage::text).containsExactly("abcd");
        }
    }

    @Test
    void refuses_chunks_that_exceed_the_size_together() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().maxMessageSize(5).start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.sendRaw("BDAT 3\r\nabc").reply()).startsWith("250 ");
            assertThat(client.sendRaw("BDAT 3 LAST\r\ndef").reply()).isEqualTo("552 5.3.4 Message too big");
            assertThat(client.say("MAIL FROM:<b@acme.example>")).startsWith("250 ");
        }
    }

    @Test
    void refuses_chunks_without_a_transaction() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.sendRaw("BDAT 3 LAST\r\nabc").reply()).startsWith("503 5.5.1");
            assertThat(client.say("NOOP")).startsWith("250 ");
        }
    }
}
