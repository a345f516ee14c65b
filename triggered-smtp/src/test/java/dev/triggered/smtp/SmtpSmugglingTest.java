package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult.Accepted;
import dev.triggered.TriggeredException;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks through every value that a mail is made from, against a real dialogue: what counts is the bytes that arrived. */
class SmtpSmugglingTest {
    private static final List<String> ATTACKS = List.of(
            "x\r\nBcc: thief@evil.example",
            "x\nBcc: thief@evil.example",
            "x\rBcc: thief@evil.example",
            "x\r\n\r\nanother body",
            "x\r\n.\r\nMAIL FROM:<thief@evil.example>\r\n",
            "x\n.\nMAIL FROM:<thief@evil.example>\n",
            "x\r.\rMAIL FROM:<thief@evil.example>\r",
            "x\n.\r\nMAIL FROM:<thief@evil.example>\r\n",
            "x\r\n.\nMAIL FROM:<thief@evil.example>\r\n",
            "x\r\n.\rMAIL FROM:<thief@evil.example>\r\n",
            "x\0\r\n.\r\nMAIL FROM:<thief@evil.example>\r\n",
            ".\r\n",
            ".",
            "\r\n.\r\n",
            "\0",
            "x\u0085Bcc: thief@evil.example",
            "x\u2028Bcc: thief@evil.example",
            "\" \r\n Bcc: thief@evil.example",
            "x>\r\nRCPT TO:<thief@evil.example",
            "x> SIZE=1 RET=FULL <thief@evil.example");

    private static final String[] PLACES = {
        "subject",
        "html",
        "text",
        "from name",
        "to name",
        "file name",
        "content id",
        "type",
        "content",
        "recipient",
        "sender",
        "local part",
        "domain"
    };

    static Stream<Arguments> attacks() {
        return Stream.of(PLACES).flatMap(place -> ATTACKS.stream().map(attack -> Arguments.of(place, attack)));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nothing_is_smuggled(String place, String attack) {
        assertNothingIsSmuggled(place, attack, ScriptedSmtpServer.start(), 4);
        assertNothingIsSmuggled(place, attack, Sender.plainServer(), 3);
    }

    private static void assertNothingIsSmuggled(String place, String attack, ScriptedSmtpServer relay, int commands) {
        Optional<OutgoingMail> mail = mailWith(place, attack);
        try (ScriptedSmtpServer server = relay;
                Sender sender = Sender.plain(server)) {
            if (mail.isPresent()) {
                assertThat(sender.send(mail.get())).isInstanceOf(Accepted.class);
            }
            assertThat(sender.send()).isInstanceOf(Accepted.class);

            // Exactly the mails that were sent, each to its one recipient, and no command but ours.
            int mails = mail.isPresent() ? 2 : 1;
            assertThat(server.messageCount()).isEqualTo(mails);
            assertThat(server.messages())
                    .allSatisfy(message -> assertThat(message.recipients()).containsExactly("jane@example.com"));
            assertThat(server.transcript(1)).hasSize(1 + commands * mails).noneMatch(line -> line.contains("evil"));
            requireCleanLines(server.received(1));
            server.messages().forEach(SmtpSmugglingTest::requireCleanHeader);
        }
    }

    /** Whatever a composer may let through: the last step before the wire stands alone. */
    @ParameterizedTest
    @MethodSource("contents")
    void the_writer_of_the_body_never_writes_an_end_that_is_not_its_own(String content) throws IOException {
        for (int cut = 0; cut <= content.length(); cut++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DotStuffer stuffer = new DotStuffer(out);
            byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
            stuffer.write(bytes, 0, cut);
            stuffer.write(bytes, cut, bytes.length - cut);
            stuffer.end();

            String written = out.toString(StandardCharsets.US_ASCII);
            assertThat(written).endsWith("\r\n.\r\n".substring(content.isEmpty() ? 2 : 0));
            assertThat(("\r\n" + written).indexOf("\r\n.\r\n")).isEqualTo(written.length() - 3);
            requireCleanLines(out.toByteArray());
        }
    }

    static List<String> contents() {
        return List.of(
                "",
                ".",
                "..",
                "\r",
                "\n",
                "\r\n",
                "\r\n.",
                "\r.\r",
                "\n.\n",
                "\r\n.\r\n",
                "a\r\n.\n.\r.\r\n..b",
                "\r\r\n\n.\r\n",
                "a.b.\r\n...\r\n",
                "\n\r.\r\n");
    }

    private static Optional<OutgoingMail> mailWith(String place, String attack) {
        try {
            return Optional.of(attacked(place, attack));
        } catch (TriggeredException | IllegalArgumentException e) {
            // The face refused the value already.
            return Optional.empty();
        }
    }

    private static OutgoingMail attacked(String place, String attack) {
        EmailAddress jane = EmailAddress.parse("jane@example.com");
        Mailbox shop = Mailbox.parse("orders@notify.acme.example");
        Function<Attachment, OutgoingMail> with = attachment -> Mails.mail(Mails.BODY, attachment);
        Attachment file = Attachment.of("a.txt", new byte[] {1});
        byte[] bytes = attack.getBytes(StandardCharsets.UTF_8);
        return switch (place) {
            case "subject" -> Mails.mail(new RenderedMail(attack, "", "text"));
            case "html" -> Mails.mail(new RenderedMail("s", attack, ""));
            case "text" -> Mails.mail(new RenderedMail("s", "", attack));
            case "from name" -> Mails.mail(new Mailbox(attack, shop.address()), new Mailbox("", jane), Mails.BODY);
            case "to name" -> Mails.mail(shop, new Mailbox(attack, jane), Mails.BODY);
            case "file name" -> with.apply(Attachment.of(attack, new byte[] {1}));
            case "content id" -> with.apply(file.inline(attack));
            case "type" -> with.apply(file.type("text/plain; name=\"" + attack + "\""));
            case "content" -> with.apply(Attachment.lazily("a.txt", () -> new ByteArrayInputStream(bytes)));
            case "recipient" -> Mails.mail(shop, new Mailbox("", EmailAddress.parse(attack)), Mails.BODY);
            case "sender" -> Mails.mail(new Mailbox("", EmailAddress.parse(attack)), new Mailbox("", jane), Mails.BODY);
            case "local part" -> Mails.mail(shop, new Mailbox("", new EmailAddress(attack, "example.com")), Mails.BODY);
            case "domain" -> Mails.mail(shop, new Mailbox("", new EmailAddress("jane", attack)), Mails.BODY);
            default -> throw new AssertionError(place);
        };
    }

    private static void requireCleanLines(byte[] bytes) {
        String wire = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(wire)
                .doesNotContain("\0")
                .doesNotMatch("(?s).*(\r[^\n]|(^|[^\r])\n).*")
                .doesNotEndWith("\r");
    }

    private static void requireCleanHeader(ReceivedMessage message) {
        String header = message.text().substring(0, message.text().indexOf("\r\n\r\n"));
        List<String> names = header.replace("\r\n ", " ")
                .lines()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .isSubsetOf(
                        "Date",
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "Auto-Submitted",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Transfer-Encoding");
    }
}
