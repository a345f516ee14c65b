package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.Client;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found of messages, and what is done about them. */
class MessagePagesTest {
    private static final String MESSAGES = "/dashboard/messages";
    private static final String DEAD = "/dashboard/dead-letters";
    private static final String FEEDBACK = "/dashboard/feedback";
    private static final String EVIL = "<script>alert('x')</script>";

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web().serve(0);
    private final Client client =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Browser operator = new Browser(client, "en-GB,en;q=0.8");
    private final Browser viewer = new Browser(client.as(Shop.VIEWER), "de-AT, de;q=0.9, en;q=0.5");

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void messages_are_found_by_address_stream_state_and_time() throws Exception {
        MessageId sent = sent("jane@example.com");
        failed("joe@example.com");

        assertThat(rows(MESSAGES)).hasSize(2);
        assertThat(rows(MESSAGES + "?recipient=Jane@example.com")).containsExactly("jane@example.com");
        assertThat(rows(MESSAGES + "?state=FAILED")).containsExactly("joe@example.com");
        assertThat(rows(MESSAGES + "?stream=order-confirmation&state=SENT")).containsExactly("jane@example.com");
        assertThat(rows(MESSAGES + "?until=2026-01-01T00:00")).isEmpty();
        assertThat(rows(MESSAGES + "?from=2026-01-01T00:00:00Z")).hasSize(2);
        assertThat(operator.page(MESSAGES + "?from=2026-01-01T00:00:00Z")
                        .select("#from")
                        .attr("value"))
                .isEqualTo("2026-01-01T00:00");
        assertThat(operator.get(MESSAGES + "?recipient=" + sent.value()).header("Location"))
                .isEqualTo(path(sent));
    }

    @Test
    void what_cannot_be_searched_for_is_said() throws Exception {
        Client.Answer answer = operator.get(MESSAGES + "?recipient=nobody");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("neither an address nor the id");
        assertThat(operator.get(MESSAGES + "?from=yesterday").status()).isEqualTo(422);
        assertThat(operator.get(MESSAGES + "?cursor=elsewhere").status()).isEqualTo(422);
        assertThat(operator.get(MESSAGES + "?state=LOST").status()).isEqualTo(422);
        assertThat(operator.page(MESSAGES + "?recipient=kim@example.com").text())
                .contains("Nothing matches.");
    }

    @Test
    void pages_of_messages_follow_one_another_with_the_same_search() throws Exception {
        for (int i = 0; i < 60; i++) {
            trigger(order("jane" + i + "@example.com"));
        }

        Document first = operator.page(MESSAGES + "?stream=order-confirmation");
        String next = first.select("a.button").attr("href");
        Document second = operator.page(next);

        assertThat(first.select("tbody tr")).hasSize(50);
        assertThat(second.select("tbody tr")).hasSize(10);
        assertThat(second.select("#stream").attr("value")).isEqualTo("order-confirmation");
        assertThat(second.select("a.button")).isEmpty();
    }

