package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.ConflictException;
import dev.triggered.DeliveryPolicy;
import dev.triggered.EventUse;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.RenderAs;
import dev.triggered.StreamChange;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.StreamVersion;
import dev.triggered.Streams;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.Verdict;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole life of a stream with a store below it: what is sent, held and refused, by which version, and what is on record. */
abstract class StoreLiving extends EngineScenarios {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");

    private final ManualClock clock = ManualClock.at(Samples.START);

    StoreLiving(Supplier<MailStore> factory) {
        super(factory, CapturingDispatcher.create());
    }

    @Override
    List<MailStream> defined() {
        return List.of(stream("orders", "version 1").build());
    }

    @Override
    MailSettings settings() {
        return MailSettings.standard().time(clock);
    }

    @Test
    void a_stream_of_code_is_live_and_listed() {
        assertThat(streams().list()).singleElement().satisfies(info -> {
            assertThat(info.name()).isEqualTo("orders");
            assertThat(info.state()).isEqualTo(StreamState.LIVE);
            assertThat(info.version()).isEqualTo(1);
            assertThat(info.changedBy()).isEqualTo("code");
            assertThat(info.faults()).isEmpty();
            assertThat(info.stream().content()).hasValue(content("version 1"));
            assertThat(info.stream().lane()).isEqualTo(Lane.named("orders"));
        });
        assertThat(streams().find("nobody")).isEmpty();
        assertThat(verdict(trigger(1))).isEqualTo(Verdict.ACCEPTED);
        assertThat(subject()).isEqualTo("version 1");
    }

    @Test
    void a_paused_stream_holds_and_sends_in_order_when_it_is_resumed() {
        assertThat(streams().pause("orders").state()).isEqualTo(StreamState.PAUSED);
        List<MessageId> held = triggerSome(5);
        held.forEach(id -> awaitState(id, MessageState.HELD));
        assertThat(dispatcher.attempts()).isEmpty();
        assertThat(streams().resume("orders").state()).isEqualTo(StreamState.LIVE);
        assertThat(dispatcher.awaitMails(5))
                .extracting(CapturedMail::recipient)
                .containsExactlyElementsOf(recipients(5));
    }

    @Test
    void pausing_waits_for_what_is_with_the_dispatcher_and_puts_back_what_is_not() throws InterruptedException {
        dispatcher.hold();
        List<MessageId> ids = triggerSome(7);
        dispatcher.awaitUnderWay(4);
        Thread pausing = new Thread(() -> streams().pause("orders"));
        pausing.start();
        Monitor.awaitSeen(
                () -> streams().find("orders").orElseThrow().state() == StreamState.PAUSED, () -> "it is not paused");
        assertThat(pausing.isAlive()).isTrue();
        dispatcher.release();
        pausing.join();
        assertThat(dispatcher.attempts()).hasSize(4);
        ids.subList(4, 7).forEach(id -> awaitState(id, MessageState.HELD));
        ids.subList(0, 4).forEach(id -> awaitState(id, MessageState.SENT));
        streams().resume("orders");
        assertThat(dispatcher.awaitMails(7)).extracting(CapturedMail::recipient).containsAll(recipients(7));
    }

    @Test
    void what_expired_while_it_was_held_is_not_sent() {
        streams().pause("orders");
        TriggerReceipt.Answer answer = mail.trigger(
                        ORDER, to(1).expiresAt(clock.instant().plusSeconds(60)))
                .answers()
                .get(0);
        MessageId id = answer.messageId().orElseThrow();
        awaitState(id, MessageState.HELD);
        clock.advance(Duration.ofMinutes(2));
        streams().resume("orders");
        awaitState(id, MessageState.EXPIRED);
        assertThat(dispatcher.attempts()).isEmpty();
    }

