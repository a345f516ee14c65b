package dev.triggered.testkit;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What arrives of a mail. */
abstract class DispatcherContent extends DispatcherReplies {
    DispatcherContent(Function<ScriptedSmtpServer, Dispatcher> factory, SmtpCapability... missing) {
        super(factory, missing);
    }

    @Test
    void arrives_as_it_was_made() {
        byte[] file = new byte[200_000];
        new Random(1).nextBytes(file);
        OutgoingMail mail = Samples.mail(
                "jane@example.com",
                new RenderedMail(
                        "Grüße ✓ zu Ihrer Bestellung 4711 ".repeat(5), "<p>Schöne Grüße</p>\n", "Grüße,\nAcme ✓\n"),
                Attachment.of("Rechnung \"ü\" 😀.pdf", file),
                Attachment.of("logo.png", new byte[] {1, 2, 3}).inline("logo"),
                Attachment.of("table.csv", "a;b\r\n".getBytes(ISO_8859_1)).type("text/csv; charset=utf-8"));
        CapturedMail received = delivered(mail);
        assertThat(received)
                .isTo("jane@example.com")
                .hasSender("orders@notify.acme.example")
                .hasSubject("Grüße ✓ zu Ihrer Bestellung 4711 ".repeat(5).strip())
                .hasTextContaining("Grüße,\nAcme ✓")
                .hasHtmlContaining("<p>Schöne Grüße</p>")
                .hasHeader("From", "Acme Orders <orders@notify.acme.example>")
                .hasHeader("To", "Jane Doe <jane@example.com>")
                .hasHeader("Auto-Submitted", "auto-generated")
                .hasHeader("Message-ID", mail.header().messageIdField())
                .hasNoHeader("Reply-To")
                .hasAttachment("Rechnung \"ü\" 😀.pdf", file)
                .hasAttachment("logo.png", new byte[] {1, 2, 3})
                .hasAttachment("table.csv", "a;b\r\n".getBytes(ISO_8859_1));
        assertThat(received.header("Date").orElse("")).startsWith("Thu, 1 Jan 2026 00:00:00");
        assertThat(received.attachment("logo.png").contentId()).isEqualTo("logo");
        assertThat(received.attachment("table.csv").type()).isEqualTo("text/csv");
        assertThat(received.attachments()).hasSize(3);
    }

    @Test
    void arrives_as_compose_says() throws IOException {
        OutgoingMail mail = Samples.mail("jane@example.com", Attachment.of("a.txt", new byte[] {1, 13, 10, 46}));
        CapturedMail received = delivered(mail);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        dispatcher().compose(mail, bytes);
        CapturedMail composed = CapturedMail.parse(received.sender(), received.recipient(), bytes.toByteArray());
        for (String field : List.of("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version")) {
            assertThat(received.headers(field))
                    .as(field)
                    .isEqualTo(composed.headers(field))
                    .hasSize(1);
        }
        assertThat(received)
                .hasText(composed.text())
                .hasAttachment("a.txt", composed.attachment("a.txt").bytes());
        assertThat(received.html()).isEqualTo(composed.html());
    }

    @Test
    void comes_back_to_the_sender_of_its_envelope_and_is_from_that_of_its_header() {
        OutgoingMail plain = mail();
        EmailAddress returnPath = EmailAddress.parse("bounces+4711@back.acme.example");
        CapturedMail received = delivered(new OutgoingMail(
                new OutgoingMail.Envelope(returnPath, plain.envelope().recipient()),
                plain.header(),
                plain.body(),
                plain.attachments(),
                plain.attachmentLimit()));
        assertThat(received)
                .hasSender("bounces+4711@back.acme.example")
                .hasHeader("From", "Acme Orders <orders@notify.acme.example>")
                .hasHeader("Message-ID", plain.header().messageIdField());
    }

    @Test
    void is_the_same_mail_in_each_attempt() {
        smtp().on("BODY").reply(450, "4.2.1", "later");
        LaneDispatcher lane = lane(1);
        OutgoingMail mail = mail();
        assertThat(sent.result(lane, mail)).isInstanceOf(SendResult.Deferred.class);
        assertThat(new SentMails().result(lane, mail)).isInstanceOf(SendResult.Accepted.class);
        assertThat(new SentMails().result(lane, mail)).isInstanceOf(SendResult.Accepted.class);
        assertThat(smtp().messageIds())
                .containsExactly(mail.header().messageIdField(), mail.header().messageIdField());
        assertThat(smtp().messages())
                .extracting(message -> message.header("Date"))
                .containsOnly(smtp().messages().get(0).header("Date"));
    }