    @Test
    void a_message_has_the_buttons_that_make_sense() throws Exception {
        MessageId waiting = trigger(later(order("jane@example.com")));
        MessageId failed = failed("joe@example.com");
        MessageId sent = sent("kim@example.com");
        MessageId gone = shop.mail
                .trigger("hello", Trigger.to("jane@example.com"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        awaitState(gone, MessageState.SENT);

        assertThat(buttons(waiting)).containsExactly("/cancel");
        assertThat(buttons(failed)).containsExactly("/retry");
        assertThat(buttons(sent)).containsExactly("/resend");
        assertThat(buttons(gone)).isEmpty();
        assertThat(operator.page(path(gone)).text()).contains("no longer kept");
        assertThat(viewer.page(path(failed)).select("form[method=post]")).isEmpty();
    }

    @Test
    void a_message_is_cancelled_retried_and_resent() throws Exception {
        MessageId id = trigger(later(order("jane@example.com")));
        assertThat(operator.submit(path(id) + "/cancel").header("Location")).isEqualTo(path(id) + "?done=cancelled");
        assertThat(operator.page(path(id)).text()).contains("cancelled by olga");

        assertThat(operator.submit(path(id) + "/retry").header("Location")).isEqualTo(path(id) + "?done=retried");
        awaitState(id, MessageState.SENT);
        String copy = operator.submit(path(id) + "/resend").header("Location");
        assertThat(copy).endsWith("?done=resent").doesNotContain(id.value());
        assertThat(operator.page(copy).select(".facts a").eachAttr("href")).contains(path(id));
        assertThat(shop.dispatcher.awaitMails(2)).hasSize(2);
    }

    @Test
    void what_is_not_done_is_said_on_the_page_of_the_message() throws Exception {
        MessageId id = failed("jane@example.com");
        shop.mail.suppressions().add("jane@example.com", SuppressionReason.GLOBAL);

        Client.Answer cancel = operator.submit(path(id) + "/cancel");
        Client.Answer retry = operator.submit(path(id) + "/retry");

        assertThat(cancel.status()).isEqualTo(409);
        assertThat(cancel.body()).contains("Not done: it had ended before.");
        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.body()).contains("Not done: the recipient is suppressed.");
        assertThat(operator.submit(path(id) + "/resend").body()).contains("it was not sent");
    }

    @Test
    void what_is_with_the_relay_is_not_called_back() throws Exception {
        shop.dispatcher.hold();
        MessageId id = trigger(order("jane@example.com"));
        shop.dispatcher.awaitUnderWay(1);

        Client.Answer answer = operator.submit(path(id) + "/cancel");
        shop.dispatcher.release();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("it is being sent");
    }

    @Test
    void neither_a_viewer_nor_a_stale_form_changes_anything() throws Exception {
        MessageId id = failed("jane@example.com");

        for (String form : List.of(path(id) + "/retry", DEAD + "/retry", FEEDBACK + "/1/forget")) {
            assertThat(viewer.post(form, "token=x").status()).as(form).isEqualTo(403);
            assertThat(operator.post(form, "token=x").status()).as(form).isEqualTo(403);
        }
        assertThat(shop.mail.messages().find(id).orElseThrow().state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void a_kept_mail_is_shown_where_nothing_runs_and_nothing_is_loaded() throws Exception {
        MessageId id = trigger(Trigger.to("jane@example.com").with("number", EVIL));
        awaitState(id, MessageState.SENT);

        Client.Answer mail = operator.get(path(id) + "/mail");
        Document page = operator.page(path(id));

        assertThat(mail.body()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(mail.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox;");
        assertThat(page.select("iframe[sandbox]").attr("src")).isEqualTo(path(id) + "/mail");
        assertThat(page.select("iframe").attr("sandbox")).isEmpty();
        PageRules.check(path(id), page);
    }

    @Test
    void a_mail_with_secrets_is_shown_to_nobody() throws Exception {
        MessageId id = shop.secret();

        assertThat(operator.page(path(id)).select("iframe")).isEmpty();
        assertThat(operator.page(path(id)).text()).contains("secret values").doesNotContain("hunter2");
        assertThat(operator.get(path(id) + "/mail").body()).contains("secret").doesNotContain("hunter2");
        operator.submit(path(id) + "/cancel");
        assertThat(buttons(id)).isEmpty();
        assertThat(operator.submit(path(id) + "/retry").body()).contains("secret values were erased");
    }

    @Test
    void what_came_back_stands_on_the_page() throws Exception {
        MessageId id = sent("jane@example.com");
        Instant now = Instant.now();
        FeedbackVerdict unused = shop.mail
                .feedback()
                .record(new FeedbackReport(
                        id,
                        BounceReason.MAILBOX_FULL,
                        new SmtpReply(552, "5.2.2", EVIL),
                        new FeedbackReport.Origin(Proof.RETURN_PATH, "mx.example.com", now)));
        shop.mail
                .feedback()
                .record(List.of(
                        new Response(1, id, 0, now, Responder.MACHINE, ClientFamily.PRIVACY_PROXY),
                        new Response(2, id, 3, now, Responder.PERSON, ClientFamily.THUNDERBIRD)));

        Document page = operator.page(path(id));
        assertThat(page.text())
                .contains("mailbox full", "Soft bounce", "mx.example.com", "the return path", EVIL)
                .contains("click on link 3", "Thunderbird", "a machine");
        assertThat(page.select("main script")).isEmpty();
        PageRules.check(path(id), page);
        assertThat(viewer.page(path(id)).text()).contains("Postfach voll", "Klick auf Link 3");
    }

    @Test
    void dead_letters_are_filtered_and_retried_with_an_answer() throws Exception {
        MessageId one = failed("jane@example.com");
        failed("joe@example.com");
        shop.mail.suppressions().add("joe@example.com", SuppressionReason.GLOBAL);

        assertThat(rows(DEAD)).containsExactly("joe@example.com", "jane@example.com");
        assertThat(rows(DEAD + "?saying=SUCH+user&code=550&status=5")).hasSize(2);
        assertThat(rows(DEAD + "?code=421")).isEmpty();
        assertThat(rows(DEAD + "?state=CANCELLED")).isEmpty();
        assertThat(operator.get(DEAD + "?code=many").status()).isEqualTo(422);
        assertThat(operator.get(DEAD + "?state=SENT").status()).isEqualTo(422);

        Client.Answer answer = operator.submit(DEAD + "/retry", "saying", "no such");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("1 queued again; 1 not: the recipient is suppressed.");
        awaitState(one, MessageState.SENT);
        assertThat(operator.submit(DEAD + "/retry", "code", "421").body()).contains("0 queued again.");
    }

    @Test
    void after_a_thousand_that_were_sent_again_the_next_ones_are_offered() throws Exception {
        shop.dispatcher.otherwise(mail -> SendResults.refused(550, "no such user"));
        for (int i = 0; i < 1_001; i++) {
            trigger(order("jane" + i + "@example.com"));
        }
        DeadLetterQuery all = DeadLetterQuery.all().limit(1_000);
        await().until(() -> shop.mail.messages().deadLetters(all).hasNext());
        shop.dispatcher.otherwise(mail -> SendResults.accepted());

        Client.Answer first = operator.submit(DEAD + "/retry", "saying", "no such");
        assertThat(first.body()).contains("1,000 queued again. There are more.", "Send the next 1,000 again");
        Document page = Jsoup.parse(first.body());
        PageRules.check(DEAD, page);
        assertThat(page.select(".notice input[name=saying]").attr("value")).isEqualTo("no such");

        assertThat(operator.submit(DEAD + "/retry", "saying", "no such").body())
                .contains("1 queued again.")
                .doesNotContain("There are more");
    }

    @Test
    void a_bulk_retry_takes_what_the_page_was_filtered_by() throws Exception {
        failed("jane@example.com");

        Document page = operator.page(DEAD + "?saying=no+such&from=2026-01-01T00:00");
        PageRules.check(DEAD, page);
        assertThat(page.select("form[action$=retry] input[name=saying]").attr("value"))
                .isEqualTo("no such");
        assertThat(page.select("form[action$=retry] input[name=from]").attr("value"))
                .isEqualTo("2026-01-01T00:00");
        assertThat(operator.page(DEAD + "?code=421").select("form[action$=retry]"))
                .isEmpty();
        assertThat(viewer.page(DEAD).select("form[method=post]")).isEmpty();
    }

    @Test
    void mails_of_strangers_are_shown_as_text_and_forgotten() throws Exception {
        String head = new String(
                ("Subject: \u202eü\r\n\r\n" + EVIL).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 21; i++) {
            shop.mail.feedback().keep(new UnmatchedMail(0, Instant.now(), "bounce " + i, head));
        }

        Document page = operator.page(FEEDBACK);
        PageRules.check(FEEDBACK, page);
        assertThat(page.select("main script")).isEmpty();
        assertThat(page.select("pre").get(0).wholeText()).isEqualTo("Subject: \ufffdü\n\n" + EVIL);
        assertThat(page.select("section.card")).hasSize(20);
        Document last = operator.page(page.select("a.button").attr("href"));
        assertThat(last.select("section.card p").text()).isEqualTo("bounce 0");

        String forget = last.select("form[action$=forget]").attr("action");
        assertThat(operator.submit(forget).header("Location")).isEqualTo(FEEDBACK + "?done=forgotten");
        assertThat(operator.submit(forget).header("Location")).isEqualTo(FEEDBACK + "?done=unchanged");
        assertThat(shop.mail.feedback().unmatched(Long.MAX_VALUE, 100)).hasSize(20);
    }

    private static Trigger order(String address) {
        return Trigger.to(address).with("number", "7");
    }

    private static Trigger later(Trigger trigger) {
        return trigger.notBefore(Instant.now().plus(Duration.ofDays(1)));
    }

    private MessageId trigger(Trigger trigger) {
        return shop.mail
                .trigger("order-placed", trigger)
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    private MessageId sent(String address) {
        MessageId id = trigger(order(address));
        awaitState(id, MessageState.SENT);
        return id;
    }

    private MessageId failed(String address) {
        shop.dispatcher.whenRecipient(address, SendResults.refused(550, "no such user"), SendResults.accepted());
        MessageId id = trigger(order(address));
        awaitState(id, MessageState.FAILED);
        return id;
    }

    private void awaitState(MessageId id, MessageState state) {
        await().until(() -> shop.mail.messages().find(id).orElseThrow().state() == state);
    }

    private List<String> rows(String path) throws Exception {
        return operator.page(path).select("tbody th").eachText();
    }

    private List<String> buttons(MessageId id) throws Exception {
        return operator.page(path(id)).select("form[method=post]").eachAttr("action").stream()
                .map(action -> action.substring(path(id).length()))
                .toList();
    }

    private static String path(MessageId id) {
        return MESSAGES + "/" + id.value();
    }
}
