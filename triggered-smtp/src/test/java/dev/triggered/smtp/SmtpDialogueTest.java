package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.SendResult.Refused;
import dev.triggered.SendResult.Uncertain;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpDialogueTest {
    private static final String GARBAGE = "HTTP/1.1 200 OK\r\n\r\n";

    @Test
    void a_mail_that_the_relay_took_is_accepted_with_its_reply() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("BODY").proceed();
            OutgoingMail mail = Mails.mail();

            SendResult result = sender.send(mail);

            assertThat(result).isInstanceOf(Accepted.class);
            assertThat(result.relay()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(result.reply().code()).isEqualTo(250);
            assertThat(result.reply().enhancedStatus()).startsWith("2.");
            ReceivedMessage received = server.messages().get(0);
            assertThat(received.sender()).isEqualTo("bounces@notify.acme.example");
            assertThat(received.recipients()).containsExactly("jane@example.com");
            assertThat(received.messageId()).contains(mail.header().messageIdField());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "BODY"})
    void a_4xx_reply_defers_and_the_connection_is_kept(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on(stage).reply(450, "4.2.1", "try later");

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply()).hasToString("450 4.2.1 try later");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "BODY"})
    void a_5xx_reply_refuses_and_the_connection_is_kept(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on(stage).reply(550, "5.7.1", "no");

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply()).hasToString("550 5.7.1 no");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "BODY"})
    void a_421_defers_and_the_next_mail_takes_a_new_connection(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on(stage).reply(421, "4.3.2", "going down").then().closeSocket();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isEqualTo(421);
            assertThat(result.reply().text()).endsWith("going down");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_relay_that_hangs_before_the_last_byte_defers(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on(stage).hang();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isZero();
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.4.2");
            assertThat(result.reply().text()).contains("nothing within 300 ms");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_connection_that_is_closed_or_reset_before_the_last_byte_defers(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on(stage).onConnection(1).closeSocket();
            server.on(stage).onConnection(2).resetSocket();

            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    @Test
    void a_connection_that_is_closed_in_the_middle_of_a_large_body_defers() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("BODY").afterOctets(10_000).resetSocket();
            Attachment large = Attachment.lazily("large.bin", () -> Streams.of(8_000_000));

            SendResult result = sender.send(withLimit(large, 10_000_000));

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(server.messageCount()).isZero();
        }
    }

    @Test
    void a_relay_that_stops_reading_defers_because_writing_has_its_time_too() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on("BODY").afterOctets(10_000).stopReading();
            Attachment large = Attachment.lazily("large.bin", () -> Streams.of(60_000_000));

            SendResult result = sender.send(withLimit(large, 100_000_000));

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().text()).contains("nothing within 300 ms");
        }
    }

    @Test
    void a_relay_whose_reply_trickles_without_end_defers() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on("MAIL").raw("250").then().hang();

            assertThat(sender.send()).isInstanceOf(Deferred.class);
        }
    }

    @Test
    void a_mail_whose_reply_never_came_is_uncertain() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("BODY").onConnection(1).acceptSilently().then().closeSocket();
            server.on("BODY").onConnection(2).acceptSilently().then().resetSocket();

            SendResult closed = sender.send();
            SendResult reset = sender.send();

            assertThat(closed).isInstanceOf(Uncertain.class);
            assertThat(closed.reply().enhancedStatus()).isEqualTo("4.4.2");
            assertThat(reset).isInstanceOf(Uncertain.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(3);
        }
    }

    @Test
    void a_mail_whose_reply_took_too_long_is_uncertain() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on("BODY").acceptSilently().then().hang();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Uncertain.class);
            assertThat(result.reply().text()).contains("nothing within 300 ms");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GARBAGE, "250-a\r\n550 b\r\n", "999 what\r\n", "25\r\n", "250_x\r\n", "354 again\r\n"})
    void a_garbled_reply_to_the_mail_leaves_it_uncertain(String reply) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on("BODY").raw(reply);

            assertThat(sender.send()).isInstanceOf(Uncertain.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_garbled_reply_before_the_last_byte_defers_and_drops_the_connection(String stage) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.impatient(server)) {
            server.on(stage).raw(GARBAGE);

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().text()).contains("not an SMTP reply: 'HTTP/1.1 200 OK'");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void an_endless_reply_is_given_up() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("MAIL").onConnection(1).raw("2".repeat(100_000));
            server.on("MAIL").onConnection(2).raw("250-and\r\n".repeat(10_000));

            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_reply_is_understood_in_several_lines_and_packets() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            SmtpGate gate = new SmtpGate();
            server.on("RCPT")
                    .replyLines(550, "5.1.1 No such", "5.1.1 mailbox here")
                    .splitAfter(5, gate);
            gate.open();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply()).hasToString("550 5.1.1 No such mailbox here");
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL,354", "RCPT,354", "DATA,250"})
    void a_reply_of_the_wrong_kind_defers_and_drops_the_connection(String stage, int code) {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on(stage).reply(code, "what?");

            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_refused_recipient_is_followed_by_rset() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("RCPT").reply(550);

            sender.send();
            sender.send();

            assertThat(server.transcript(1).stream().map(line -> line.split(" ", 2)[0]))
                    .containsExactly("EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA");
        }
    }

    @Test
    void a_relay_that_wants_a_login_defers_because_that_is_not_the_fault_of_the_mail() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().account("user", "secret").start();
                Sender sender = Sender.plain(server)) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isEqualTo(530);
        }
    }

    @Test
    void a_relay_that_only_knows_helo_is_spoken_to_all_the_same() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            server.on("EHLO").reply(502);

            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messages().get(0).parameters()).isEmpty();
        }
    }

    @Test
    void a_relay_that_is_not_there_defers() {
        int port;
        try (ScriptedSmtpServer server = Sender.plainServer()) {
            port = server.port();
        }
        try (Sender sender = Sender.with(SmtpRelay.at("127.0.0.1", port).plaintext(), builder -> builder)) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.4.1");
            assertThat(result.reply().text()).startsWith("cannot connect: ");
        }
    }

    @Test
    void a_relay_whose_name_is_unknown_defers() {
        try (Sender sender = Sender.with(SmtpRelay.at("relay.invalid", 25).plaintext(), builder -> builder)) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.4.4");
        }
    }

    private static OutgoingMail withLimit(Attachment attachment, long limit) {
        OutgoingMail mail = Mails.mail(Mails.BODY, attachment);
        return new OutgoingMail(mail.envelope(), mail.header(), mail.body(), mail.attachments(), limit);
    }
}
