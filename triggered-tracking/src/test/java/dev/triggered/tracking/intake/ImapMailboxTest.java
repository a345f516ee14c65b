package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggered.MessageState;
import dev.triggered.Verdict;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.ManualClock;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImapMailboxTest {
    private static final String JANE = "jane@customer.example";

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final ImapServer server = ImapServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ReturnShop shop(BounceMailbox mailbox) {
        return ReturnShop.open(tracking -> tracking.mailbox(mailbox).time(clock));
    }

    private static byte[] bounce(CapturedMail sent) {
        return Returned.bounce(sent.sender(), JANE, ReturnShop.messageIdOf(sent));
    }

    @Test
    void takes_a_mail_in_when_the_server_says_that_it_came() {
        try (ReturnShop shop = shop(server.mailbox(server.port()).insecure().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            clock.awaitPending(1);
            server.deliver(bounce(sent));

            await().until(() -> server.seen() == 1);
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
            assertThat(shop.trigger(JANE)).isEqualTo(Verdict.SUPPRESSED);
        }
    }

    @Test
    void takes_in_what_lay_there_before_and_leaves_what_was_seen() {
        server.deliver(Returned.letter("bounces@acme.example"));
        server.deliver(Returned.letter("bounces@acme.example"));
        for (int start = 0; start < 2; start++) {
            try (ReturnShop shop = shop(server.mailbox(server.port()).insecure().build())) {
                await().until(() -> server.seen() == 2);
                clock.awaitPending(1);

                assertThat(shop.kept()).isEqualTo(start == 0 ? 1 : 0);
            }
        }
    }

    @Test
    void looks_each_minute_where_the_server_does_not_say_that_mail_came() throws IOException {
        try (ImapProxy proxy = new ImapProxy(server.port(), " IDLE");
                ReturnShop shop = shop(server.mailbox(proxy.port()).insecure().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            clock.awaitPending(1);
            server.deliver(bounce(sent));
            clock.advance(Duration.ofSeconds(59));
            assertThat(server.seen()).isZero();

            clock.advance(Duration.ofSeconds(1));

            await().until(() -> server.seen() == 1);
            assertThat(proxy.said()).doesNotContain("IDLE");
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
        }
    }

    @Test
    void looks_each_minute_even_where_the_server_says_when_mail_comes() throws IOException {
        try (ImapProxy proxy = new ImapProxy(server.port(), " EXISTS");
                ReturnShop shop = shop(server.mailbox(proxy.port()).insecure().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            await().until(() -> proxy.said().contains("IDLE"));
            clock.awaitPending(1);
            server.deliver(bounce(sent));

            clock.advance(Duration.ofMinutes(1));

            await().until(() -> server.seen() == 1);
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
        }
    }

    @Test
    void connects_again_when_the_connection_broke() throws IOException {
        try (ImapProxy proxy = new ImapProxy(server.port(), " none");
                ReturnShop shop = shop(server.mailbox(proxy.port()).insecure().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            await().until(() -> proxy.said().contains("IDLE"));
            proxy.cut();
            clock.awaitPendingBy(clock.instant().plusSeconds(1));
            server.deliver(bounce(sent));

            clock.advance(Duration.ofSeconds(1));

            await().until(() -> server.seen() == 1);
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
        }
    }

    @Test
    void marks_nothing_while_the_store_is_away() throws InterruptedException {
        try (ReturnShop shop = ReturnShop.open()) {
            ShakyFeedback feedback = new ShakyFeedback(shop.mail().feedback());
            feedback.away(true);
            BounceIntake intake = new BounceIntake(
                    feedback, shop.mail().messages(), new References(Optional.empty()), Duration.ZERO, clock);
            MailboxReader reader =
                    new MailboxReader(server.mailbox(server.port()).insecure().build(), intake, clock);
            Thread thread = new Thread(reader, "mailbox");
            thread.start();
            CapturedMail sent = shop.sendTo(JANE);
            server.deliver(bounce(sent));
            await().until(() -> feedback.failures() == 1);
            clock.awaitPendingBy(clock.instant().plusSeconds(1));
            assertThat(server.seen()).isZero();
            feedback.away(false);

            clock.advance(Duration.ofSeconds(1));

            await().until(() -> server.seen() == 1);
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
            reader.end();
            thread.join();
        }
    }

    @Test
    void deletes_what_was_taken_in() {
        try (ReturnShop shop =
                shop(server.mailbox(server.port()).insecure().delete().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            server.deliver(bounce(sent));

            await().until(() -> shop.stateOf(sent) == MessageState.BOUNCED);
            await().until(() -> server.size("INBOX") == 0);
        }
    }

    @Test
    void moves_what_was_taken_in_with_and_without_help_of_the_server() throws IOException {
        for (String hidden : new String[] {" none", " MOVE"}) {
            try (ImapProxy proxy = new ImapProxy(server.port(), hidden);
                    ReturnShop shop = shop(server.mailbox(proxy.port())
                            .insecure()
                            .moveTo("Erledigt für immer")
                            .build())) {
                CapturedMail sent = shop.sendTo(JANE);
                server.deliver(bounce(sent));

                await().until(() -> shop.stateOf(sent) == MessageState.BOUNCED);
                await().until(() -> server.size("INBOX") == 0);
            }
        }
        assertThat(server.size("Erledigt für immer") + server.size("Erledigt f&APw-r immer"))
                .isEqualTo(2);
    }

    @Test
    void takes_the_beginning_of_a_large_mail() {
        try (ReturnShop shop = shop(server.mailbox(server.port()).insecure().build())) {
            CapturedMail sent = shop.sendTo(JANE);
            byte[] begin = bounce(sent);
            byte[] large = Arrays.copyOf(begin, 8 * 1024 * 1024);
            Arrays.fill(large, begin.length, large.length, (byte) 'x');
            server.deliver(large);

            await().until(() -> server.seen() == 1);
            assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void ends_while_it_waits() throws IOException {
        try (ImapProxy proxy = new ImapProxy(server.port(), " none")) {
            ReturnShop shop = shop(server.mailbox(proxy.port()).insecure().build());
            await().until(() -> proxy.said().contains("IDLE"));

            shop.close();

            await().until(() -> proxy.said().contains("LOGOUT"));
        }
    }

    @Test
    void logs_in_nowhere_where_tls_is_required_and_not_offered() throws IOException {
        try (ImapProxy proxy = new ImapProxy(server.port(), " none");
                ReturnShop shop = shop(server.mailbox(proxy.port()).startTls().build())) {
            clock.awaitPendingBy(clock.instant().plusSeconds(1));

            assertThat(shop.kept()).isZero();
            assertThat(proxy.connections()).isPositive();
            assertThat(proxy.said()).contains("CAPABILITY").doesNotContain("LOGIN", "AUTHENTICATE");
        }
    }

    @Test
    void speaks_tls_with_those_who_are_trusted_only() throws IOException, GeneralSecurityException {
        try (ImapServer tls = ImapServer.startTls();
                ImapProxy proxy = new ImapProxy(tls.tlsPort(), " none")) {
            tls.deliver(Returned.letter("bounces@acme.example"));
            try (ReturnShop shop = shop(tls.mailbox(proxy.port()).build())) {
                clock.awaitPendingBy(clock.instant().plusSeconds(1));
                assertThat(shop.kept()).isZero();
                assertThat(tls.seen()).isZero();
            }
            ImapMailbox trusting = ImapMailbox.at("localhost", proxy.port())
                    .login(ImapServer.USER, ImapServer.PASSWORD)
                    .sslContext(trustingAll())
                    .build();
            try (ReturnShop shop = shop(trusting)) {
                await().dontCatchUncaughtExceptions().until(() -> tls.seen() == 1);
                assertThat(shop.kept()).isEqualTo(1);
            }
            assertThat(proxy.said()).doesNotContain(ImapServer.USER);
        }
    }

    private static SSLContext trustingAll() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingAll()}, new SecureRandom());
        return context;
    }

    /** Trusts the certificate of the server, which is its own and for no name. */
    private static final class TrustingAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void shows_no_login() {
        ImapMailbox mailbox = server.mailbox(993).folder("Bounces").build();

        assertThat(mailbox).hasToString("ImapMailbox[127.0.0.1:993/Bounces, IMPLICIT_TLS]");
        assertThat(mailbox.login().toString()).doesNotContain(ImapServer.USER, ImapServer.PASSWORD);
    }

    @Test
    void refuses_what_cannot_be() {
        assertThatThrownBy(() -> ImapMailbox.at("imap.acme.example").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a login");
        assertThatThrownBy(() -> ImapMailbox.at("imap acme")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImapMailbox.at("imap.acme.example", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImapMailbox.at("imap.acme.example").folder("a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImapMailbox.at("imap.acme.example").interval(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
