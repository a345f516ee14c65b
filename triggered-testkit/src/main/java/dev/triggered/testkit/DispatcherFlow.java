package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many mails go at once, what each ends as, and what remains when all is closed. */
abstract class DispatcherFlow extends DispatcherContent {
    DispatcherFlow(Function<ScriptedSmtpServer, Dispatcher> factory, SmtpCapability... missing) {
        super(factory, missing);
    }

    @Test
    void connects_to_nothing_before_there_is_a_mail() {
        lane(4);
        assertThat(smtp().connections()).isZero();
    }

    @Test
    void takes_a_mail_without_waiting_for_the_relay() {
        SmtpGate gate = new SmtpGate();
        smtp().on("CONNECT").hold(gate);
        OutgoingMail mail = mail();
        sent.send(lane(1), mail);
        gate.awaitArrival(SOON);
        assertThat(sent.of(mail.header().id())).isEmpty();
        gate.open();
        assertThat(sent.await(mail)).isInstanceOf(SendResult.Accepted.class);
    }

    @Test
    void takes_as_many_mails_as_its_capacity_and_no_more() {
        SmtpGate gate = new SmtpGate();
        smtp().on("MAIL").always().hold(gate);
        LaneDispatcher lane = lane(2);
        int capacity = lane.capacity();
        assertThat(capacity).isPositive();
        List<OutgoingMail> mails =
                IntStream.range(0, capacity).mapToObj(n -> mail()).toList();
        mails.forEach(mail -> sent.send(lane, mail));
        OutgoingMail more = mail();
        assertThatIllegalStateException().isThrownBy(() -> sent.send(lane, more));
        gate.awaitArrival(SOON);
        assertThat(smtp().openConnections()).isBetween(1, 2);
        gate.open();
        sent.awaitAll();
        assertThat(mails).allSatisfy(mail -> assertThat(sent.await(mail)).isInstanceOf(SendResult.Accepted.class));
        assertThat(sent.of(more.header().id())).isEmpty();
        assertThat(lane.capacity()).isEqualTo(capacity);
        assertStillSends(lane, capacity);
    }

    @Test
    void has_room_again_when_it_tells_how_a_mail_ended() {
        LaneDispatcher lane = lane(1);
        OutgoingMail next = mail();
        for (int i = 0; i < lane.capacity() - 1; i++) {
            sent.send(lane, mail());
        }
        lane.send(mail(), result -> sent.send(lane, next));
        assertThat(sent.await(next)).isInstanceOf(SendResult.Accepted.class);
        sent.awaitAll();
    }

    @Test
    void sends_each_mail_once_over_several_connections() {
        LaneDispatcher lane = lane(4);
        List<OutgoingMail> mails = IntStream.range(0, 500).mapToObj(n -> mail()).toList();
        mails.forEach(mail -> sent.sendWhenFree(lane, mail));
        sent.awaitAll();
        assertThat(mails).allSatisfy(mail -> assertThat(sent.await(mail)).isInstanceOf(SendResult.Accepted.class));
        assertThat(smtp().messageIds()).containsExactlyInAnyOrderElementsOf(messageIds(mails));
    }

    @Test
    void tells_the_truth_about_each_mail_among_faults() {
        smtp().on("RCPT").nth(7).times(9).reply(450, "4.2.1", "busy");
        smtp().on("RCPT").nth(40).reply(550, "5.1.1", "no such user");
        smtp().on("BODY").nth(50).reply(554, "5.7.1", "no");
        smtp().on("MAIL").nth(80).reply(421, "4.3.2", "enough").then().closeSocket();
        smtp().on("BODY").nth(110).acceptSilently().then().resetSocket();
        smtp().on("BODY").nth(130).resetSocket();
        smtp().on("RCPT").nth(170).resetSocket();
        smtp().on("MAIL").nth(200).hang();
        LaneDispatcher lane = lane(4);
        List<OutgoingMail> mails = IntStream.range(0, 400).mapToObj(n -> mail()).toList();
        mails.forEach(mail -> sent.sendWhenFree(lane, mail));
        sent.awaitAll();
        List<String> received = smtp().messageIds();
        assertThat(mails).allSatisfy(mail -> {
            int copies = Collections.frequency(received, mail.header().messageIdField());
            SendResult result = sent.await(mail);
            if (result instanceof SendResult.Accepted) {
                assertThat(copies).as("copies of an accepted mail").isEqualTo(1);
            } else if (result instanceof SendResult.Uncertain) {
                assertThat(copies).as("copies of an uncertain mail").isLessThanOrEqualTo(1);
            } else {
                assertThat(copies).as("copies of a mail with %s", result).isZero();
            }
        });
        assertThat(results(mails, SendResult.Refused.class)).hasSize(2);
        assertThat(results(mails, SendResult.Uncertain.class)).isNotEmpty();
    }

    @Test
    void keeps_lanes_apart() {
        smtp().on("RCPT").forRecipient("bulk@example.com").always().hang();
        LaneDispatcher bulk = dispatcher().open(Lane.named("bulk").connections(1));
        LaneDispatcher urgent = dispatcher().open(Lane.named("urgent").connections(1));
        boolean overtaken = false;
        for (int attempt = 0; attempt < 5 && !overtaken; attempt++) {
            OutgoingMail stuck = Samples.mail("bulk@example.com");
            sent.send(bulk, stuck);
            assertThat(sent.result(urgent, mail())).isInstanceOf(SendResult.Accepted.class);
            overtaken = sent.of(stuck.header().id()).isEmpty();
            assertThat(sent.await(stuck)).isNotInstanceOf(SendResult.Accepted.class);
        }
        assertThat(overtaken)
                .as("a mail of one lane ends before the one that is stuck in another lane")
                .isTrue();
    }

    @Test
    void ends_each_mail_once_when_it_is_closed() {
        SmtpGate gate = new SmtpGate();
        smtp().on("BODY").hold(gate).then().hang();
        LaneDispatcher lane = lane(1);
        List<OutgoingMail> mails =
                IntStream.range(0, lane.capacity()).mapToObj(n -> mail()).toList();
        mails.forEach(mail -> sent.send(lane, mail));
        gate.awaitArrival(SOON);
        gate.open();
        dispatcher().close();
        sent.awaitAll();
        assertThat(sent.await(mails.get(0))).isInstanceOf(SendResult.Uncertain.class);
        dispatcher().close();
        smtp().awaitOpenConnections(0, SOON);
        assertThat(mails)
                .allSatisfy(mail -> assertThat(sent.of(mail.header().id())).hasSize(1));
    }

    @Test
    void closes_its_connections() {
        LaneDispatcher lane = lane(2);
        IntStream.range(0, 10).forEach(n -> sent.sendWhenFree(lane, mail()));
        sent.awaitAll();
        dispatcher().close();
        smtp().awaitOpenConnections(0, SOON);
        assertThat(smtp().messageCount()).isEqualTo(10);
    }

    private static List<String> messageIds(List<OutgoingMail> mails) {
        return mails.stream().map(mail -> mail.header().messageIdField()).toList();
    }

    private List<SendResult> results(List<OutgoingMail> mails, Class<? extends SendResult> kind) {
        return mails.stream().map(sent::await).filter(kind::isInstance).toList();
    }
}
