package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSecurityTest {
    private static final String SECRET = "s3cret-passw0rd";

    @Test
    void starttls_is_used_unless_something_else_is_said() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(Sender.tlsRelay(server))) {
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messages().get(0).overTls()).isTrue();
            assertThat(server.transcript(1).stream().map(line -> line.split(" ", 2)[0]))
                    .containsExactly("EHLO", "STARTTLS", "EHLO", "RSET", "MAIL", "RCPT", "BDAT");
        }
    }

    @Test
    void tls_from_the_first_byte_is_used_when_it_is_asked_for() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().implicitTls().start();
                Sender sender = over(Sender.tlsRelay(server).implicitTls())) {
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messages().get(0).overTls()).isTrue();
        }
    }

    @Test
    void a_relay_without_starttls_gets_neither_mail_nor_password() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.STARTTLS)
                        .account("user", SECRET)
                        .start();
                Sender sender = over(Sender.tlsRelay(server).login("user", SECRET))) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.7.4");
            assertThat(result.reply().text()).contains("no STARTTLS");
            assertThat(server.transcript(1)).hasSize(1).first().asString().startsWith("EHLO");
        }
    }

    @Test
    void a_relay_that_offers_starttls_and_refuses_it_defers() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(Sender.tlsRelay(server))) {
            server.on("STARTTLS").reply(454);

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().code()).isEqualTo(454);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_broken_handshake_defers() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(Sender.tlsRelay(server))) {
            server.on("TLS").onConnection(1).raw("this is not TLS\r\n").then().closeSocket();
            server.on("TLS").onConnection(2).closeSocket();

            for (int i = 0; i < 2; i++) {
                SendResult result = sender.send();
                assertThat(result).isInstanceOf(Deferred.class);
                assertThat(result.reply().enhancedStatus()).isEqualTo("4.7.5");
            }
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_handshake_that_hangs_defers() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(
                        Sender.tlsRelay(server).timeouts(SmtpTimeouts.standard().connect(Duration.ofMillis(300))))) {
            server.on("TLS").hang();

            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().text()).contains("nothing within 300 ms");
        }
    }

    @Test
    void a_certificate_for_another_host_defers() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().certificateWithWrongName().start();
                Sender sender = over(Sender.tlsRelay(server))) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.7.5");
            assertThat(result.reply().text()).contains("localhost");
            assertThat(server.messageCount()).isZero();
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_defers() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(SmtpRelay.at("localhost", server.port()))) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().enhancedStatus()).isEqualTo("4.7.5");
            assertThat(server.messageCount()).isZero();
        }
    }

    @Test
    void what_was_said_before_tls_counts_for_nothing() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = over(Sender.tlsRelay(server))) {
            server.on("STARTTLS")
                    .raw("220 go ahead\r\n250 injected\r\n250 injected\r\n")
                    .then()
                    .closeSocket();

            // What was injected may break the handshake, and must not be taken for a reply within TLS.
            assertThat(sender.send()).isInstanceOf(Deferred.class);
            assertThat(server.messageCount()).isZero();
            assertThat(sender.send()).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void a_login_with_a_password_takes_what_is_offered(String mechanism) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .account("jörg", SECRET, mechanism)
                        .start();
                Sender sender = over(Sender.tlsRelay(server).login("jörg", SECRET))) {
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messages().get(0).user()).contains("jörg");
        }
    }

    @Test
    void a_login_with_a_token_asks_for_it_at_each_connection() {
        String[] tokens = {"first", "x".repeat(2_000)};
        int[] asked = {0};
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .account("user", tokens[1], "XOAUTH2")
                        .start();
                Sender sender = over(Sender.tlsRelay(server).bearer("user", () -> tokens[asked[0]++]))) {
            SendResult refused = sender.send();
            SendResult accepted = sender.send();

            assertThat(refused).isInstanceOf(Deferred.class);
            assertThat(refused.reply().code()).isEqualTo(535);
            assertThat(accepted).isInstanceOf(Accepted.class);
            assertThat(server.messages()).extracting(ReceivedMessage::user).hasSize(1);
        }
    }

    @Test
    void a_token_supplier_that_throws_defers_and_its_message_is_kept_out() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().account("user", SECRET).start();
                Sender sender = over(Sender.tlsRelay(server).bearer("user", () -> {
                    throw new IllegalStateException("token " + SECRET + " has expired");
                }))) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.toString()).contains("IllegalStateException").doesNotContain(SECRET);
        }
    }

    @Test
    void a_refused_login_defers_and_never_repeats_the_secret() {
        String encoded = Base64.getEncoder().encodeToString(("\0user\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().account("user", "another").start();
                Sender sender = over(Sender.tlsRelay(server).login("user", SECRET))) {
            server.on("AUTH").onConnection(1).reply(535, "5.7.8", "bad credentials");
            server.on("AUTH").onConnection(2).reply(500, "no such command: AUTH PLAIN " + encoded);
            server.on("AUTH").onConnection(3).replyLines(535, "5.7.8 not " + SECRET, "5.7.8 sorry");

            SendResult result = sender.send();
            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply()).hasToString("535 5.7.8 the relay refused the login: bad credentials");
            for (int i = 0; i < 3; i++) {
                assertThat(sender.send().toString()).doesNotContain(SECRET).doesNotContain(encoded);
            }
            assertThat(server.messageCount()).isZero();
        }
    }

    @Test
    void a_relay_that_offers_no_mechanism_of_ours_defers() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .account("user", SECRET, "XOAUTH2")
                        .start();
                Sender sender = over(Sender.tlsRelay(server).login("user", SECRET))) {
            SendResult result = sender.send();

            assertThat(result).isInstanceOf(Deferred.class);
            assertThat(result.reply().text()).contains("AUTH PLAIN or LOGIN").contains("XOAUTH2");
        }
    }

    @Test
    void a_login_without_tls_to_another_machine_has_to_be_asked_for() {
        SmtpRelay.Builder remote =
                SmtpRelay.at("smtp.acme.example", 587).plaintext().login("user", SECRET);

        assertThatThrownBy(remote::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("smtp.acme.example")
                .hasMessageContaining("loginInPlaintext()")
                .hasMessageNotContaining(SECRET);
        assertThat(remote.loginInPlaintext().build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
    void a_login_without_tls_to_this_machine_is_allowed(String host) {
        assertThat(SmtpRelay.at(host, 25).plaintext().login("user", SECRET).build())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.evil.example", "localhost.evil.example", "::2", "1127.0.0.1"})
    void a_host_that_only_looks_like_this_machine_is_another_one(String host) {
        assertThatThrownBy(() ->
                        SmtpRelay.at(host, 25).plaintext().login("user", SECRET).build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_shows_a_secret() {
        SmtpRelay relay =
                SmtpRelay.at("smtp.acme.example", 587).login("user", SECRET).build();

        assertThat(relay).hasToString("SmtpRelay[smtp.acme.example:587, STARTTLS]");
        assertThat(relay.login().toString()).doesNotContain(SECRET);
        try (SmtpDispatcher dispatcher = SmtpDispatcher.to(relay).build()) {
            assertThat(dispatcher).hasToString("SmtpDispatcher[smtp.acme.example:587]");
        }
        assertThatThrownBy(() -> SmtpRelay.at("smtp.acme.example", 587).login("user", SECRET + "\0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "a/b", "user@host"})
    void a_host_that_is_none_is_refused(String host) {
        assertThatThrownBy(() -> SmtpRelay.at(host, 25)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_with_colons_is_set_apart_from_the_port() {
        assertThat(SmtpRelay.at("::1", 25).plaintext().build().address()).isEqualTo("[::1]:25");
        assertThat(SmtpRelay.at("[::1]", 25).plaintext().build().address()).isEqualTo("[::1]:25");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void a_port_that_is_none_is_refused(int port) {
        assertThatThrownBy(() -> SmtpRelay.at("localhost", port)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_name_in_ehlo_can_be_chosen_and_is_otherwise_the_address() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender named = over(Sender.plainRelay(server).helloName("app.acme.example"));
                Sender unnamed = Sender.plain(server)) {
            named.send();
            unnamed.send();

            assertThat(server.transcript(1)).first().isEqualTo("EHLO app.acme.example");
            assertThat(server.transcript(2)).first().isEqualTo("EHLO [127.0.0.1]");
        }
        assertThatThrownBy(() -> SmtpRelay.at("localhost", 25).helloName("a\r\nMAIL"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Sender over(SmtpRelay.Builder relay) {
        return Sender.with(relay, builder -> builder);
    }
}