    @Test
    void a_stopped_stream_refuses_and_sends_what_it_held_when_it_is_launched_again() {
        streams().pause("orders");
        MessageId held = trigger(1).messageId().orElseThrow();
        assertThat(streams().stop("orders").state()).isEqualTo(StreamState.STOPPED);
        TriggerReceipt.Answer refused = trigger(2);
        assertThat(verdict(refused)).isEqualTo(Verdict.STREAM_STOPPED);
        assertThat(refused.reason()).isEqualTo("stream 'orders' is stopped: launch it first");
        assertThat(refused.messageId()).isEmpty();
        assertThat(streams().launch("orders").state()).isEqualTo(StreamState.LIVE);
        awaitState(held, MessageState.SENT);
        assertThat(dispatcher.attempts()).hasSize(1);
    }

    @Test
    void an_edit_is_another_version_and_mends_what_waits() {
        streams().pause("orders");
        trigger(1);
        StreamInfo info = streams().by("ana").publish(edited("version 2"));
        assertThat(info.version()).isEqualTo(2);
        assertThat(info.changedBy()).isEqualTo("ana");
        assertThat(trigger(2).messageId()).isPresent();
        streams().resume("orders");
        assertThat(dispatcher.awaitMails(2)).extracting(CapturedMail::subject).containsOnly("version 2");
    }

    @Test
    void what_was_held_is_made_as_it_was_triggered_where_that_is_asked_for() {
        streams().pause("orders");
        MessageId first = trigger(1).messageId().orElseThrow();
        awaitState(first, MessageState.HELD);
        streams().publish(edited("version 2"));
        clock.advance(Duration.ofSeconds(1));
        awaitState(trigger(2).messageId().orElseThrow(), MessageState.HELD);
        clock.advance(Duration.ofSeconds(1));
        streams().resume("orders", RenderAs.AS_TRIGGERED);
        streams().publish(edited("version 3"));
        clock.advance(Duration.ofSeconds(1));
        dispatcher.awaitMails(2);
        trigger(3);
        assertThat(dispatcher.awaitMails(3))
                .extracting(CapturedMail::subject)
                .containsExactly("version 1", "version 2", "version 3");
        assertThat(mail.messages().find(first).orElseThrow().message().version())
                .isEqualTo(1);
    }

