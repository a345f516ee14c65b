package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a relay says or fails to say, and how the mail ends. */
abstract class DispatcherReplies extends DispatcherScenarios {
    private static final int LARGE = 9_900_000;

    DispatcherReplies(Function<ScriptedSmtpServer, Dispatcher> factory, SmtpCapability... missing) {
        super(factory, missing);
    }

    @Test
    void is_accepted_when_the_relay_took_it() {
        smtp().on("BODY").reply(250, "2.6.0", "queued as 42");
        SendResult result = result(mail());
        assertThat(result).isInstanceOf(SendResult.Accepted.class);
        assertThat(result.reply()).isEqualTo(new SmtpReply(250, "2.6.0", "queued as 42"));
        assertThat(result.relay()).isEqualTo(smtp().host() + ":" + smtp().port());
        assertThat(smtp().messageCount()).isEqualTo(1);
    }

    @Test
    void is_deferred_by_4xx_to_the_recipient() {
        smtp().on("RCPT").reply(450, "4.2.1", "mailbox busy");
        assertDeferred(new SmtpReply(450, "4.2.1", "mailbox busy"));
    }

    @Test
    void is_deferred_by_4xx_to_the_sender() {
        smtp().on("MAIL").reply(451, "4.3.0", "try later");
        assertDeferred(new SmtpReply(451, "4.3.0", "try later"));
    }

    @Test
    void is_deferred_by_4xx_after_the_content() {
        smtp().on("BODY").reply(452, "4.3.1", "disk full");
        assertDeferred(new SmtpReply(452, "4.3.1", "disk full"));
    }

    @Test
    void is_deferred_by_421_that_ends_the_connection() {
        smtp().on("RCPT").reply(421, "4.3.2", "going down").then().closeSocket();
        assertDeferred(new SmtpReply(421, "4.3.2", "going down"));
    }

    @Test
    void is_deferred_by_421_after_the_content() {
        smtp().on("BODY").reply(421, "4.3.2", "going down").then().closeSocket();
        assertDeferred(new SmtpReply(421, "4.3.2", "going down"));
    }

    @Test
    void is_deferred_by_a_greeting_of_421() {
        smtp().on("CONNECT").reply(421, "4.3.2", "too busy").then().closeSocket();
        LaneDispatcher lane = lane(1);
        assertThat(sent.result(lane, mail())).isInstanceOf(SendResult.Deferred.class);
        assertStillSends(lane, 0);
    }

    @Test
    void is_refused_by_5xx_to_the_recipient() {
        smtp().on("RCPT").reply(550, "5.1.1", "no such user");
        assertRefused(new SmtpReply(550, "5.1.1", "no such user"));
    }

    @Test
    void is_refused_by_5xx_to_the_sender() {
        smtp().on("MAIL").reply(553, "5.1.8", "unknown sender");
        assertRefused(new SmtpReply(553, "5.1.8", "unknown sender"));
    }

    @Test
    void is_refused_by_5xx_after_the_content() {
        smtp().on("BODY").reply(554, "5.7.1", "looks like spam");
        assertRefused(new SmtpReply(554, "5.7.1", "looks like spam"));
    }

    @Test
    void keeps_a_reply_of_several_lines_and_without_an_enhanced_code() {
        smtp().on("RCPT").replyLines(550, "we do not know her", "ask somebody else");
        SendResult result = result(mail());
        assertThat(result).isInstanceOf(SendResult.Refused.class);
        assertThat(result.reply().code()).isEqualTo(550);
        assertThat(result.reply().enhancedStatus()).isEmpty();
        assertThat(result.reply().text()).contains("we do not know her", "ask somebody else");
    }

    @Test
    void understands_a_reply_in_pieces() {
        SmtpGate gate = new SmtpGate();
        smtp().on("BODY").reply(250, "2.0.0", "taken").splitAfter(5, gate);
        LaneDispatcher lane = lane(1);
        OutgoingMail mail = mail();
        sent.send(lane, mail);
        gate.awaitArrival(SOON);
        gate.open();
        assertThat(sent.await(mail).reply()).isEqualTo(new SmtpReply(250, "2.0.0", "taken"));
    }

