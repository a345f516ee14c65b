package dev.triggered.testkit;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.Lane;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CapturingDispatcherTest {
    private final CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(2);
    private final LaneDispatcher lane = dispatcher.open(Lane.named("orders"));
    private final List<SendResult> results = Collections.synchronizedList(new ArrayList<>());

    @Test
    void keeps_what_it_is_given_as_a_reader_sees_it() throws IOException {
        OutgoingMail mail = Samples.mail(
                "jane@example.com",
                new RenderedMail("Grüße zu 4711", "<p>Grüße</p>", "Grüße,\nAcme\n"),
                Attachment.of("Rechnung ü.pdf", new byte[] {1, 2, 3}),
                Attachment.of("logo.png", new byte[] {4}).inline("logo"));
        lane.send(mail, results::add);
        assertThat(dispatcher.awaitMail())
                .isTo("jane@example.com")
                .hasSender("orders@notify.acme.example")
                .hasSubject("Grüße zu 4711")
                .hasText("Grüße,\nAcme\n")
                .hasHtmlContaining("<p>Grüße</p>")
                .hasHeader("From", "Acme Orders <orders@notify.acme.example>")
                .hasHeader("To", "Jane Doe <jane@example.com>")
                .hasHeader("Date", "Thu, 1 Jan 2026 00:00:00 +0000")
                .hasHeader("Auto-Submitted", "auto-generated")
                .hasHeader("Message-ID", mail.header().messageIdField())
                .hasNoHeader("Reply-To")
                .hasAttachment("Rechnung ü.pdf", new byte[] {1, 2, 3})
                .hasAttachment("logo.png", new byte[] {4});
        assertThat(dispatcher.awaitMail().attachment("logo.png").contentId()).isEqualTo("logo");
        assertThat(results).containsExactly(SendResults.accepted());
        ByteArrayOutputStream composed = new ByteArrayOutputStream();
        dispatcher.compose(mail, composed);
        assertThat(CapturedMail.parse("a", "b", composed.toByteArray())).hasSubject("Grüße zu 4711");
    }

    @Test
    void writes_a_mail_without_html_or_without_text() {
        lane.send(Samples.mail("jane@example.com", new RenderedMail("t", "", "text")), results::add);
        lane.send(Samples.mail("jane@example.com", new RenderedMail("h", "<p>html</p>", "")), results::add);
        List<CapturedMail> mails = dispatcher.awaitMails(2);
        assertThat(mails.get(0)).hasText("text").hasHeader("Content-Type", "text/plain; charset=utf-8");
        assertThat(mails.get(1)).hasText("").hasHtmlContaining("<p>html</p>");
    }

    @Test
    void answers_as_it_is_told() {
        SendResult later = SendResults.deferred(450, "busy");
        SendResult never = SendResults.refused(550, "no such user");
        dispatcher.answering(later).whenRecipient("Joe@example.com", never, later);
        send("joe@example.com", "jane@example.com", "joe@example.com", "joe@example.com");
        assertThat(results).containsExactly(never, later, later, SendResults.accepted());
        assertThat(dispatcher.attempts()).hasSize(4);
        assertThat(dispatcher.mails()).hasSize(1);
        assertThat(dispatcher.awaitMailTo("JOE@example.com")).isTo("joe@example.com");
        dispatcher.otherwise(mail -> SendResults.uncertain());
        send("ann@example.com");
        assertThat(results.get(4)).isInstanceOf(SendResult.Uncertain.class);
    }

    @Test
    void holds_mails_until_they_are_released_in_order() {
        dispatcher.hold();
        send("a@example.com", "b@example.com");
        dispatcher.awaitUnderWay(2);
        assertThat(results).isEmpty();
        assertThat(dispatcher.releaseNext()).isTo("a@example.com");
        assertThat(results).hasSize(1);
        send("c@example.com");
        assertThat(dispatcher.underWay()).isEqualTo(2);
        dispatcher.release();
        assertThat(dispatcher.mails())
                .extracting(CapturedMail::recipient)
                .containsExactly("a@example.com", "b@example.com", "c@example.com");
        send("d@example.com");
        assertThat(dispatcher.awaitMails(4)).hasSize(4);
        assertThatIllegalStateException().isThrownBy(dispatcher::releaseNext);
    }

    @Test
    void holds_one_lane_and_not_another() {
        dispatcher.holdLane("bulk");
        dispatcher.open(Lane.named("bulk")).send(Samples.mail("a@example.com"), results::add);
        send("b@example.com");
        assertThat(dispatcher.awaitMail()).isTo("b@example.com");
        assertThat(dispatcher.underWay()).isEqualTo(1);
    }

    @Test
    void refuses_more_than_its_capacity() {
        dispatcher.hold();
        send("a@example.com", "b@example.com");
        assertThatIllegalStateException()
                .isThrownBy(() -> send("c@example.com"))
                .withMessageContaining("orders");
        dispatcher.release();
        send("c@example.com");
        assertThat(results).hasSize(3);
        assertThat(lane.capacity()).isEqualTo(2);
        assertThat(CapturingDispatcher.create()
                        .open(Lane.named("x").connections(7))
                        .capacity())
                .isEqualTo(7);
    }

    @Test
    void refuses_a_mail_that_cannot_be_made() {
        Attachment broken = Attachment.lazily("a.pdf", () -> {
            throw new IOException("the archive is away");
        });
        lane.send(Samples.mail("jane@example.com", broken), results::add);
        Attachment large = Attachment.of("large.pdf", new byte[10_000_001]);
        lane.send(Samples.mail("jane@example.com", large), results::add);
        assertThat(results).hasSize(2).allMatch(SendResult.Refused.class::isInstance);
        assertThat(results.get(0).reply().text()).isEqualTo("the archive is away");
        assertThat(results.get(1).reply().text()).contains("10000000", "large.pdf");
        assertThat(dispatcher.attempts()).isEmpty();
        assertThat(dispatcher.underWay()).isZero();
    }

    @Test
    void ends_what_is_held_when_it_is_closed() {
        dispatcher.hold();
        send("a@example.com", "b@example.com");
        dispatcher.close();
        dispatcher.close();
        assertThat(results).hasSize(2).allMatch(SendResult.Deferred.class::isInstance);
        send("c@example.com");
        assertThat(results).hasSize(3).allMatch(SendResult.Deferred.class::isInstance);
        assertThat(dispatcher.mails()).isEmpty();
    }

    @Test
    void forgets_when_it_is_told() {
        send("a@example.com");
        dispatcher.clear();
        assertThat(dispatcher.mails()).isEmpty();
        assertThat(dispatcher.attempts()).isEmpty();
    }

    @Test
    void takes_mails_from_many_lanes_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                LaneDispatcher own = dispatcher.open(Lane.named("lane " + i));
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        own.send(Samples.mail("jane@example.com"), results::add);
                    }
                }));
            }
            assertThat(dispatcher.awaitMails(400))
                    .extracting(CapturedMail::messageId)
                    .doesNotHaveDuplicates();
            for (Future<?> each : all) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(results).hasSize(400);
    }

    @Test
    void refuses_a_code_that_does_not_fit_its_result() {
        assertThatThrownBy(() -> SendResults.deferred(550, "x")).hasMessageContaining("550");
        assertThatThrownBy(() -> SendResults.refused(450, "x")).hasMessageContaining("450");
    }

    private void send(String... recipients) {
        for (String recipient : recipients) {
            lane.send(Samples.mail(recipient), results::add);
        }
    }
}
