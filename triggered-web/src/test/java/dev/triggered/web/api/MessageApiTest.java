package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done with messages, and why it is not done. */
class MessageApiTest {
    private static final String EMPTY = "{}";
    private static final String RETRIES = "/api/v1/dead-letters/retries";

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client operator =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void a_message_that_waits_is_cancelled_and_it_is_on_record_by_whom() throws Exception {
        MessageId id = trigger(order("jane@example.com").notBefore(Instant.now().plus(Duration.ofDays(1))));

        assertThat(operator.post(path(id, "/cancel"), EMPTY).text("/verdict")).isEqualTo("CANCELLED");
        assertThat(operator.get(path(id, "")).text("/note/reason")).isEqualTo("cancelled by olga");
        assertThat(operator.post(path(id, "/cancel"), EMPTY).status()).isEqualTo(200);
    }

    @Test
    void what_is_being_sent_or_was_sent_is_not_cancelled() throws Exception {
        shop.dispatcher.hold();
        MessageId id = trigger(order("jane@example.com"));
        shop.dispatcher.awaitUnderWay(1);

        Client.Answer late = operator.post(path(id, "/cancel"), EMPTY);
        shop.dispatcher.release();
        awaitState(id, MessageState.SENT);
        Client.Answer ended = operator.post(path(id, "/cancel"), EMPTY);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(late.text("/verdict")).isEqualTo("TOO_LATE");
        assertThat(late.text("/detail")).contains("being sent");
        assertThat(ended.text("/verdict")).isEqualTo("ENDED");
    }

    @Test
    void a_message_that_failed_is_retried_as_itself() throws Exception {
        MessageId id = failed("jane@example.com");

        assertThat(operator.post(path(id, "/retry"), EMPTY).text("/verdict")).isEqualTo("QUEUED");
        awaitState(id, MessageState.SENT);
        Client.Answer again = operator.post(path(id, "/retry"), EMPTY);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/verdict")).isEqualTo("WAS_SENT");
    }

    @Test
    void a_message_that_was_sent_is_resent_as_a_copy_that_names_it() throws Exception {
        MessageId id = trigger(order("jane@example.com"));
        awaitState(id, MessageState.SENT);

        String copy = operator.post(path(id, "/resend"), EMPTY).text("/copy");
        assertThat(operator.get("/api/v1/messages/" + copy).text("/note/original"))
                .isEqualTo(id.value());
        assertThat(shop.dispatcher.awaitMails(2)).hasSize(2);
    }