    @Test
    void is_uncertain_when_the_connection_breaks_after_the_last_byte() {
        smtp().on("BODY").resetSocket();
        assertUncertain(0);
    }

    @Test
    void is_uncertain_when_the_relay_took_it_and_died_before_its_reply() {
        smtp().on("BODY").acceptSilently().then().closeSocket();
        assertUncertain(1);
    }

    @Test
    void is_uncertain_when_the_relay_never_answers_the_last_byte() {
        smtp().on("BODY").hang();
        assertUncertain(0);
    }

    @Test
    void is_deferred_when_the_connection_breaks_before_the_last_byte() {
        smtp().on(content()).afterOctets(10_000).resetSocket();
        LaneDispatcher lane = lane(1);
        OutgoingMail large = Samples.mail("jane@example.com", Attachment.of("large.bin", new byte[LARGE]));
        assertDeferredWithoutReply(sent.result(lane, large));
        assertStillSends(lane, 0);
    }

    @Test
    void is_deferred_when_the_connection_breaks_before_the_content() {
        smtp().on("MAIL").resetSocket();
        LaneDispatcher lane = lane(1);
        OutgoingMail large = Samples.mail("jane@example.com", Attachment.of("large.bin", new byte[LARGE]));
        assertDeferredWithoutReply(sent.result(lane, large));
        assertStillSends(lane, 0);
    }

    @Test
    void is_deferred_when_the_relay_never_greets() {
        smtp().on("CONNECT").hang();
        assertDeferredWithoutReply(result(mail()));
        assertThat(smtp().messageCount()).isZero();
    }

    @Test
    void is_deferred_when_nobody_listens() {
        smtp().close();
        assertDeferredWithoutReply(result(mail()));
    }

    @Test
    void is_refused_when_it_is_larger_than_the_relay_takes() {
        reopen(relay().maxMessageSize(20_000));
        assertThat(result(Samples.mail("jane@example.com", Attachment.of("a.bin", new byte[40_000]))))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(smtp().messageCount()).isZero();
        reopen(relay().without(SmtpCapability.SIZE).maxMessageSize(20_000));
        assertThat(result(Samples.mail("jane@example.com", Attachment.of("a.bin", new byte[40_000]))))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(smtp().messageCount()).isZero();
    }

    @Test
    void goes_on_after_the_relay_has_closed_an_idle_connection() {
        smtp().on("BODY").proceed().then().closeSocket();
        LaneDispatcher lane = lane(1);
        assertThat(sent.result(lane, mail())).isInstanceOf(SendResult.Accepted.class);
        SendResult result = sent.result(lane, mail());
        assertThat(result).isNotInstanceOf(SendResult.Refused.class);
        assertThat(smtp().messageCount()).isEqualTo(result instanceof SendResult.Accepted ? 2 : 1);
        assertStillSends(lane, smtp().messageCount());
    }

    private void assertDeferred(SmtpReply reply) {
        LaneDispatcher lane = lane(1);
        SendResult result = sent.result(lane, mail());
        assertThat(result).isInstanceOf(SendResult.Deferred.class);
        assertThat(result.reply()).isEqualTo(reply);
        assertStillSends(lane, 0);
    }

    private void assertRefused(SmtpReply reply) {
        LaneDispatcher lane = lane(1);
        SendResult result = sent.result(lane, mail());
        assertThat(result).isInstanceOf(SendResult.Refused.class);
        assertThat(result.reply()).isEqualTo(reply);
        assertStillSends(lane, 0);
    }

    private void assertUncertain(int received) {
        LaneDispatcher lane = lane(1);
        SendResult result = sent.result(lane, mail());
        assertThat(result).isInstanceOf(SendResult.Uncertain.class);
        assertThat(result.reply().code()).isZero();
        assertThat(smtp().messageCount()).isEqualTo(received);
        assertStillSends(lane, received);
    }

    private static void assertDeferredWithoutReply(SendResult result) {
        assertThat(result).isInstanceOf(SendResult.Deferred.class);
        assertThat(result.reply().code()).isZero();
        assertThat(result.reply().text()).isNotBlank();
    }
}