    @Test
    void an_edit_of_an_older_version_is_refused_and_changes_nothing() {
        MailStream old = newest();
        streams().by("ana").publish(edited("version 2"));
        assertThatThrownBy(() ->
                        streams().publish(old.edit().content(content("lost")).build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(
                        "this is an edit of version 1 of stream 'orders', whose newest version is 2, changed by ana");
        assertThatThrownBy(() -> streams().publish(stream("orders", "lost").build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("this is no edit of stream 'orders'");
        assertThat(newest().content()).hasValue(content("version 2"));
    }

    @Test
    void an_edit_that_cannot_be_sent_is_refused_with_all_that_is_wrong() {
        assertThatThrownBy(() -> streams()
                        .publish(newest().edit()
                                .content(content("broken"))
                                .from("x@elsewhere.example")
                                .build()))
                .isInstanceOfSatisfying(
                        InvalidStreamException.class,
                        e -> assertThat(e.faults()).hasSize(2));
        assertThat(newest().version()).isEqualTo(1);
    }

    @Test
    void an_earlier_version_can_be_had_again_as_the_newest() {
        streams().publish(edited("version 2"));
        assertThat(streams().rollBack("orders", 1).version()).isEqualTo(3);
        trigger(1);
        assertThat(subject()).isEqualTo("version 1");
        assertThatThrownBy(() -> streams().rollBack("orders", 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 'orders' has no version 9, the newest is 3");
        assertThatThrownBy(() -> streams().rollBack("orders", 3)).isInstanceOf(ConflictException.class);
        assertThat(streams().versions("orders"))
                .extracting(StreamVersion::number)
                .containsExactly(3, 2, 1);
        assertThat(streams().versions("orders").get(1).stream().content()).hasValue(content("version 2"));
    }

    @Test
    void a_stream_is_made_at_run_time_launched_and_used() {
        ExternalEvent reset =
                ExternalEvent.named("reset-asked").requires("link").secret("link");
        StreamInfo draft = streams()
                .by("ben")
                .create(stream("resets", "Reset")
                        .on(reset)
                        .purpose(Purpose.PASSWORD_RESET)
                        .delivery(DeliveryPolicy.standard().expireAfter(Duration.ofMinutes(10)))
                        .build());
        assertThat(draft.state()).isEqualTo(StreamState.DRAFT);
        assertThat(mail.trigger(reset, to(1).with("link", "x")).answers().get(0).verdict())
                .isEqualTo(Verdict.NO_STREAM);
        streams().launch("resets");
        assertThat(mail.trigger("reset-asked", to(1)).answers().get(0).verdict())
                .isEqualTo(Verdict.MISSING_DATA);
        mail.trigger("reset-asked", to(1).with("link", "x")).orThrow();
        assertThat(subject()).isEqualTo("Reset");
        assertThat(mail.events().usages("reset-asked")).containsExactly(new EventUse(EventUse.Kind.STREAM, "resets"));
        assertThatThrownBy(() -> streams().create(stream("orders", "again").build()))
                .isInstanceOf(ConflictException.class)
                .hasMessage("there is already a stream named 'orders': choose another name");
    }

    @Test
    void a_copy_is_a_draft_of_its_own() {
        StreamInfo copy = streams().copy("orders", "orders in Austria");
        assertThat(copy.state()).isEqualTo(StreamState.DRAFT);
        assertThat(copy.version()).isEqualTo(1);
        assertThat(copy.stream().content()).hasValue(content("version 1"));
        assertThat(copy.stream().lane()).isEqualTo(Lane.named("orders in Austria"));
        streams().publish(copy.stream().edit().content(content("Servus")).build());
        streams().launch("orders in Austria");
        mail.trigger(ORDER, to(1)).orThrow();
        assertThat(dispatcher.awaitMails(2))
                .extracting(CapturedMail::subject)
                .containsExactlyInAnyOrder("version 1", "Servus");
    }

    @Test
    void a_renamed_stream_keeps_its_messages_its_ids_and_its_former_name() {
        streams().pause("orders");
        MessageId held = mail.trigger(ORDER, to(1).id("4711"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        assertThat(streams().rename("orders", "receipts").name()).isEqualTo("receipts");
        assertThat(streams().find("orders").orElseThrow().name()).isEqualTo("receipts");
        TriggerReceipt.Answer again =
                mail.trigger(ORDER, to(1).id("4711")).answers().get(0);
        assertThat(again.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(again.stream()).isEqualTo("receipts");
        streams().resume("receipts");
        awaitState(held, MessageState.SENT);
        assertThatThrownBy(() -> streams().create(stream("orders", "new").build()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("'orders' is a former name of the stream 'receipts'");
    }

    @Test
    void what_a_paused_stream_holds_can_be_discarded() {
        streams().pause("orders");
        List<MessageId> ids = triggerSome(3);
        MessageId later = mail.trigger(ORDER, to(9).notBefore(clock.instant().plusSeconds(3_600)))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        assertThat(streams().by("ana").discard("orders")).isEqualTo(4);
        ids.forEach(id -> awaitState(id, MessageState.CANCELLED));
        awaitState(later, MessageState.CANCELLED);
        streams().resume("orders");
        assertThatThrownBy(() -> streams().discard("orders"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("stream 'orders' is LIVE and cannot be discarded");
        assertThat(dispatcher.attempts()).isEmpty();
    }

    @Test
    void a_stream_in_use_is_not_deleted() {
        assertThatThrownBy(() -> streams().delete("orders"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is LIVE and cannot be deleted");
        streams().pause("orders");
        trigger(1);
        streams().stop("orders");
        assertThatThrownBy(() -> streams().delete("orders"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("messages that have not ended");
        streams().discard("orders");
        streams().delete("orders");
        assertThat(streams().list()).isEmpty();
        assertThat(verdict(trigger(2))).isEqualTo(Verdict.NO_STREAM);
        assertThat(streams().create(stream("orders", "anew").build()).version()).isEqualTo(1);
    }

    @Test
    void each_change_is_on_record() {
        Streams ana = streams().by("ana");
        ana.pause("orders");
        ana.publish(edited("version 2"));
        ana.resume("orders");
        ana.stop("orders");
        ana.launch("orders");
        ana.rename("orders", "receipts");
        assertThat(streams().changes("orders"))
                .extracting(StreamChange::kind)
                .containsExactly(
                        StreamChange.Kind.RENAMED,
                        StreamChange.Kind.LAUNCHED,
                        StreamChange.Kind.STOPPED,
                        StreamChange.Kind.RESUMED,
                        StreamChange.Kind.PUBLISHED,
                        StreamChange.Kind.PAUSED,
                        StreamChange.Kind.CREATED);
        assertThat(streams().changes("receipts").get(0))
                .isEqualTo(new StreamChange(
                        StreamChange.Kind.RENAMED, "receipts", 2, Samples.START, "ana", "was 'orders'"));
    }

    @Test
    void what_a_state_does_not_allow_is_refused_and_says_which_ones_do() {
        assertThatThrownBy(() -> streams().launch("orders"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("stream 'orders' is LIVE and cannot be launched: that takes [DRAFT, STOPPED]");
        assertThatThrownBy(() -> streams().resume("orders")).isInstanceOf(ConflictException.class);
        streams().create(stream("draft", "x").build());
        assertThatThrownBy(() -> streams().pause("draft")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> streams().stop("draft")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> streams().pause("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no stream is named 'nobody'");
        streams().pause("orders");
        assertThat(streams().pause("orders").state()).isEqualTo(StreamState.PAUSED);
    }

    @Test
    void events_are_made_renamed_and_deleted_unless_they_are_in_use() {
        long id = mail.events()
                .create(ExternalEvent.named("shipped").requires("parcel"))
                .id();
        assertThat(mail.events().rename("shipped", "parcel-left").id()).isEqualTo(id);
        assertThat(mail.events().find("shipped").orElseThrow().event())
                .isEqualTo(ExternalEvent.named("parcel-left").requires("parcel"));
        assertThatThrownBy(() -> mail.events().create(ExternalEvent.named("shipped")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> mail.events().delete("order-placed"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("event 'order-placed' is in use by stream 'orders'");
        mail.events().delete("parcel-left");
        assertThat(mail.trigger("shipped", to(1)).answers().get(0).verdict()).isEqualTo(Verdict.UNKNOWN_EVENT);
    }

    @Test
    void a_renamed_event_still_reaches_its_streams_by_both_names() {
        mail.events().by("ana").rename("order-placed", "order-received");
        assertThat(verdict(trigger(1))).isEqualTo(Verdict.ACCEPTED);
        assertThat(mail.trigger("order-received", to(2)).accepted()).isTrue();
        assertThat(mail.events().changes("order-received").get(0).by()).isEqualTo("ana");
        assertThat(newest().event().name()).isEqualTo("order-received");
    }

    @Test
    void explaining_says_that_it_would_be_held_or_refused() {
        streams().pause("orders");
        assertThat(mail.explain(ORDER, to(1)).steps().get(0).answer().verdict()).isEqualTo(Verdict.HELD);
        streams().stop("orders");
        assertThat(mail.explain(ORDER, to(1)).steps().get(0).answer().verdict()).isEqualTo(Verdict.STREAM_STOPPED);
    }

    private Streams streams() {
        return mail.streams();
    }

    private static MailStream.Builder stream(String name, String subject) {
        return MailStream.named(name)
                .on(ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("\"Acme, \\\"Orders\\\"\" <orders@notify.acme.example>", "help@acme.example")
                .content(content(subject));
    }

    private static MailContent content(String subject) {
        return MailContent.of(subject).text("Thank you.");
    }

    private MailStream newest() {
        return streams().find("orders").orElseThrow().stream();
    }

    private MailStream edited(String subject) {
        return newest().edit().content(content(subject)).build();
    }

    private static Trigger to(int number) {
        return Trigger.to("jane" + number + "@example.com");
    }

    private TriggerReceipt.Answer trigger(int number) {
        return mail.trigger(ORDER, to(number)).answers().get(0);
    }

    private List<MessageId> triggerSome(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> trigger(number).messageId().orElseThrow())
                .toList();
    }

    private static List<String> recipients(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "jane" + number + "@example.com")
                .toList();
    }

    private static Verdict verdict(TriggerReceipt.Answer answer) {
        return answer.verdict();
    }

    private String subject() {
        return dispatcher.awaitMail().subject();
    }
}
