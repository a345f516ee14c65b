package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Refused;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit the relay, and attachments that cannot be read. */
class SmtpUnsendableTest {
    @Test
    void the_size_is_told_and_a_mail_beyond_the_limit_is_refused_before_it_is_sent() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxMessageSize(20_000).start();
                Sender sender = Sender.plain(server)) {
            OutgoingMail mail = Mails.mail(Mails.BODY, Attachment.of("a.bin", new byte[20_000]));

            SendResult result = sender.send(mail);

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("5.3.4");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.transcript(1))
                    .filteredOn(line -> line.startsWith("MAIL"))
                    .hasSize(1);
            ReceivedMessage received = server.messages().get(0);
            assertThat(received.parameters()).containsEntry("SIZE", String.valueOf(received.content().length));
        }
    }

    @Test
    void a_mail_that_turns_out_too_large_for_the_relay_is_refused_and_never_ended() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxMessageSize(20_000).start();
                Sender sender = Sender.plain(server)) {
            OutgoingMail mail = Mails.mail(Mails.BODY, Attachment.lazily("a.bin", () -> Streams.of(20_000)));

            SendResult result = sender.send(mail);

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("5.3.4");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    @Test
    void an_address_beyond_ascii_needs_smtputf8() {
        OutgoingMail mail = Mails.mail("Acme <a@acme.example>", "Jörg <jörg@example.com>", Mails.BODY);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.plain(server)) {
            assertThat(sender.send(mail)).isInstanceOf(Accepted.class);
            ReceivedMessage received = server.messages().get(0);
            assertThat(received.recipients()).containsExactly("jörg@example.com");
            assertThat(received.parameters()).containsKey("SMTPUTF8").containsEntry("BODY", "8BITMIME");
            assertThat(received.header("To").orElseThrow()).endsWith("<jörg@example.com>");
        }
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.SMTPUTF8)
                        .start();
                Sender sender = Sender.plain(server)) {
            SendResult result = sender.send(mail);
            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("5.6.7");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_attachment_that_cannot_be_opened_refuses_its_mail_alone() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.plain(server)) {
            OutgoingMail unreadable = Mails.mail(Mails.BODY, Attachment.lazily("a.pdf", () -> {
                throw new IOException("gone");
            }));
            OutgoingMail faulty = Mails.mail(Mails.BODY, Attachment.lazily("b.pdf", () -> {
                throw new IllegalStateException("a bug of the host's");
            }));

            assertThat(sender.send(unreadable)).isInstanceOf(Refused.class);
            SendResult result = sender.send(faulty);

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply())
                    .hasToString("5.6.0 the attachment 'b.pdf' cannot be read: java.lang.IllegalStateException");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void an_attachment_that_breaks_in_the_middle_never_delivers_half_a_mail() {
        try (ScriptedSmtpServer server = Sender.plainServer();
                Sender sender = Sender.plain(server)) {
            Attachment half = Attachment.lazily("a.bin", () -> Streams.breakingAfter(100_000));

            SendResult result = sender.send(Mails.mail(Mails.BODY, half));

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("5.6.0");
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(new String(server.received(1), StandardCharsets.US_ASCII))
                    .doesNotContain("\r\n.\r\n");
        }
    }

    @Test
    void an_attachment_that_breaks_in_the_middle_of_its_chunks_costs_no_connection() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.plain(server)) {
            Attachment half = Attachment.lazily("a.bin", () -> Streams.breakingAfter(100_000));

            SendResult result = sender.send(Mails.mail(Mails.BODY, half));

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void attachments_beyond_their_limit_are_refused_whether_they_tell_their_size_or_not() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.plain(server)) {
            List<Attachment> large = List.of(
                    Attachment.of("told.bin", new byte[1_001]),
                    Attachment.lazily("untold.bin", () -> new ByteArrayInputStream(new byte[1_001])));
            for (Attachment attachment : large) {
                SendResult result = sender.send(withLimit(attachment, 1_000));
                assertThat(result).isInstanceOf(Refused.class);
                assertThat(result.reply().enhancedStatus()).isEqualTo("5.3.4");
            }
            Attachment fits = Attachment.lazily("fits.bin", () -> new ByteArrayInputStream(new byte[1_000]));
            assertThat(sender.send(withLimit(fits, 1_000))).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    private static OutgoingMail withLimit(Attachment attachment, long limit) {
        OutgoingMail mail = Mails.mail(Mails.BODY, attachment);
        return new OutgoingMail(mail.envelope(), mail.header(), mail.body(), mail.attachments(), limit);
    }
}