    @Test
    void keeps_dots_empty_lines_and_long_lines() {
        String text = ".\n..\n.dot\n\n\n" + "long ".repeat(1_000) + "\n.";
        CapturedMail received =
                delivered(Samples.mail("jane@example.com", new RenderedMail(".", "<p>\n.\n..b\n</p>", text)));
        assertThat(received).hasSubject(".").hasHtmlContaining("<p>\n.\n..b\n</p>");
        assertThat(received.text().strip()).isEqualTo(text.strip());
    }

    @Test
    void has_lines_that_every_relay_takes() {
        String line = "ü".repeat(3_000);
        CapturedMail received = delivered(Samples.mail(
                "jane@example.com", new RenderedMail("ü".repeat(900), "<p>" + line + "</p>", "a\rb\n" + line)));
        String raw = new String(received.raw(), ISO_8859_1);
        assertThat(raw.replace("\r\n", "")).as("bare CR or LF").doesNotContain("\r", "\n");
        assertThat(raw.split("\r\n")).allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(998));
        assertThat(received).hasTextContaining(line).hasHtmlContaining(line).hasSubject("ü".repeat(900));
    }

    @Test
    void adds_no_field_and_no_recipient_from_what_it_is_given() {
        String attack = "Hi\r\nBcc: joe@example.com\r\n\r\nX";
        Mailbox from = new Mailbox(attack, EmailAddress.parse("orders@notify.acme.example"));
        OutgoingMail plain = Samples.mail("jane@example.com", new RenderedMail(attack, "", "text"));
        OutgoingMail mail = new OutgoingMail(
                plain.envelope(),
                new OutgoingMail.Header(
                        plain.header().id(),
                        Samples.START,
                        from,
                        from,
                        plain.header().to()),
                plain.body(),
                List.of(),
                1);
        CapturedMail received = delivered(mail);
        assertThat(received).hasNoHeader("Bcc").hasNoHeader("Reply-To").hasSubject("Hi Bcc: joe@example.com X");
        assertThat(received.text().strip()).isEqualTo("text");
    }

    @Test
    void names_where_replies_go_and_who_bounces_go_to() {
        OutgoingMail plain = mail();
        OutgoingMail.Header header = plain.header();
        OutgoingMail mail = new OutgoingMail(
                new OutgoingMail.Envelope(
                        EmailAddress.parse("bounce@notify.acme.example"),
                        plain.envelope().recipient()),
                new OutgoingMail.Header(
                        header.id(), header.date(), header.from(), Mailbox.parse("help@acme.example"), header.to()),
                plain.body(),
                List.of(),
                1);
        assertThat(delivered(mail))
                .hasSender("bounce@notify.acme.example")
                .hasHeader("Reply-To", "help@acme.example")
                .hasHeader("From", "Acme Orders <orders@notify.acme.example>");
    }

    @Test
    void reaches_an_address_beyond_ascii_where_the_relay_can() {
        assertThat(delivered(Samples.mail("jürgen@example.com"))).isTo("jürgen@example.com");
        reopen(relay().without(SmtpCapability.SMTPUTF8));
        LaneDispatcher lane = lane(1);
        assertThat(sent.result(lane, Samples.mail("jürgen@example.com"))).isInstanceOf(SendResult.Refused.class);
        assertStillSends(lane, 0);
    }

    @Test
    void is_refused_when_it_cannot_be_made() {
        LaneDispatcher lane = lane(1);
        Attachment gone = Attachment.lazily("gone.pdf", () -> {
            throw new IOException("the archive is away");
        });
        Attachment breaking = Attachment.lazily(
                "breaking.pdf",
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[3_000_000]), new BrokenStream()));
        Attachment large = Attachment.lazily("large.pdf", () -> new ByteArrayInputStream(new byte[10_000_001]));
        for (Attachment bad : List.of(gone, breaking, large)) {
            OutgoingMail mail = Samples.mail("jane@example.com", bad);
            assertThat(sent.result(lane, mail)).as(bad.name()).isInstanceOf(SendResult.Refused.class);
            assertThatIOException()
                    .as(bad.name())
                    .isThrownBy(() -> dispatcher().compose(mail, OutputStream.nullOutputStream()));
        }
        assertStillSends(lane, 0);
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is broken");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }
}
