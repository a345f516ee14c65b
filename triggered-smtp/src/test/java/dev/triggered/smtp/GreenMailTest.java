package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.triggered.Attachment;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.spi.OutgoingMail;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

/** From the dispatcher through a server that is not ours into a mailbox. */
class GreenMailTest {
    @Test
    void a_mail_arrives_in_a_mailbox_over_plain_text_after_logging_in() throws Exception {
        GreenMail server = serverOf(ServerSetup.PROTOCOL_SMTP);
        server.start();
        try {
            server.setUser("jane@example.com", "jane", "secret");
            SmtpRelay.Builder relay = SmtpRelay.at("127.0.0.1", server.getSmtp().getPort())
                    .plaintext()
                    .login("jane", "secret");
            OutgoingMail mail = Mails.mail(
                    new RenderedMail("🎉 Bestellung", "<p>Grüße\n.\n</p>", "Grüße\n.\n"),
                    Attachment.of("Rechnung für Jörg.pdf", new byte[] {1, 2, 3}));
            try (Sender sender = Sender.with(relay, builder -> builder)) {
                assertThat(sender.send(mail)).isInstanceOf(Accepted.class);
                assertThat(sender.send()).isInstanceOf(Accepted.class);
            }

            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(2);
            assertThat(received[0].getSubject()).isEqualTo("🎉 Bestellung");
            assertThat(received[0].getMessageID()).isEqualTo(mail.header().messageIdField());
            Multipart mixed = (Multipart) received[0].getContent();
            Multipart bodies = (Multipart) mixed.getBodyPart(0).getContent();
            assertThat(bodies.getBodyPart(0).getContent()).isEqualTo("Grüße\r\n.\r\n");
            assertThat(bodies.getBodyPart(1).getContent()).isEqualTo("<p>Grüße\r\n.\r\n</p>");
            assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("Rechnung für Jörg.pdf");
            assertThat(mixed.getBodyPart(1).getInputStream()).hasBinaryContent(new byte[] {1, 2, 3});
        } finally {
            server.stop();
        }
    }

    @Test
    void a_server_whose_certificate_nobody_trusts_gets_nothing() {
        GreenMail server = serverOf(ServerSetup.PROTOCOL_SMTPS);
        server.start();
        try (Sender sender = Sender.with(
                SmtpRelay.at("localhost", server.getSmtps().getPort()).implicitTls(), builder -> builder)) {
            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    private static GreenMail serverOf(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        // Two seconds by default, which a busy machine exceeds.
        setup.setServerStartupTimeout(60_000);
        return new GreenMail(setup);
    }
}
