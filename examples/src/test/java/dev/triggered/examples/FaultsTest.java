package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.SendResult;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.WhenUncertain;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.smtp.SmtpTimeouts;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a mail when the relay misbehaves: the whole library against a real dialogue. */
class FaultsTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    private static final Trigger ORDER_4711 = Trigger.to("jane@example.com").with("number", 4711);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RetryPolicy SOON = RetryPolicy.standard().delays(Duration.ofMillis(20), Duration.ofMillis(20));

    private ScriptedSmtpServer relay = ScriptedSmtpServer.start();

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void a_relay_that_says_450_gets_the_mail_later() {
        relay.on("RCPT").reply(450, "4.2.1", "busy");

        assertThat(attemptsUntil(MessageState.SENT, DeliveryPolicy.standard()))
                .extracting(SendResult::getClass)
                .containsExactly(SendResult.Deferred.class, SendResult.Accepted.class);
        assertThat(relay.messages()).hasSize(1);
    }

    @Test
    void a_relay_that_says_421_gets_the_mail_later_over_another_connection() {
        relay.on("MAIL").reply(421, "4.7.0", "too busy").then().closeSocket();

        List<SendResult> results = attemptsUntil(MessageState.SENT, DeliveryPolicy.standard());
        assertThat(results.get(0).reply().code()).isEqualTo(421);
        assertThat(relay.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.connection()).isGreaterThan(1));
    }

    @Test
    void a_relay_that_says_550_ends_the_mail() {
        relay.on("RCPT").reply(550, "5.1.1", "no such user");

        List<SendResult> results = attemptsUntil(MessageState.FAILED, DeliveryPolicy.standard());
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.reply().code()).isEqualTo(550);
            assertThat(result.reply().enhancedStatus()).isEqualTo("5.1.1");
            assertThat(result.reply().text()).contains("no such user");
        });
    }

    @Test
    void a_relay_that_hangs_before_the_body_gets_the_mail_later() {
        relay.close();
        relay = ScriptedSmtpServer.builder().without(SmtpCapability.CHUNKING).start();
        relay.on("DATA").hang();

        assertThat(attemptsUntil(MessageState.SENT, DeliveryPolicy.standard()))
                .extracting(SendResult::getClass)
                .containsExactly(SendResult.Deferred.class, SendResult.Accepted.class);
    }

    @Test
    void a_relay_that_closes_in_mid_data_gets_the_mail_later() {
        relay.on("BDAT").afterOctets(100).resetSocket();
        Trigger large = ORDER_4711.attach(Attachment.of("more-than-sockets-hold.bin", new byte[9_000_000]));

        assertThat(attemptsUntil(MessageState.SENT, DeliveryPolicy.standard(), large))
                .hasSize(2)
                .first()
                .isInstanceOf(SendResult.Deferred.class);
        assertThat(relay.messages()).hasSize(1);
    }

    @Test
    void a_relay_that_closes_after_the_last_dot_gets_the_mail_again_under_the_same_message_id() {
        relay.on("BODY").acceptSilently().then().closeSocket();

        assertThat(attemptsUntil(MessageState.SENT, DeliveryPolicy.standard()))
                .extracting(SendResult::getClass)
                .containsExactly(SendResult.Uncertain.class, SendResult.Accepted.class);
        assertThat(relay.messages()).hasSize(2);
        assertThat(relay.messages().stream().map(ReceivedMessage::messageId).distinct())
                .hasSize(1);
    }

    @Test
    void a_relay_that_closes_after_the_last_dot_gets_the_mail_once_where_the_stream_prefers_a_miss() {
        relay.on("BODY").acceptSilently().then().closeSocket();

        assertThat(attemptsUntil(
                        MessageState.UNCERTAIN, DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD)))
                .hasSize(1);
        assertThat(relay.messages()).hasSize(1);
    }

    @Test
    void a_relay_that_never_answers_the_body_leaves_the_mail_uncertain() {
        relay.on("BODY").hang();

        assertThat(attemptsUntil(
                        MessageState.UNCERTAIN, DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD)))
                .singleElement()
                .isInstanceOf(SendResult.Uncertain.class);
    }

    @Test
    void a_relay_that_is_not_there_defers_the_mail() {
        relay.close();

        assertThat(attemptsUntil(MessageState.FAILED, DeliveryPolicy.standard().retry(SOON.attempts(3))))
                .hasSize(3)
                .allSatisfy(result -> assertThat(result).isInstanceOf(SendResult.Deferred.class));
    }

    private List<SendResult> attemptsUntil(MessageState end, DeliveryPolicy policy) {
        return attemptsUntil(end, policy, ORDER_4711);
    }

    private List<SendResult> attemptsUntil(MessageState end, DeliveryPolicy policy, Trigger trigger) {
        boolean standard = policy.retry().equals(RetryPolicy.standard());
        try (TriggeredMail mail = start(standard ? policy.retry(SOON) : policy)) {
            MessageId id = mail.trigger(ORDER, trigger)
                    .orThrow()
                    .answers()
                    .get(0)
                    .messageId()
                    .orElseThrow();
            MessageHistory history = Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(10, TimeUnit.MILLISECONDS)
                    .until(
                            () -> mail.messages().find(id).orElseThrow(),
                            found -> found.state().isEnd());

            assertThat(history.state()).isEqualTo(end);
            return history.attempts().stream().map(attempt -> attempt.result()).toList();
        }
    }

    private TriggeredMail start(DeliveryPolicy policy) {
        Duration limit = Duration.ofSeconds(1);
        SmtpRelay toServer = SmtpRelay.at(relay.host(), relay.port())
                .plaintext()
                .timeouts(SmtpTimeouts.standard()
                        .connect(limit)
                        .reply(limit)
                        .data(limit)
                        .finalReply(limit))
                .build();
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("order.subject", "Your order {{event.number}}")
                        .part("order.text", "Thank you for order {{event.number}}. " + "More text. ".repeat(100)))
                .dispatcher(SmtpDispatcher.to(toServer).build())
                .stream(MailStream.named("orders")
                        .on(ORDER)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("orders@notify.acme.example")
                        .template("order")
                        .delivery(policy)
                        .build())
                .settings(MailSettings.standard().drain(Duration.ofSeconds(1)))
                .start();
    }
}
