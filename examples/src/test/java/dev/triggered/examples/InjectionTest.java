package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidDataException;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks through every value that reaches a mail, looked at as the bytes that the server received. */
class InjectionTest {
    private static final ExternalEvent GREETING = ExternalEvent.named("greeting");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: thief@example.com",
                "x\nBcc: thief@example.com",
                "x\rBcc: thief@example.com",
                "x\r\n\r\n<h1>another body</h1>",
                "x\r\n.\r\nMAIL FROM:<thief@example.com>\r\nRCPT TO:<thief@example.com>\r\nDATA\r\n",
                "x\n.\nRSET\n",
                "x\r.\rRSET\r",
                "\u0000x\r\nBcc: thief@example.com",
                "x\u2028Bcc: thief@example.com",
                "x\u0085Bcc: thief@example.com",
                "=?utf-8?Q?x=0D=0ABcc:_thief@example.com?=",
                "\"><script>alert(1)</script>",
                "{{event.secret}}",
                "{{#event}}{{secret}}{{/event}}"
            })
    void no_value_adds_a_header_a_recipient_a_command_or_markup(String attack) {
        try (ScriptedSmtpServer relay = ScriptedSmtpServer.start();
                TriggeredMail mail = start(relay)) {
            Contact contact = Contact.of("jane@example.com").name(attack).with("note", attack);
            mail.trigger(GREETING, Trigger.to(contact).with("name", attack).with("secret", "TOP-SECRET"))
                    .orThrow();

            ReceivedMessage received =
                    relay.awaitMessages(1, Duration.ofSeconds(20)).get(0);
            assertThat(received.recipients()).containsExactly("jane@example.com");
            assertThat(received.sender()).isEqualTo("shop@notify.acme.example");
            assertThat(relay.transcript(received.connection()))
                    .filteredOn(line -> line.startsWith("MAIL") || line.startsWith("RCPT") || line.startsWith("BDAT"))
                    .hasSize(3);
            CapturedMail parsed =
                    CapturedMail.parse(received.sender(), received.recipients().get(0), received.content());
            assertThat(parsed.header("Bcc")).isEmpty();
            assertThat(parsed.headers("To")).hasSize(1);
            assertThat(parsed.html()).doesNotContain("<script>", "<h1>another", "TOP-SECRET");
            assertThat(parsed.subject()).doesNotContain("\r", "\n", "TOP-SECRET");
            assertThat(withoutCrLf(received)).doesNotContain("\r", "\n", "\u0000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com\r\nRCPT TO:<thief@example.com>",
                "jane@example.com>\r\nDATA",
                "jane@example.com\u0000",
                "jane@exam\nple.com",
                "<jane@example.com> SIZE=0",
                "jane@example.com,thief@example.com"
            })
    void no_address_reaches_the_wire_that_is_more_than_an_address(String attack) {
        try (ScriptedSmtpServer relay = ScriptedSmtpServer.start()) {
            try (TriggeredMail mail = start(relay)) {
                Contact contact = Contact.of(attack).with("note", "x");
                TriggerReceipt receipt = mail.trigger(
                        GREETING, Trigger.to(contact).with("name", "x").with("secret", "x"));

                assertThat(receipt.answers())
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.verdict()).isEqualTo(Verdict.INVALID_ADDRESS));
            }
            assertThat(relay.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.txt\r\nBcc: thief@example.com", "a\n.txt", "a\u0000.txt", "../../etc/passwd", "a\\b.txt", " "
            })
    void no_file_name_is_taken_that_is_more_than_a_name(String attack) {
        assertThatThrownBy(() -> Attachment.of(attack, new byte[] {1}))
                .isInstanceOf(InvalidDataException.class)
                .message()
                .doesNotContain("\r", "\n", "\u0000");
    }

    private static String withoutCrLf(ReceivedMessage message) {
        return new String(message.content(), StandardCharsets.ISO_8859_1).replace("\r\n", " ");
    }

    private static TriggeredMail start(ScriptedSmtpServer relay) {
        SmtpRelay toServer =
                SmtpRelay.at(relay.host(), relay.port()).plaintext().build();
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("greeting.subject", "Hello {{event.name}}")
                        .part("greeting.text", "Hello {{event.name}}\n{{contact.note}}\n")
                        .part("greeting.html", "<p title=\"{{event.name}}\">{{event.name}}</p><p>{{contact.note}}</p>"))
                .dispatcher(SmtpDispatcher.to(toServer).build())
                .stream(MailStream.named("greetings")
                        .on(GREETING)
                        .purpose(Purpose.ACCOUNT_NOTICE)
                        .from("Shop <shop@notify.acme.example>")
                        .template("greeting")
                        .build())
                .start();
    }
}
