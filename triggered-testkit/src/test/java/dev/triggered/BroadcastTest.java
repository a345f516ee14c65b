package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broadcast does where something is in its way, by a clock that the test turns. */
class BroadcastTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TICK = Duration.ofMillis(500);

    private final CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(10);
    private final ShakyStore store = new ShakyStore();
    private final List<BroadcastProgress> progress = new CopyOnWriteArrayList<>();
    private final List<RejectedRow> rejected = new CopyOnWriteArrayList<>();
    private final Shop shop = new Shop()
            .with(dispatcher)
            .with(store)
            .with(Shop.stream("notice").broadcast())
            .with(Shop.stream("plain").template("fixed"));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void goes_on_when_the_store_is_back_and_counts_nobody_twice() {
        shop.open();
        store.breakAfterAccepting();
        store.failOn("accept");
        Broadcast broadcast = broadcast(people(500));
        shop.clock.awaitPending(1);
        turnUntil(() -> shop.clock.instant().isAfter(START.plusSeconds(5)));
        assertThat(broadcast.progress().counts().rows()).isZero();
        store.comeBack();
        turnUntil(() -> broadcast.state() == BroadcastState.DONE);
        assertThat(broadcast.progress().counts()).isEqualTo(new BroadcastProgress.Counts(500, 500, 0, 0, 0));
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(500));
    }

    @Test
    void waits_for_room_in_a_store_that_is_full() {
        InMemoryStore.Capacity small =
                InMemoryStore.Capacity.standard().messages(30).patience(Duration.ZERO);
        shop.with(InMemoryStore.holding(small)).open();
        Broadcast broadcast = broadcast(people(500));
        turnUntil(() -> broadcast.state() == BroadcastState.DONE);
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(500));
    }

    @Test
    void knows_whom_it_wrote_to_although_the_store_has_forgotten() {
        InMemoryStore.Capacity forgetful = InMemoryStore.Capacity.standard().ended(5);
        shop.with(InMemoryStore.holding(forgetful)).open();
        Stream<Trigger> twice = Stream.concat(
                IntStream.range(0, 3_000).mapToObj(Shop::order),
                IntStream.range(0, 3_000).mapToObj(Shop::order));
        Broadcast broadcast = broadcast(Recipients.of(twice));
        turnUntil(() -> broadcast.state() == BroadcastState.DONE);
        assertThat(broadcast.progress().counts()).isEqualTo(new BroadcastProgress.Counts(6_000, 3_000, 3_000, 0, 0));
        assertThat(recipients()).containsExactlyInAnyOrderElementsOf(addresses(3_000));
    }

    @Test
    void tells_how_far_it_is() {
        shop.open();
        dispatcher.hold();
        Broadcast broadcast = broadcast(people(4_000));
        turnUntil(() -> broadcast.progress().waiting() == 2_000);
        for (int mail = 0; mail < 100; mail++) {
            dispatcher.awaitUnderWay(10);
            dispatcher.releaseNext();
        }
        turnUntil(() -> progress.stream().anyMatch(seen -> seen.waiting() == 1_900));
        BroadcastProgress now = progress.stream()
                .filter(seen -> seen.waiting() == 1_900)
                .findFirst()
                .orElseThrow();
        assertThat(now.outlook().messages().orElseThrow()).isBetween(3_980L, 4_000L);
        assertThat(now.fraction().orElseThrow()).isBetween(0.025, 0.026);
        dispatcher.release();
        turnUntil(() -> broadcast.state() == BroadcastState.DONE);
        turnUntil(() -> progress.get(progress.size() - 1).state() == BroadcastState.DONE);
        assertThat(progress.get(progress.size() - 1).fraction()).hasValue(1);
    }

    @Test
    void does_not_wait_for_those_that_the_relay_takes_later() {
        shop.open();
        dispatcher.otherwise(mail -> mail.recipient().startsWith("jane1")
                ? new SendResult.Deferred("relay", new SmtpReply(450, "4.2.0", "greylisted"))
                : new SendResult.Accepted("relay", new SmtpReply(250, "2.0.0", "taken")));
        Broadcast broadcast = shop.mail()
                .broadcast(
                        "notice", people(3_000), BroadcastOptions.id("outage").ahead(200));
        turnUntil(() -> recipients().contains("jane2999@example.com"));
        assertThat(broadcast.state()).isEqualTo(BroadcastState.RUNNING);
        assertThat(broadcast.progress().waiting()).isGreaterThan(1_000);
    }

    @Test
    void leaves_urgent_mail_its_own_lane() {
        shop.with(Shop.stream("urgent").on(ExternalEvent.named("code-asked")).lane(Lane.named("urgent")))
                .open();
        dispatcher.holdLane("notice");
        Broadcast broadcast = broadcast(people(3_000));
        turnUntil(() -> broadcast.progress().waiting() == 2_000);
        shop.mail()
                .trigger("code-asked", Trigger.to("urgent@example.com").with("number", 1))
                .orThrow();
        assertThat(dispatcher.awaitMailTo("urgent@example.com")).isNotNull();
        assertThat(dispatcher.mails()).hasSize(1);
    }

    @Test
    void rejects_what_harms_itself_alone() {
        shop.open();
        List<Trigger> triggers = List.of(
                Shop.order(0),
                Trigger.to("nonumber@example.com"),
                Trigger.toContact("4711").with("number", 1),
                Shop.order(1).with("much", "x".repeat(1_000_001)),
                Shop.order(2));
        List<Object> things = new ArrayList<>(triggers);
        things.add("what cannot be made a trigger of");
        Broadcast broadcast = broadcast(Recipients.of(things, Trigger.class::cast));
        turnUntil(() -> broadcast.state() == BroadcastState.DONE && rejected.size() == 4);
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(2L, 3L, 4L, 6L);
        assertThat(rejected.get(0).reason()).contains("missing: event.number");
        assertThat(rejected.get(1).reason()).contains("asks for no contact");
        assertThat(rejected.get(2))
                .hasToString(
                        "line 4, jane1@example.com: the data has 1000023 bytes as JSON, at most 1000000 are allowed");
        assertThat(recipients()).containsExactlyInAnyOrder("jane0@example.com", "jane2@example.com");
    }

    @Test
    void goes_on_although_its_listeners_fail() {
        shop.open();
        Broadcast broadcast = shop.mail()
                .broadcast(
                        "notice",
                        Recipients.of(
                                List.of("nobody", "jane0@example.com"),
                                address -> Trigger.to(address).with("number", 1)),
                        BroadcastOptions.standard()
                                .onProgress(news -> {
                                    throw new IllegalStateException("the bar is broken");
                                })
                                .onRejected(row -> {
                                    throw new IllegalStateException("the list is broken");
                                }));
        turnUntil(() -> broadcast.state() == BroadcastState.DONE);
        assertThat(recipients()).containsExactly("jane0@example.com");
        assertThat(shop.mail().broadcasts().find(broadcast.id())).isPresent();
    }

    @Test
    void can_be_cancelled_by_its_own_listener() {
        shop.open();
        List<BroadcastState> seen = new ArrayList<>();
        Broadcast broadcast = shop.mail()
                .broadcast(
                        "notice", people(3_000), BroadcastOptions.id("outage").onProgress(news -> {
                            if (seen.isEmpty()) {
                                shop.mail()
                                        .broadcasts()
                                        .find("outage")
                                        .orElseThrow()
                                        .cancel();
                            }
                            seen.add(news.state());
                        }));
        turnUntil(() -> broadcast.state() == BroadcastState.CANCELLED && seen.size() > 1);
        assertThat(recipients()).hasSizeLessThan(400);
        assertThat(broadcast.outcomes()).doesNotContainKey(MessageState.QUEUED);
    }

    @Test
    void can_be_cancelled_by_its_own_listener_for_rejected_rows() {
        shop.open();
        List<String> addresses = new ArrayList<>(addresses(100));
        addresses.add(50, "nobody");
        AtomicInteger sent = new AtomicInteger();
        Consumer<RejectedRow> cancelling = row -> {
            shop.mail().broadcasts().find("outage").orElseThrow().cancel();
            sent.set(recipients().size());
        };
        Broadcast broadcast = shop.mail()
                .broadcast(
                        "notice",
                        Recipients.of(addresses, address -> Trigger.to(address).with("number", 1)),
                        BroadcastOptions.id("outage").onRejected(cancelling));
        turnUntil(() -> broadcast.progress().counts().rows() > 0);
        assertThat(broadcast.state()).isEqualTo(BroadcastState.CANCELLED);
        assertThat(broadcast.progress().counts()).isEqualTo(new BroadcastProgress.Counts(101, 100, 0, 1, 0));
        assertThat(broadcast.outcomes()).doesNotContainKey(MessageState.QUEUED);
        assertThat(recipients()).hasSize(sent.get());
    }

    @Test
    void is_refused_with_all_that_keeps_its_stream_from_it() {
        Map<String, String> personal =
                Map.of("subject", "For {contact.tier}", "text", "{contact.name}{contact.points}");
        shop.with(MailStream.named("personal")
                .on(Shop.ORDER)
                .purpose(Purpose.SERVICE_NOTICE)
                .from("orders@notify.acme.example")
                .content(MailContent.of(personal, List.of())));
        shop.open();
        shop.mail().streams().pause("personal");
        assertThatThrownBy(() -> shop.mail().broadcast("personal", people(1)))
                .isInstanceOfSatisfying(
                        InvalidStreamException.class,
                        e -> assertThat(e.faults())
                                .containsExactly(
                                        "stream 'personal' is no broadcast stream: build it with broadcast()",
                                        "stream 'personal' asks for contact.tier (personal:1): a virtual contact has an address, a"
                                                + " name and a locale, all else is data of the event",
                                        "stream 'personal' asks for contact.points (personal:1): a virtual contact has an address,"
                                                + " a name and a locale, all else is data of the event",
                                        "stream 'personal' is PAUSED: have it go live first"));
        assertThatThrownBy(() -> shop.mail().broadcast("nothing", people(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no stream is named 'nothing'");
        assertThatThrownBy(() -> shop.mail().broadcast("notice", people(0)))
                .isInstanceOf(InvalidRecipientsException.class)
                .hasMessage("there is nobody to write to: the recipients are empty");
        Stream<Trigger> read = Stream.of(Shop.order(1));
        assertThat(read.count()).isEqualTo(1);
        assertThatThrownBy(() -> shop.mail().broadcast("notice", Recipients.of(read)))
                .isInstanceOf(InvalidRecipientsException.class)
                .hasMessageContaining("this stream was read before");
        assertThat(shop.mail().broadcasts().list()).isEmpty();
    }

    @Test
    void fails_when_an_edit_has_its_stream_ask_for_a_contact_and_goes_on_when_that_is_mended() {
        shop.open();
        dispatcher.hold();
        Broadcast broadcast = broadcast(people(3_000));
        turnUntil(() -> broadcast.progress().waiting() == 2_000);
        MailStream notice = shop.mail().streams().find("notice").orElseThrow().stream();
        Map<String, String> personal = Map.of("subject", "For {contact.tier}", "text", "{event.number}");
        shop.mail()
                .streams()
                .publish(notice.edit()
                        .content(MailContent.of(personal, List.of()))
                        .build());
        turnUntil(() -> broadcast.state() == BroadcastState.FAILED);
        assertThat(broadcast.fault()).startsWith("stream 'notice' asks for contact.tier (notice:1): a virtual contact");
        assertThat(rejected).isEmpty();
        shop.mail().streams().rollBack("notice", 1);
        dispatcher.release();
        Broadcast again = broadcast(people(3_000));
        turnUntil(() -> again.state() == BroadcastState.DONE);
        assertThat(broadcast.progress().counts().rejected()).isZero();
    }

    @Test
    void closes_what_it_has_read_from() {
        shop.open();
        boolean[] closed = {false, false};
        Stream<Trigger> people = Stream.of(Shop.order(1)).onClose(() -> closed[0] = true);
        Broadcast broadcast = broadcast(Recipients.of(people));
        turnUntil(() -> broadcast.state() == BroadcastState.DONE && closed[0]);
        Stream<Trigger> nobody = Stream.<Trigger>of().onClose(() -> closed[1] = true);
        assertThatThrownBy(() -> shop.mail().broadcast("notice", Recipients.of(nobody)))
                .isInstanceOf(InvalidRecipientsException.class);
        assertThat(closed[1]).isTrue();
        assertThat(shop.mail().broadcast("notice", people(1)).id()).isNotEqualTo(broadcast.id());
    }

    private Broadcast broadcast(Recipients recipients) {
        return shop.mail()
                .broadcast(
                        "notice",
                        recipients,
                        BroadcastOptions.id("outage").onProgress(progress::add).onRejected(rejected::add));
    }

    private static Recipients people(int count) {
        return Recipients.of(IntStream.range(0, count).boxed().toList(), Shop::order);
    }

    private static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "jane" + number + "@example.com")
                .toList();
    }

    private List<String> recipients() {
        return dispatcher.attempts().stream().map(CapturedMail::recipient).toList();
    }

    /** Turns the clock, a little at a time, until something holds. */
    private void turnUntil(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    if (condition.call()) {
                        return true;
                    }
                    shop.clock.advance(TICK);
                    return condition.call();
                });
    }
}
