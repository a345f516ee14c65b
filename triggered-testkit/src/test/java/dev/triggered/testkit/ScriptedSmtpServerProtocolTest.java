package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedSmtpServerProtocolTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void greets_and_offers_every_extension_by_default() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            assertThat(client.reply()).isEqualTo("220 localhost ESMTP scripted server");
            assertThat(client.say("EHLO client.example").split("\n"))
                    .containsExactly(
                            "250-localhost",
                            "250-PIPELINING",
                            "250-CHUNKING",
                            "250-SIZE 52428800",
                            "250-8BITMIME",
                            "250-SMTPUTF8",
                            "250-DSN",
                            "250-ENHANCEDSTATUSCODES",
                            "250 STARTTLS");
        }
    }

    @Test
    void offers_exactly_the_extensions_it_was_given() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder()
                        .offering(SmtpCapability.PIPELINING, SmtpCapability.SIZE)
                        .without(SmtpCapability.PIPELINING)
                        .maxMessageSize(1_000)
                        .start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            client.reply();
            assertThat(client.say("EHLO client.example")).isEqualTo("250-localhost\n250 SIZE 1000");
        }
    }

    @Test
    void offers_no_extension_after_helo() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            client.reply();
            assertThat(client.say("HELO client.example")).isEqualTo("250 localhost");
            assertThat(client.say("MAIL FROM:<a@acme.example> SIZE=10"))
                    .isEqualTo("555 Parameter SIZE was not offered");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).isEqualTo("250 Sender accepted");
        }
    }

    @Test
    void takes_a_message_and_undoes_its_dots() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("DATA")).startsWith("354 ");
            client.send("Subject: dots", "", "..", "..two", ".\r.", "bare\n.\nfeeds", "end", ".");
            assertThat(client.reply()).isEqualTo("250 2.0.0 Message accepted");

            ReceivedMessage message = smtp.awaitMessages(1, SOON).get(0);
            assertThat(message.text()).isEqualTo("Subject: dots\r\n\r\n.\r\n.two\r\n\r.\r\nbare\n.\nfeeds\r\nend\r\n");
            assertThat(message.sender()).isEqualTo("orders@acme.example");
            assertThat(message.recipients()).containsExactly("jane@example.com");
        }
    }

    @Test
    void takes_an_empty_message() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            assertThat(client.say(".")).startsWith("250 ");
            assertThat(smtp.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.content()).isEmpty());
        }
    }

    @Test
    void remembers_the_parameters_of_sender_and_recipients() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<> SIZE=12 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=order+2B4711");
            client.say("RCPT TO:<jörg@example.com> NOTIFY=FAILURE,DELAY ORCPT=utf-8;jörg@example.com");
            client.say("RCPT TO:<\"a>b\"@example.com>");
            client.say("DATA");
            client.say(".");

            ReceivedMessage message = smtp.messages().get(0);
            assertThat(message.sender()).isEmpty();
            assertThat(message.parameters())
                    .isEqualTo(Map.of(
                            "SIZE", "12", "BODY", "8BITMIME", "SMTPUTF8", "", "RET", "HDRS", "ENVID", "order+2B4711"));
            assertThat(message.recipients()).containsExactly("jörg@example.com", "\"a>b\"@example.com");
            assertThat(message.parameters("jörg@example.com"))
                    .isEqualTo(Map.of("NOTIFY", "FAILURE,DELAY", "ORCPT", "utf-8;jörg@example.com"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAIL FROM:<a@acme.example> SIZE=2000             | 552 5.3.4
            MAIL FROM:<a@acme.example> SIZE=9999999999999999999 | 552 5.3.4
            MAIL FROM:<a@acme.example> SIZE=big              | 501 5.5.4
            MAIL FROM:<a@acme.example> SIZE=1 SIZE=2         | 501 5.5.4
            MAIL FROM:<a@acme.example> BODY=BINARYMIME       | 501 5.5.4
            MAIL FROM:<a@acme.example> RET=ALL               | 501 5.5.4
            MAIL FROM:<a@acme.example> ENVID=a+b             | 501 5.5.4
            MAIL FROM:<a@acme.example> HOLDUNTIL=9           | 555 5.5.4
            MAIL FROM:<jörg@acme.example>                    | 550 5.6.7
            MAIL FROM:<acme>                                 | 553 5.1.7
            MAIL FROM: <a@acme.example>                      | 501 5.5.4
            MAIL FROM:a@acme.example                         | 501 5.5.4
            MAIL TO:<a@acme.example>                         | 501 5.5.4
            MAIL                                             | 501 5.5.4
            """)
    void refuses_a_sender_with(String command, String reply) throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().maxMessageSize(1_999).start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say(command)).startsWith(reply);
            assertThat(client.say("RCPT TO:<jane@example.com>")).startsWith("503 5.5.1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RCPT TO:<>                                       | 553 5.1.3
            RCPT TO:<jane>                                   | 553 5.1.3
            RCPT TO:<jörg@example.com>                       | 553 5.6.7
            RCPT TO:<jane@example.com> NOTIFY=NEVER,DELAY    | 501 5.5.4
            RCPT TO:<jane@example.com> ORCPT=jane            | 501 5.5.4
            RCPT TO:<jane@example.com> SIZE=1                | 555 5.5.4
            RCPT FROM:<jane@example.com>                     | 501 5.5.4
            """)
    void refuses_a_recipient_with(String command, String reply) throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<orders@acme.example>");
            assertThat(client.say(command)).startsWith(reply);
            assertThat(client.say("DATA")).isEqualTo("554 5.5.1 No valid recipients");
        }
    }

    @Test
    void takes_postmaster_without_a_domain() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<orders@acme.example>");
            assertThat(client.say("RCPT TO:<Postmaster>")).startsWith("250 2.1.5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<a@acme.example>", "RCPT TO:<jane@example.com>", "DATA", "AUTH PLAIN"})
    void answers_503_before_ehlo(String command) throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            client.reply();
            assertThat(client.say(command)).startsWith("503 ");
        }
    }

    @Test
    void answers_503_to_a_second_mail_and_opens_a_new_transaction_after_rset() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("MAIL FROM:<b@acme.example>")).startsWith("503 5.5.1");
            assertThat(client.say("RSET")).isEqualTo("250 2.0.0 Done");
            assertThat(client.say("MAIL FROM:<b@acme.example>")).startsWith("250 2.1.0");
            assertThat(client.say("DATA")).startsWith("554 5.5.1");
        }
    }

    @Test
    void ends_the_transaction_at_a_second_ehlo() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("EHLO client.example")).startsWith("250-localhost");
            assertThat(client.say("DATA")).startsWith("503 5.5.1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOOP            | 250 2.0.0
            VRFY jane       | 252 2.0.0
            VRFY            | 501 5.5.4
            EXPN list       | 502 5.5.1
            HELP            | 502 5.5.1
            WHAT            | 500 5.5.2
            DATA now        | 501 5.5.4
            BDAT            | 501 5.5.4
            BDAT x LAST     | 501 5.5.4
            BDAT 1 FIRST    | 501 5.5.4
            EHLO            | 501 Syntax
            HELO            | 501 Syntax
            noop            | 250 2.0.0
            """)
    void answers_in_order(String command, String reply) throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say(command)).startsWith(reply);
            assertThat(client.say("QUIT")).isEqualTo("221 2.0.0 Closing the connection");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP \n", "NOOP\nRSET", "NOOP \0", "NOOP\rRSET"})
    void takes_no_line_with_anything_but_crlf_for_its_end(String line) throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say(line)).startsWith("500 5.5.2");
            assertThat(smtp.transcript(1)).endsWith(line);
        }
    }

    @Test
    void refuses_a_line_that_is_too_long() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("NOOP " + "x".repeat(20_000))).isEqualTo("500 5.5.2 Line too long");
            assertThat(client.say("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void refuses_a_message_that_is_larger_than_was_declared_possible() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().maxMessageSize(10).start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send("12345678", "1", ".");
            assertThat(client.reply()).isEqualTo("552 5.3.4 Message too big");
            assertThat(smtp.messages()).isEmpty();
        }
    }

    @Test
    void shows_no_enhanced_status_where_none_was_offered() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.ENHANCED_STATUS_CODES)
                        .start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("NOOP")).isEqualTo("250 Done");
        }
    }

    @Test
    void knows_neither_bdat_nor_starttls_where_they_were_not_offered() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.CHUNKING, SmtpCapability.STARTTLS)
                        .start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("BDAT 4 LAST")).startsWith("502 5.5.1");
            assertThat(client.say("NOOP")).startsWith("250 ");
            assertThat(client.say("STARTTLS")).startsWith("502 5.5.1");
        }
    }
}
