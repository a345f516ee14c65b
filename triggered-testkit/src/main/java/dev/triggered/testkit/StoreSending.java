package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastState;
import dev.triggered.ConflictException;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.RejectedRow;
import dev.triggered.StreamState;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The life of a broadcast with a store below it: who is written to, what holds it, and how it ends and goes on. */
abstract class StoreSending extends EngineScenarios {
    private static final ExternalEvent NOTICE = ExternalEvent.named("notice-given");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<RejectedRow> rejected = new CopyOnWriteArrayList<>();

    StoreSending(Supplier<MailStore> factory) {
        super(factory, CapturingDispatcher.withCapacity(16));
    }

    @Override
    List<MailStream> defined() {
        return List.of(stream("notice").build(), stream("other").build());
    }

    @Override
    MailSettings settings() {
        return MailSettings.standard();
    }

    @Test
    void writes_to_each_address_once_and_says_who_cannot_be_written_to() throws InterruptedException {
        List<String> addresses = List.of(
                "jane@example.com",
                "JANE@Example.COM",
                "nobody@",
                "joe@müller.example",
                "joe@xn--mller-kva.example",
                "ann@example.com");
        Broadcast broadcast = mail.broadcast(
                "notice",
                Recipients.of(addresses, Trigger::to),
                options("outage").onRejected(rejected::add));
        assertThat(broadcast.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(recipients())
                .containsExactlyInAnyOrder("jane@example.com", "joe@xn--mller-kva.example", "ann@example.com");
        assertThat(broadcast.progress().counts()).isEqualTo(new BroadcastProgress.Counts(6, 3, 2, 1, 0));
        assertThat(broadcast.progress().ended()).isEqualTo(3);
        assertThat(broadcast.progress().fraction()).hasValue(1);
        assertThat(broadcast.outcomes()).isEqualTo(Map.of(MessageState.SENT, 3L));
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.recipient()).isEqualTo("nobody@");
        });
        assertThat(mail.broadcasts().list()).extracting(Broadcast::id).containsExactly("outage");
    }

    @Test
    void leaves_out_who_must_not_be_written_to_also_when_that_is_said_meanwhile() throws InterruptedException {
        mail.suppressions().add("Jane1@EXAMPLE.com", SuppressionReason.SPAM_COMPLAINT);
        dispatcher.hold();
        Broadcast broadcast = broadcast(100);
        awaitSeen(broadcast, "all are read", () -> broadcast.progress().waiting() == 99);
        mail.suppressions().add("jane99@example.com", SuppressionReason.SPAM_COMPLAINT);
        dispatcher.release();
        assertThat(broadcast.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(broadcast.progress().counts()).isEqualTo(new BroadcastProgress.Counts(100, 99, 0, 0, 1));
        assertThat(broadcast.outcomes()).isEqualTo(Map.of(MessageState.SENT, 98L, MessageState.SUPPRESSED, 1L));
        assertThat(recipients()).hasSize(98).doesNotContain("jane1@example.com", "jane99@example.com");
    }

    @Test
    void is_done_once_and_for_all() throws InterruptedException {
        broadcast(3).await(PATIENCE);
        Broadcast again = mail.broadcast(
                "notice",
                () -> {
                    throw new AssertionError("nothing is read");
                },
                options("outage"));
        assertThat(again.state()).isEqualTo(BroadcastState.DONE);
        assertThatThrownBy(again::cancel)
                .isInstanceOf(ConflictException.class)
                .hasMessage("broadcast 'outage' is DONE and cannot be cancelled");
        assertThatThrownBy(again::pause)
                .isInstanceOf(ConflictException.class)
                .hasMessage("broadcast 'outage' is DONE and cannot be paused");
        assertThatThrownBy(again::resume)
                .isInstanceOf(ConflictException.class)
                .hasMessage("broadcast 'outage' is DONE and cannot be resumed");
        assertThat(streamState()).isEqualTo(StreamState.LIVE);
        assertThatThrownBy(() -> mail.broadcast("other", people(1), options("outage")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is one of another stream than 'other'");
        assertThat(recipients()).hasSize(3);
    }

    @Test
    void goes_on_where_its_source_failed_and_writes_to_nobody_twice() throws InterruptedException {
        Stream<Trigger> broken = IntStream.range(0, 1_000).mapToObj(number -> {
            if (number == 700) {
                throw new IllegalStateException("the line went dead");
            }
            return person(number);
        });
        Broadcast first = mail.broadcast("notice", Recipients.of(broken), options("outage"));
        assertThat(first.await(PATIENCE)).isEqualTo(BroadcastState.FAILED);
        assertThat(first.fault())
                .isEqualTo(
                        "after 700 recipients the source failed: java.lang.IllegalStateException: the line went dead");
        Broadcast second = broadcast(1_000);
        assertThat(second.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(second.fault()).isEmpty();
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(1_000));
        assertThat(second.progress().counts()).isEqualTo(new BroadcastProgress.Counts(1_000, 1_000, 700, 0, 0));
        assertThat(second.outcomes()).isEqualTo(Map.of(MessageState.SENT, 1_000L));
    }

    @Test
    void is_no_further_ahead_than_it_may_be() {
        dispatcher.hold();
        Broadcast broadcast =
                mail.broadcast("notice", people(2_000), options("outage").ahead(400));
        awaitSeen(broadcast, "two batches", () -> broadcast.progress().waiting() == 400);
        assertThat(broadcast.progress().counts().accepted()).isEqualTo(400);
        dispatcher.release();
        awaitState(broadcast, BroadcastState.DONE);
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(2_000));
    }

    @Test
    void is_paused_with_its_stream_and_resumed_with_it() throws InterruptedException {
        Broadcast broadcast = broadcast(2_000, 400);
        dispatcher.awaitMails(50);
        broadcast.pause();
        int sent = dispatcher.attempts().size();
        assertThat(broadcast.state()).isEqualTo(BroadcastState.PAUSED);
        assertThat(streamState()).isEqualTo(StreamState.PAUSED);
        assertThat(broadcast.await(Duration.ofMillis(100))).isEqualTo(BroadcastState.PAUSED);
        assertThat(dispatcher.attempts()).hasSize(sent);
        broadcast.resume();
        assertThat(streamState()).isEqualTo(StreamState.LIVE);
        assertThat(broadcast.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(2_000));
        assertThat(mail.streams().changes("notice").get(0).by()).isEqualTo("broadcast 'outage'");
    }

    @Test
    void stalls_while_its_stream_is_paused_or_stopped() throws InterruptedException {
        Broadcast broadcast = broadcast(2_000, 400);
        mail.streams().stop("notice");
        int sent = dispatcher.attempts().size();
        assertThat(broadcast.await(Duration.ofMillis(200))).isEqualTo(BroadcastState.RUNNING);
        assertThat(dispatcher.attempts()).hasSize(sent);
        assertThatThrownBy(() -> mail.streams().delete("notice"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("broadcast 'outage', which is RUNNING: cancel it");
        mail.streams().launch("notice");
        assertThat(broadcast.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(2_000));
        assertThat(broadcast.progress().counts().rejected()).isZero();
    }

    @Test
    void ends_what_waits_when_it_is_cancelled_and_nothing_else() throws InterruptedException {
        dispatcher.hold();
        MessageId ordinary = mail.trigger(NOTICE, Trigger.to("ordinary@example.com")).answers().stream()
                .filter(answer -> answer.stream().equals("notice"))
                .findFirst()
                .flatMap(answer -> answer.messageId())
                .orElseThrow();
        Broadcast broadcast = broadcast(2_000, 400);
        awaitSeen(broadcast, "it is ahead", () -> broadcast.progress().waiting() == 400);
        Thread releasing = new Thread(() -> {
            Monitor.awaitSeen(() -> streamState() == StreamState.PAUSED, () -> "the stream is not quiet");
            dispatcher.release();
        });
        releasing.start();
        broadcast.cancel();
        releasing.join();
        assertThat(broadcast.await(PATIENCE)).isEqualTo(BroadcastState.CANCELLED);
        assertThat(streamState()).isEqualTo(StreamState.LIVE);
        Map<MessageState, Long> outcomes = broadcast.outcomes();
        assertThat(outcomes.keySet()).isSubsetOf(MessageState.SENT, MessageState.CANCELLED);
        assertThat(outcomes.get(MessageState.CANCELLED)).isGreaterThan(300);
        awaitSeen(broadcast, "the ordinary one is sent", () -> state(ordinary) == MessageState.SENT);
        assertThat(broadcast(2_000).state()).isEqualTo(BroadcastState.CANCELLED);
        assertThat(mail.broadcast("notice", people(3), options("next")).await(PATIENCE))
                .isEqualTo(BroadcastState.DONE);
    }

    @Test
    void is_the_only_one_of_its_stream() {
        dispatcher.hold();
        broadcast(2_000, 400);
        assertThatThrownBy(() -> mail.broadcast("notice", people(1), options("second")))
                .isInstanceOf(ConflictException.class)
                .hasMessage("stream 'notice' is being broadcast as 'outage': wait for its end, or cancel it");
        assertThatThrownBy(() -> broadcast(1))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("runs in this process already");
        assertThat(mail.broadcasts().find("second")).isEmpty();
        mail.broadcast("other", people(1), options("second"));
    }

    private Broadcast broadcast(int people) {
        return mail.broadcast("notice", people(people), options("outage"));
    }

    private Broadcast broadcast(int people, int ahead) {
        return mail.broadcast("notice", people(people), options("outage").ahead(ahead));
    }

    private static BroadcastOptions options(String id) {
        return BroadcastOptions.id(id);
    }

    private static Recipients people(int count) {
        return Recipients.of(IntStream.range(0, count).boxed().toList(), StoreSending::person);
    }

    private static Trigger person(int number) {
        return Trigger.to("jane" + number + "@example.com").with("number", number);
    }

    private static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "jane" + number + "@example.com")
                .toList();
    }

    private List<String> recipients() {
        List<String> recipients = new ArrayList<>();
        dispatcher.attempts().forEach(each -> recipients.add(each.recipient()));
        return recipients;
    }

    private StreamState streamState() {
        return mail.streams().find("notice").orElseThrow().state();
    }

    private MessageState state(MessageId id) {
        return mail.messages().find(id).orElseThrow().state();
    }

    private static void awaitState(Broadcast broadcast, BroadcastState state) {
        awaitSeen(broadcast, "it is " + state, () -> broadcast.state() == state);
    }

    private static void awaitSeen(Broadcast broadcast, String what, BooleanSupplier condition) {
        Monitor.awaitSeen(condition, () -> "not seen: " + what + ", but " + broadcast.progress());
    }

    private static MailStream.Builder stream(String name) {
        return MailStream.named(name)
                .on(NOTICE)
                .purpose(Purpose.SERVICE_NOTICE)
                .from("Acme <notice@notify.acme.example>")
                .template(name)
                .broadcast();
    }
}