    @Test
    void what_keeps_a_message_from_being_sent_again_is_said() throws Exception {
        MessageId id = failed("jane@example.com");
        shop.mail.suppressions().add("jane@example.com", SuppressionReason.GLOBAL);
        assertThat(operator.post(path(id, "/retry"), EMPTY).text("/verdict")).isEqualTo("SUPPRESSED");
        shop.mail.streams().stop("order-confirmation");
        assertThat(operator.post(path(id, "/retry"), EMPTY).text("/verdict")).isEqualTo("STREAM_STOPPED");
        assertThat(operator.post("/api/v1/messages/nothing/retry", EMPTY).status())
                .isEqualTo(404);
        assertThat(operator.post("/api/v1/messages/00000000000000000000000000/cancel", EMPTY)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void dead_letters_are_retried_by_what_was_said_and_counted_by_why_not() throws Exception {
        MessageId one = failed("jane@example.com");
        failed("joe@example.com");
        shop.mail.suppressions().add("joe@example.com", SuppressionReason.GLOBAL);
        assertThat(operator.get("/api/v1/dead-letters?saying=NO+such&status=5")
                        .json()
                        .at("/deadLetters")
                        .size())
                .isEqualTo(2);

        Client.Answer none = operator.post(RETRIES, "{\"said\":{\"code\":421}}");
        Client.Answer answer = operator.post(RETRIES, "{\"said\":{\"text\":\"no such\",\"status\":\"5\"}}");

        assertThat(none.json().at("/verdicts").isEmpty()).isTrue();
        assertThat(answer.json().at("/revived").asLong()).isEqualTo(1);
        assertThat(answer.json().at("/refused").asLong()).isEqualTo(1);
        assertThat(answer.json().at("/verdicts/SUPPRESSED").asLong()).isEqualTo(1);
        awaitState(one, MessageState.SENT);
    }

    @Test
    void a_call_retries_a_bounded_number_of_dead_letters_and_no_other_messages() throws Exception {
        assertThat(operator.post(RETRIES, "{\"atMost\":10001}").status()).isEqualTo(422);
        assertThat(operator.post(RETRIES, "{\"atMost\":0}").status()).isEqualTo(422);
        assertThat(operator.post(RETRIES, "{\"states\":[\"SENT\"]}").status()).isEqualTo(422);
    }

    @Test
    void the_mail_of_a_message_is_shown_as_long_as_it_is_kept_and_never_with_secrets() throws Exception {
        MessageId kept = trigger(order("jane@example.com"));
        MessageId gone = shop.mail
                .trigger("hello", Trigger.to("jane@example.com"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        awaitState(gone, MessageState.SENT);
        MessageId secret = shop.secret();

        assertThat(operator.get(path(kept, "/mail")).text("/html")).isEqualTo("<p>7</p>");
        assertThat(operator.get(path(gone, "/mail")).status()).isEqualTo(404);
        assertThat(operator.get(path(gone, "/mail")).text("/detail")).contains("no longer kept");
        assertThat(operator.get(path(secret, "/mail")).text("/detail")).contains("secret");
        assertThat(operator.get(path(secret, "/mail")).body()).doesNotContain("hunter2");
    }

    @Test
    void what_came_back_stands_in_the_story_of_a_message() throws Exception {
        MessageId id = trigger(order("jane@example.com"));
        awaitState(id, MessageState.SENT);
        FeedbackVerdict unused = shop.mail
                .feedback()
                .record(new FeedbackReport(
                        id,
                        BounceReason.USER_UNKNOWN,
                        new SmtpReply(550, "5.1.1", "no such user"),
                        new FeedbackReport.Origin(Proof.RETURN_PATH, "mx.example.com", Instant.now())));

        Client.Answer answer = operator.get(path(id, ""));
        assertThat(answer.text("/state")).isEqualTo("BOUNCED");
        assertThat(answer.text("/aftermath/reports/0/reason")).isEqualTo("USER_UNKNOWN");
        assertThat(answer.text("/aftermath/reports/0/host")).isEqualTo("mx.example.com");
    }

    @Test
    void mails_that_came_back_for_no_message_are_listed_and_forgotten() throws Exception {
        for (String summary : new String[] {"first", "second", "third"}) {
            shop.mail.feedback().keep(new UnmatchedMail(0, Instant.now(), summary, "Subject: \u00c3\u00bc"));
        }

        Client.Answer page = operator.get("/api/v1/feedback/unmatched?limit=2");
        Client.Answer next = operator.get("/api/v1/feedback/unmatched?limit=2&cursor=" + page.text("/next"));

        assertThat(page.text("/mails/0/summary")).isEqualTo("third");
        assertThat(page.text("/mails/0/head")).isEqualTo("Subject: \u00fc");
        assertThat(next.json().at("/mails").size()).isEqualTo(1);
        assertThat(next.json().has("next")).isFalse();
        String one = "/api/v1/feedback/unmatched/" + next.text("/mails/0/number");
        assertThat(operator.delete(one).json().at("/changed").asBoolean()).isTrue();
        assertThat(operator.delete(one).json().at("/changed").asBoolean()).isFalse();
        assertThat(operator.get("/api/v1/feedback/unmatched?cursor=x").status()).isEqualTo(422);
    }

    @Test
    void a_viewer_looks_and_changes_nothing() throws Exception {
        MessageId id = failed("jane@example.com");
        Client viewer = operator.as(Shop.VIEWER);

        assertThat(viewer.get("/api/v1/dead-letters").status()).isEqualTo(200);
        assertThat(viewer.get(path(id, "/mail")).status()).isEqualTo(200);
        assertThat(viewer.post(path(id, "/retry"), EMPTY).status()).isEqualTo(403);
        assertThat(viewer.post(RETRIES, EMPTY).status()).isEqualTo(403);
        assertThat(operator.get(path(id, "")).text("/state")).isEqualTo("FAILED");
    }

    private static Trigger order(String address) {
        return Trigger.to(address).with("number", "7");
    }

    private MessageId trigger(Trigger trigger) {
        return shop.mail
                .trigger("order-placed", trigger)
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    private MessageId failed(String address) {
        shop.dispatcher.whenRecipient(address, SendResults.refused(550, "5.1.1 no such user"), SendResults.accepted());
        MessageId id = trigger(order(address));
        awaitState(id, MessageState.FAILED);
        return id;
    }

    private void awaitState(MessageId id, MessageState state) {
        await().until(() -> shop.mail.messages().find(id).orElseThrow().state() == state);
    }

    private static String path(MessageId id, String behind) {
        return "/api/v1/messages/" + id.value() + behind;
    }
}
