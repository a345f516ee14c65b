package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.intake.ConnectedTracking;
import dev.triggered.tracking.intake.MailTracking;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.WebLimits;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mails that came back and are handed in over HTTP. */
class IntakeApiTest {
    private static final String MAILS = "/api/v1/feedback/mails";
    private static final String MAIL = "message/rfc822";
    private static final String BOUNCE = """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.com
            To: <bounces@notify.acme.example>
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            Your mail could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; jane@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --b
            Content-Type: message/rfc822

            From: Acme <shop@notify.acme.example>
            Subject: Hello
            Message-ID: <%s@notify.acme.example>

            %s
            --b--
            """;
    private static final String AWAY = """
            From: jane@example.com
            To: <bounces@notify.acme.example>
            Subject: Out of office: Hello
            Auto-Submitted: auto-replied

            I am away until Monday.
            """;

    private final Shop shop = new Shop();
    private final ConnectedTracking tracking =
            MailTracking.signedBy(TrackingKeys.of(1, new byte[32])).build().connect(shop.mail);
    private final TriggeredWeb web = web(WebLimits.standard());
    private final Client operator = client(web);

    @AfterEach
    void close() {
        web.close();
        tracking.close();
        shop.close();
    }

    private TriggeredWeb web(WebLimits limits) {
        return shop.web().intake(tracking::accept).limits(limits).serve(0);
    }

    private static Client client(TriggeredWeb web) {
        return new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    }

    @Test
    void a_bounce_says_whom_it_is_about_and_suppresses_once() throws Exception {
        MessageId id = sent();

        Client.Answer first = operator.postAs(MAIL, MAILS, bounce(id, "Hello."));
        Client.Answer again = operator.postAs(MAIL, MAILS, bounce(id, "Hello."));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/outcome")).isEqualTo("RECORDED");
        assertThat(first.text("/reports/0/message")).isEqualTo(id.value());
        assertThat(first.text("/reports/0/recipient")).isEqualTo("jane@example.com");
        assertThat(first.text("/reports/0/enhancedStatus")).isEqualTo("5.1.1");
        assertThat(first.text("/reports/0/report/bounceClass")).isEqualTo("HARD");
        assertThat(first.text("/reports/0/report/proof")).isEqualTo("MESSAGE_ID");
        assertThat(first.text("/reports/0/verdict")).isEqualTo("SUPPRESSED");
        assertThat(again.text("/reports/0/verdict")).isEqualTo("DUPLICATE");
        assertThat(operator.get("/api/v1/messages/" + id.value()).text("/state"))
                .isEqualTo("BOUNCED");
        assertThat(shop.mail.suppressions().find("jane@example.com"))
                .extracting(suppression -> suppression.reason())
                .containsExactly(SuppressionReason.HARD_BOUNCE);
    }

    @Test
    void a_mail_about_no_message_is_kept_for_somebody_to_look_at() throws Exception {
        Client.Answer answer = operator.postAs(MAIL, MAILS, BOUNCE.formatted("somebody.elses", "Hello."));

        assertThat(answer.text("/outcome")).isEqualTo("UNMATCHED");
        assertThat(answer.json().at("/reports").isEmpty()).isTrue();
        assertThat(operator.get("/api/v1/feedback/unmatched").text("/mails/0/summary"))
                .isEqualTo(answer.text("/summary"))
                .contains("jane@example.com");
    }

    @Test
    void nothing_follows_where_somebody_is_away() throws Exception {
        Client.Answer answer = operator.postAs(MAIL, MAILS, AWAY);

        assertThat(answer.text("/outcome")).isEqualTo("IGNORED");
        assertThat(answer.text("/kind")).isEqualTo("AUTO_REPLY");
        assertThat(answer.json().has("summary")).isFalse();
    }

    @Test
    void the_beginning_of_a_long_mail_counts_and_one_that_is_too_long_is_not_taken() throws Exception {
        MessageId id = sent();

        try (TriggeredWeb small = web(WebLimits.standard().bytes(1_000, 1_000))) {
            assertThat(client(small)
                            .postAs(MAIL, MAILS, bounce(id, "x".repeat(1_000)))
                            .status())
                    .isEqualTo(413);
        }
        assertThat(operator.get("/api/v1/messages/" + id.value()).text("/state"))
                .isEqualTo("SENT");
        assertThat(operator.postAs(MAIL, MAILS, bounce(id, "x".repeat(3_000_000)))
                        .text("/outcome"))
                .isEqualTo("RECORDED");
    }

    @Test
    void only_an_operator_hands_in_a_mail_and_no_form_does() throws Exception {
        assertThat(operator.as(Shop.VIEWER).postAs(MAIL, MAILS, AWAY).status()).isEqualTo(403);
        assertThat(operator.as(Shop.APPLICATION).postAs(MAIL, MAILS, AWAY).status())
                .isEqualTo(403);
        assertThat(operator.postAs("text/plain", MAILS, AWAY).status()).isEqualTo(415);
    }

    @Test
    void without_an_intake_there_is_no_such_path() throws Exception {
        try (TriggeredWeb plain = shop.web().serve(0)) {
            assertThat(client(plain).postAs(MAIL, MAILS, AWAY).status()).isEqualTo(404);
        }
    }

    private MessageId sent() {
        MessageId id = shop.mail
                .trigger("hello", Trigger.to("jane@example.com"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        await().until(() -> shop.mail.messages().find(id).orElseThrow().state() == MessageState.SENT);
        return id;
    }

    private static String bounce(MessageId id, String text) {
        return BOUNCE.formatted(id.value(), text);
    }
}
