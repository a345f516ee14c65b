package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedSmtpServerSecurityTest {
    @Test
    void changes_to_tls_and_forgets_what_was_said_before() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            assertThat(client.say("STARTTLS")).isEqualTo("220 2.0.0 Ready to start TLS");
            client.startTls(smtp.trust(), true);

            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("503 ");
            assertThat(client.say("EHLO client.example")).doesNotContain("STARTTLS");
            assertThat(client.say("STARTTLS")).startsWith("503 5.5.1");
            client.say("MAIL FROM:<a@acme.example>");
            client.say("RCPT TO:<jane@example.com>");
            client.say("DATA");
            client.send("secret", ".");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.say("QUIT")).startsWith("221 ");
            assertThat(client.isEnded()).isTrue();
            assertThat(smtp.messages()).singleElement().matches(ReceivedMessage::overTls);
            assertThat(new String(smtp.received(1), UTF_8)).contains("secret\r\n");
        }
    }

    @Test
    void discards_what_was_sent_in_clear_behind_starttls() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.send("STARTTLS", "EHLO attacker.example", "MAIL FROM:<attacker@evil.example>");
            assertThat(client.reply()).startsWith("220 ");
            client.startTls(smtp.trust(), true);

            assertThat(client.say("NOOP")).startsWith("250 ");
            assertThat(smtp.transcript(1)).containsExactly("EHLO client.example", "STARTTLS", "NOOP");
            assertThat(new String(smtp.received(1), UTF_8)).contains("attacker@evil.example");
        }
    }

    @Test
    void speaks_tls_from_the_first_octet_on_if_told_so() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().implicitTls().start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            client.startTls(smtp.trust(), true);
            assertThat(client.reply()).startsWith("220 ");
            assertThat(client.say("EHLO client.example")).contains("PIPELINING").doesNotContain("STARTTLS");
        }
    }

    @Test
    void shows_a_certificate_that_nobody_else_trusts() throws IOException, NoSuchAlgorithmException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().implicitTls().start();
                ScriptedSmtpServer other =
                        ScriptedSmtpServer.builder().certificateWithWrongName().start();
                RawSmtpClient stranger = RawSmtpClient.connect(smtp);
                RawSmtpClient friendOfAnother = RawSmtpClient.connect(smtp)) {
            assertThatThrownBy(() -> stranger.startTls(SSLContext.getDefault(), false))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> friendOfAnother.startTls(other.trust(), false))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void shows_a_certificate_with_a_wrong_name_to_clients_that_must_refuse_it() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder()
                        .implicitTls()
                        .certificateWithWrongName()
                        .start();
                RawSmtpClient careful = RawSmtpClient.connect(smtp);
                RawSmtpClient careless = RawSmtpClient.connect(smtp)) {
            assertThatThrownBy(() -> careful.startTls(smtp.trust(), true)).isInstanceOf(SSLHandshakeException.class);
            careless.startTls(smtp.trust(), false);
            assertThat(careless.reply()).startsWith("220 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a ServerHello\r\n", "\u0015\u0003\u0001"})
    void breaks_the_handshake_it_has_promised(String garbage) throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            smtp.on("TLS").raw(garbage).then().closeSocket();
            assertThat(client.say("STARTTLS")).startsWith("220 ");
            assertThatThrownBy(() -> client.startTls(smtp.trust(), true)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closes_in_place_of_a_handshake() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            smtp.on("TLS").closeSocket();
            assertThat(client.say("STARTTLS")).startsWith("220 ");
            assertThatThrownBy(() -> client.startTls(smtp.trust(), true)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void strips_starttls_from_what_it_offers_as_a_middleman_would() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            smtp.on("EHLO").always().replyLines(250, "localhost", "PIPELINING");
            client.reply();
            assertThat(client.say("EHLO client.example")).isEqualTo("250-localhost\n250 PIPELINING");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("250 ");
        }
    }

    @Test
    void closes_the_socket_in_tls_too() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().implicitTls().start();
                RawSmtpClient client = RawSmtpClient.connect(smtp)) {
            smtp.on("EHLO").closeSocket();
            client.startTls(smtp.trust(), true);
            client.reply();
            client.send("EHLO client.example");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void demands_a_login_where_there_is_an_account() throws IOException {
        try (ScriptedSmtpServer smtp =
                        ScriptedSmtpServer.builder().account("user", "secret").start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("EHLO client.example")).contains("AUTH PLAIN LOGIN XOAUTH2");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).isEqualTo("530 5.7.0 Authentication required");
        }
    }

    @Test
    void logs_in_by_plain_with_an_initial_response() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("AUTH PLAIN " + base64("\0user\0sëcret")))
                    .isEqualTo("235 2.7.0 Authentication succeeded");
            client.say("MAIL FROM:<a@acme.example>");
            client.say("RCPT TO:<jane@example.com>");
            client.say("DATA");
            client.say(".");
            assertThat(smtp.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.user()).contains("user"));
        }
    }

    @Test
    void logs_in_by_plain_with_a_challenge() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("auth plain")).isEqualTo("334");
            assertThat(client.say(base64("\0user\0sëcret"))).startsWith("235 ");
            assertThat(smtp.transcript(1)).doesNotContain(base64("\0user\0sëcret"));
        }
    }

    @Test
    void logs_in_by_login() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("AUTH LOGIN")).isEqualTo("334 " + base64("Username:"));
            assertThat(client.say(base64("user"))).isEqualTo("334 " + base64("Password:"));
            assertThat(client.say(base64("sëcret"))).startsWith("235 ");
            assertThat(client.say("AUTH LOGIN")).startsWith("503 ");
        }
    }

    @Test
    void logs_in_by_a_bearer_token() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            String token = base64("user=user\1auth=Bearer sëcret\1\1");
            assertThat(client.say("AUTH XOAUTH2 " + token)).startsWith("235 ");
        }
    }

    @Test
    void explains_why_it_refuses_a_bearer_token_before_it_does() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            String token = base64("user=user\1auth=Bearer expired\1\1");
            assertThat(client.say("AUTH XOAUTH2 " + token)).startsWith("334 ");
            assertThat(client.say("")).startsWith("535 5.7.8");
        }
    }

    @Test
    void refuses_a_wrong_password_and_lets_the_client_try_again() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("AUTH PLAIN " + base64("\0user\0wrong"))).startsWith("535 5.7.8");
            assertThat(client.say("AUTH PLAIN " + base64("\0user\0sëcret"))).startsWith("235 ");
        }
    }

    @Test
    void answers_what_is_wrong_with_an_attempt_to_log_in() throws IOException {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.builder()
                        .account("user", "secret", "PLAIN")
                        .start();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("AUTH")).startsWith("501 5.5.4");
            assertThat(client.say("AUTH LOGIN")).startsWith("504 5.5.4");
            assertThat(client.say("AUTH CRAM-MD5")).startsWith("504 5.5.4");
            assertThat(client.say("AUTH PLAIN !")).startsWith("501 5.5.2");
            assertThat(client.say("AUTH PLAIN =")).startsWith("535 5.7.8");
            client.say("AUTH PLAIN");
            assertThat(client.say("*")).isEqualTo("501 5.7.0 Authentication cancelled");
        }
    }

    @Test
    void lets_a_script_refuse_a_login() throws IOException {
        try (ScriptedSmtpServer smtp = withAccount();
                RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            smtp.on("AUTH").when(argument -> argument.startsWith("PLAIN")).reply(454);
            assertThat(client.say("AUTH PLAIN " + base64("\0user\0sëcret"))).startsWith("454 4.7.0");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("530 ");
            assertThat(client.say("AUTH PLAIN " + base64("\0user\0sëcret"))).startsWith("235 ");
        }
    }

    @Test
    void refuses_to_be_built_with_an_unknown_mechanism() {
        assertThatThrownBy(() -> ScriptedSmtpServer.builder().account("user", "secret", "NTLM"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NTLM")
                .hasMessageNotContaining("secret");
    }

    private static ScriptedSmtpServer withAccount() {
        return ScriptedSmtpServer.builder().account("user", "sëcret").start();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
