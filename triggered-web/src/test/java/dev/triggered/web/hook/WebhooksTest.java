package dev.triggered.web.hook;

import static dev.triggered.web.hook.HookShop.KEY;
import static dev.triggered.web.hook.HookShop.POLICY;
import static dev.triggered.web.hook.HookShop.SECRET;
import static dev.triggered.web.hook.HookShop.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.ResponseKind;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.hook.Receiver.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers are told, whatever they do. */
class WebhooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HookShop shop = new HookShop();
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        shop.close();
    }

    @Test
    void tells_what_became_of_a_message_and_neither_who_it_is_for_nor_what_it_says() {
        shop.tell(sent(receiver).build());
        MessageId id = shop.send("order-confirmation");

        Received told = shop.passUntil(receiver, 1).get(0);
        assertThat(told.line()).isEqualTo("POST /hook?token=hush");
        assertThat(told.header("Content-Type")).isEqualTo("application/json");
        assertThat(new String(told.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"" + told.id() + "\",\"type\":\"message.sent\",\"time\":\"2026-03-01T12:00:00Z\","
                        + "\"message\":{\"id\":\"" + id + "\",\"stream\":\"order-confirmation\",\"version\":1},"
                        + "\"outcome\":{\"attempt\":1,\"code\":250,\"enhancedStatus\":\"2.0.0\"}}");
        assertThat(told.id()).startsWith(id + "-");
    }

    @Test
    void signs_so_that_a_receiver_knows_who_told_it_and_when() throws Exception {
        shop.tell(sent(receiver).build());
        shop.send("order-confirmation");

        Received told = shop.passUntil(receiver, 1).get(0);
        assertThat(told.header("webhook-signature")).isEqualTo(signature(KEY, told));
        assertThat(Long.parseLong(told.header("webhook-timestamp")))
                .isLessThanOrEqualTo(shop.clock.instant().getEpochSecond());
    }

    @Test
    void signs_with_both_secrets_while_one_takes_the_place_of_the_other() throws Exception {
        String other = WebhookSecret.newSecret();
        shop.tell(sent(receiver).alsoSignedWith(WebhookSecret.of(other)).build());
        shop.send("order-confirmation");

        Received told = shop.passUntil(receiver, 1).get(0);
        assertThat(told.header("webhook-signature").split(" ", -1))
                .containsExactly(signature(KEY, told), signature(other, told));
    }

    private static String signature(String secret, Received told) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((told.id() + "." + told.header("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(told.bytes()));
    }

    @Test
    void names_recipients_and_repeats_replies_where_that_is_asked_for() {
        shop.tell(Webhook.to("shop", receiver.url(), SECRET)
                .on(MessageState.FAILED, MessageState.SENT)
                .withRecipients()
                .build());
        shop.dispatcher.answering(SendResults.refused(550, "no such user"));
        shop.trigger("order-confirmation");

        Received told = shop.passUntil(receiver, 1).get(0);
        assertThat(told.type()).isEqualTo("message.failed");
        assertThat(told.json().get("message").get("recipient").asString()).isEqualTo("jane@example.com");
        assertThat(told.json().get("outcome").get("text").asString()).isEqualTo("no such user");
    }

    @Test
    void tells_why_a_message_came_back() {
        shop.tell(Webhook.to("shop", receiver.url(), SECRET)
                .on(MessageState.BOUNCED)
                .build());
        MessageId id = shop.send("order-confirmation");
        FeedbackReport.Origin origin =
                new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example", shop.clock.instant());
        shop.mail
                .feedback()
                .record(new FeedbackReport(
                        id, BounceReason.USER_UNKNOWN, new SmtpReply(550, "5.1.1", "no such user"), origin));

        Received told = shop.passUntil(receiver, 1).get(0);
        assertThat(told.type()).isEqualTo("message.bounced");
        assertThat(told.json().get("outcome").toString())
                .isEqualTo("{\"code\":550,\"enhancedStatus\":\"5.1.1\",\"reason\":\"USER_UNKNOWN\"}");
    }

    @Test
    void tells_which_link_was_followed_and_by_whom() {
        shop.tell(Webhook.to("shop", receiver.url(), SECRET)
                .on(ResponseKind.OPENED, ResponseKind.CLICKED)
                .build());
        MessageId id = shop.send("order-confirmation");
        Instant now = shop.clock.instant();
        shop.mail
                .feedback()
                .record(List.of(
                        new Response(1, id, 0, now, Responder.MACHINE, ClientFamily.PRIVACY_PROXY),
                        new Response(2, id, 3, now, Responder.PERSON, ClientFamily.BROWSER)));

        List<Received> told = shop.passUntil(receiver, 2);
        assertThat(new String(told.get(0).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"" + told.get(0).id() + "\",\"type\":\"response.opened\",\"time\":\"" + now
                        + "\",\"message\":{\"id\":\"" + id + "\",\"stream\":\"order-confirmation\",\"version\":1},"
                        + "\"response\":{\"by\":\"MACHINE\",\"client\":\"PRIVACY_PROXY\"}}");
        assertThat(told.get(1).type()).isEqualTo("response.clicked");
        assertThat(told.get(1).json().get("response").toString())
                .isEqualTo("{\"link\":3,\"by\":\"PERSON\",\"client\":\"BROWSER\"}");
    }

    @Test
    void tells_of_the_streams_that_are_asked_for() {
        shop.tell(sent(receiver).streams("shipping-notice").build());
        shop.send("order-confirmation");
        MessageId shipped = shop.send("shipping-notice");

        assertThat(shop.passUntil(receiver, 1)).extracting(Received::message).containsExactly(shipped.value());
        shop.pass(3);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void tells_a_notice_again_under_its_id_and_signed_anew_until_it_is_taken() {
        receiver.answering(500, 404).answering(Receiver.breaking(), Receiver.status(302, "Location", "/elsewhere"));
        Webhooks webhooks = shop.tell(sent(receiver).build());
        shop.send("order-confirmation");

        List<Received> told = shop.passUntil(receiver, 5);
        assertThat(told).extracting(Received::id).containsOnly(told.get(0).id());
        assertThat(told).extracting(Received::line).containsOnly("POST /hook?token=hush");
        assertThat(told)
                .extracting(each -> each.header("webhook-timestamp"))
                .doesNotHaveDuplicates()
                .isSorted();
        awaitTold(webhooks, 1);
        assertThat(webhooks.status().get(0).lastError()).isEmpty();
        assertThat(webhooks.status().get(0).counts().backlog().notices()).isZero();
        shop.pass(700);
        assertThat(receiver.received()).hasSize(5);
    }

    @Test
    void waits_between_tries() {
        receiver.answering(500);
        Webhooks webhooks = shop.tell(sent(receiver).build());
        shop.send("order-confirmation");
        shop.passUntil(receiver, 1);
        awaitError(webhooks, "it answered 500");

        shop.pass(5);
        assertThat(receiver.received()).hasSize(1);
        shop.passUntil(receiver, 2);
        awaitTold(webhooks, 1);
    }

    @Test
    void tells_a_later_step_of_a_message_when_the_one_before_was_taken_and_those_of_others_meanwhile() {
        receiver.answering(500);
        shop.dispatcher.answering(SendResults.deferred(450, "busy"));
        Webhooks webhooks = shop.tell(Webhook.to("shop", receiver.url(), SECRET)
                .on(MessageState.DEFERRED, MessageState.SENT)
                .policy(POLICY)
                .build());
        MessageId first = shop.trigger("order-confirmation");
        shop.passUntil(receiver, 1);
        awaitError(webhooks, "it answered 500");
        shop.pass(1);
        shop.await(first, MessageState.SENT);
        MessageId second = shop.send("shipping-notice");

        List<Received> told = shop.passUntil(receiver, 4);
        assertThat(told)
                .extracting(Received::message)
                .containsExactly(first.value(), second.value(), first.value(), first.value());
        assertThat(told)
                .extracting(Received::type)
                .containsExactly("message.deferred", "message.sent", "message.deferred", "message.sent");
    }

    @Test
    void leaves_a_receiver_alone_for_as_long_as_it_asks() {
        receiver.answering(Receiver.status(429, "Retry-After", "600"));
        Webhooks webhooks = shop.tell(sent(receiver).policy(POLICY.atOnce(1)).build());
        shop.send("order-confirmation");
        shop.passUntil(receiver, 1);
        awaitState(webhooks, WebhookState.RESTING);
        shop.send("order-confirmation");

        shop.pass(590);
        assertThat(receiver.received()).hasSize(1);
        shop.passUntil(receiver, 3);
        awaitTold(webhooks, 2);
        assertThat(webhooks.status().get(0).state()).isEqualTo(WebhookState.TELLING);
    }

    @Test
    void tells_nothing_more_where_the_receiver_is_gone() {
        receiver.answering(410);
        Webhooks webhooks = shop.tell(sent(receiver).policy(POLICY.atOnce(1)).build());
        shop.send("order-confirmation");
        shop.send("order-confirmation");
        shop.passUntil(receiver, 1);
        awaitState(webhooks, WebhookState.GONE);

        shop.send("order-confirmation");
        shop.pass(100);
        assertThat(receiver.received()).hasSize(1);
        WebhookStatus status = webhooks.status().get(0);
        assertThat(status.lastError()).contains("410");
        assertThat(status.counts().backlog().notices()).isZero();
        assertThat(status.origin()).startsWith("http://127.0.0.1:").doesNotContain("hush");
    }

    @Test
    void goes_to_nobody_who_was_unsubscribed_on_another_node() {
        Webhooks webhooks = shop.tell(sent(receiver).build());
        awaitState(webhooks, WebhookState.TELLING);
        shop.pass(2);
        shop.mail.notices().unsubscribe("shop");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            shop.pass(10);
            return webhooks.status().get(0).state() == WebhookState.GONE;
        });
    }

    @Test
    void gives_up_what_could_not_be_told_for_too_long() {
        Webhooks webhooks = shop.tell(sent(receiver)
                .policy(POLICY.giveUpAfter(Duration.ofMinutes(10)))
                .build());
        receiver.close();
        shop.send("order-confirmation");
        awaitPassing(webhooks, status -> status.lastError().equals("no connection is to be had"));

        awaitPassing(webhooks, status -> status.counts().givenUp() == 1);
        assertThat(webhooks.status().get(0).counts().backlog().notices()).isZero();
    }

    @Test
    void asks_a_receiver_that_fails_again_and_again_with_one_notice_at_a_time() {
        receiver.answering(500, 500, 500, 500, 500, 500);
        Webhooks webhooks = shop.tell(sent(receiver).policy(POLICY.atOnce(1)).build());
        for (int i = 0; i < 8; i++) {
            shop.send("order-confirmation");
        }
        shop.clock.advance(Duration.ofSeconds(1));
        awaitState(webhooks, WebhookState.RESTING);

        assertThat(receiver.received()).hasSize(5);
        shop.pass(5);
        assertThat(receiver.received()).hasSize(5);
        shop.passUntil(receiver, 6);
        shop.passUntil(receiver, 14);
        awaitTold(webhooks, 8);
    }

    @Test
    void a_receiver_that_does_not_answer_holds_up_no_other() throws Exception {
        WebhookPolicy hasty = POLICY.timeout(Duration.ofMillis(300)).atOnce(1);
        receiver.answering(receiver.slow(), receiver.slow());
        try (Receiver quick = new Receiver()) {
            Webhooks webhooks = shop.tell(
                    sent(receiver).policy(hasty).build(),
                    Webhook.to("quick", quick.url(), SECRET)
                            .on(MessageState.SENT)
                            .policy(POLICY)
                            .build());
            shop.send("order-confirmation");
            shop.passUntil(quick, 1);
            awaitPassing(webhooks, status -> status.lastError().equals("it did not answer in PT0.3S"));
            shop.passUntil(receiver, 3);
            awaitTold(webhooks, 1);
        }
    }

    @Test
    void waits_for_no_more_of_an_answer_than_its_head() {
        receiver.answering(receiver.endless());
        Webhooks webhooks = shop.tell(sent(receiver).build());
        shop.send("order-confirmation");
        shop.passUntil(receiver, 1);
        awaitTold(webhooks, 1);
    }

    @Test
    void closing_ends_what_waits_for_an_answer_and_keeps_what_was_not_told() {
        receiver.answering(receiver.slow());
        Webhooks first = shop.tell(sent(receiver).build());
        shop.send("order-confirmation");
        shop.passUntil(receiver, 1);
        first.close();
        first.close();
        assertThat(first.status().get(0).counts().backlog().notices()).isEqualTo(1);
        assertThat(first.status().get(0).state()).isEqualTo(WebhookState.CLOSED);

        Webhooks next = shop.tell(sent(receiver).build());
        List<Received> told = shop.passUntil(receiver, 2);
        awaitTold(next, 1);
        assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
    }

    @Test
    void two_webhooks_need_two_names_and_streams_that_there_are() {
        Webhooks.Builder builder = Webhooks.of(shop.mail).to(sent(receiver).build());
        assertThatThrownBy(() -> builder.to(sent(receiver).build())).hasMessageContaining("'shop'");
        assertThatThrownBy(() -> shop.tell(sent(receiver).streams("nothing").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    private static void awaitTold(Webhooks webhooks, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> webhooks.status().get(0).counts().told() == count);
    }

    private static void awaitError(Webhooks webhooks, String error) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> webhooks.status().get(0).lastError().equals(error));
    }

    private static void awaitState(Webhooks webhooks, WebhookState state) {
        Awaitility.await().atMost(PATIENCE).until(() -> webhooks.status().get(0).state() == state);
    }

    private void awaitPassing(Webhooks webhooks, Predicate<WebhookStatus> condition) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            shop.pass(20);
            return condition.test(webhooks.status().get(0));
        });
    }
}
