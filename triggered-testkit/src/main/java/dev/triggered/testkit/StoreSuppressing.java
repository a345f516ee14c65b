package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.OptInChange;
import dev.triggered.Priority;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.SuppressionList.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether nothing goes to an address from when its suppression was added. */
abstract class StoreSuppressing extends StoreScenarios {
    private static final long OTHER_STREAM = 9;
    private static final Acceptance KEPT = new Acceptance.Kept();

    StoreSuppressing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void blocks_an_address_unless_its_reason_is_lifted() {
        for (SuppressionReason reason : SuppressionReason.values()) {
            String address = reason + "@example.com";
            add(address, reason);
            assertThat(accept(NewMessage.of(to(address)))).isEqualTo(suppressed(reason));
            optIn(true);
            Acceptance lifted = reason.isLiftable() ? KEPT : suppressed(reason);
            assertThat(accept(NewMessage.of(to(address)))).isEqualTo(lifted);
            optIn(false);
            assertThat(accept(NewMessage.of(to(address)))).isEqualTo(suppressed(reason));
        }
    }

    @Test
    void keeps_nothing_of_a_message_to_a_suppressed_address() {
        add("jane@example.com", SuppressionReason.GLOBAL);
        QueuedMessage message = to("jane@example.com");
        assertThat(outbox().probe(NewMessage.of(message))).isEqualTo(suppressed(SuppressionReason.GLOBAL));
        for (NewMessage each : List.of(
                NewMessage.of(message),
                NewMessage.of(message).key(key(1, 1)),
                NewMessage.of(message).handedOver(),
                NewMessage.of(message).atOnce())) {
            assertThat(accept(each)).isEqualTo(suppressed(SuppressionReason.GLOBAL));
        }
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
        assertThat(outbox().holdsAny(1)).isFalse();
        assertThat(store().log().find(id(message))).isEmpty();
    }

    @Test
    void keeps_the_others_of_a_batch_and_answers_in_order() {
        add("jane@example.com", SuppressionReason.GLOBAL);
        add("joe@example.com", SuppressionReason.HARD_BOUNCE);
        QueuedMessage kept = to("ann@example.com");
        assertThat(outbox().accept(List.of(
                        NewMessage.of(to("joe@example.com")).key(key(1, 1)),
                        NewMessage.of(kept).key(key(2, 1)),
                        NewMessage.of(to("jane@example.com")))))
                .containsExactly(suppressed(SuppressionReason.HARD_BOUNCE), KEPT, suppressed(SuppressionReason.GLOBAL));
        assertThat(claimAll()).containsExactly(id(kept));
    }

    @Test
    void compares_addresses_by_their_keys() {
        add("Jane.Doe@EXAMPLE.com", SuppressionReason.GLOBAL);
        add("joe@m\u00fcller.example", SuppressionReason.GLOBAL);
        add("J\u00d6RG@example.com", SuppressionReason.GLOBAL);
        for (String same : List.of(
                "JANE.doe@example.COM",
                "Joe@M\u00dcLLER.example",
                "joe@xn--mller-kva.example",
                "j\u00d6rg@example.com")) {
            assertThat(accept(NewMessage.of(to(same)))).as(same).isEqualTo(suppressed(SuppressionReason.GLOBAL));
        }
        for (String other : List.of("janedoe@example.com", "jane.doe@sub.example.com", "j\u00f6rg@example.com")) {
            assertThat(accept(NewMessage.of(to(other)))).as(other).isEqualTo(KEPT);
        }
    }

    @Test
    void concerns_one_stream_where_it_says_so() {
        list().add(List.of(entry("jane@example.com", SuppressionReason.TRIGGERED_BLOCKLIST, OTHER_STREAM)));
        assertThat(accept(NewMessage.of(to("jane@example.com")))).isEqualTo(KEPT);
        QueuedMessage other = to("jane@example.com", OTHER_STREAM);
        assertThat(accept(NewMessage.of(other))).isEqualTo(suppressed(SuppressionReason.TRIGGERED_BLOCKLIST));
    }

    @Test
    void names_the_first_of_several_reasons_that_block() {
        add("jane@example.com", SuppressionReason.SPAM_COMPLAINT);
        add("jane@example.com", SuppressionReason.INTERNAL_BLOCKLIST);
        assertThat(accept(NewMessage.of(to("jane@example.com"))))
                .isEqualTo(suppressed(SuppressionReason.INTERNAL_BLOCKLIST));
        add("jane@example.com", SuppressionReason.TRIGGERED_BLOCKLIST);
        assertThat(accept(NewMessage.of(to("jane@example.com"))))
                .isEqualTo(suppressed(SuppressionReason.TRIGGERED_BLOCKLIST));
        list().add(List.of(entry("jane@example.com", SuppressionReason.HARD_BOUNCE, 1)));
        assertThat(accept(NewMessage.of(to("jane@example.com")))).isEqualTo(suppressed(SuppressionReason.HARD_BOUNCE));
        optIn(true);
        assertThat(accept(NewMessage.of(to("jane@example.com")))).isEqualTo(suppressed(SuppressionReason.HARD_BOUNCE));
    }

    @Test
    void answers_a_repetition_of_what_was_kept_before_with_that() {
        QueuedMessage first = to("jane@example.com");
        accept(NewMessage.of(first).key(key(1, 1)));
        add("jane@example.com", SuppressionReason.GLOBAL);
        NewMessage again = NewMessage.of(to("jane@example.com")).key(key(1, 1));
        NewMessage other = NewMessage.of(to("jane@example.com")).key(key(1, 2));
        assertThat(outbox().accept(List.of(again, other)))
                .containsExactly(new Acceptance.Duplicate(id(first)), new Acceptance.IdReused(id(first)));
        assertThat(outbox().probe(again)).isEqualTo(new Acceptance.Duplicate(id(first)));
    }

    @Test
    void accepts_once_it_is_taken_out() {
        add("jane@example.com", SuppressionReason.GLOBAL);
        assertThat(accept(NewMessage.of(to("jane@example.com")).key(key(1, 1))))
                .isEqualTo(suppressed(SuppressionReason.GLOBAL));
        assertThat(list().remove(place("jane@example.com", SuppressionReason.GLOBAL)))
                .isTrue();
        assertThat(list().remove(place("jane@example.com", SuppressionReason.GLOBAL)))
                .isFalse();
        assertThat(accept(NewMessage.of(to("jane@example.com")).key(key(1, 1)))).isEqualTo(KEPT);
    }

    @Test
    void begins_nothing_that_was_accepted_before_and_says_why() {
        QueuedMessage waiting = to("jane@example.com");
        QueuedMessage byHand = to("jane@example.com");
        QueuedMessage atOnce = to("jane@example.com");
        QueuedMessage other = to("joe@example.com");
        outbox().accept(List.of(
                NewMessage.of(waiting),
                NewMessage.of(byHand).handedOver(),
                NewMessage.of(atOnce).atOnce(),
                NewMessage.of(other).atOnce()));
        claimAll();
        add("jane@example.com", SuppressionReason.SPAM_COMPLAINT);
        Set<MessageId> all = Set.of(id(waiting), id(byHand), id(atOnce), id(other), Samples.id());
        assertThat(outbox().begin(all)).containsExactly(id(other));
        assertThat(outbox().suppressed(all))
                .isEqualTo(Map.of(
                        id(waiting), SuppressionReason.SPAM_COMPLAINT,
                        id(byHand), SuppressionReason.SPAM_COMPLAINT,
                        id(atOnce), SuppressionReason.SPAM_COMPLAINT));
    }

    @Test
    void lets_a_message_end_that_it_did_not_begin() {
        QueuedMessage message = accepted(to("jane@example.com"));
        claimAll();
        add("jane@example.com", SuppressionReason.HARD_BOUNCE);
        assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
        outbox().record(List.of(new Outcome.Dropped(id(message), MessageState.SUPPRESSED, "it bounced", Instant.MIN)));
        assertThat(history(message).state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(history(message).note().reason()).isEqualTo("it bounced");
        assertThat(outbox().holdsAny(1)).isFalse();
        assertThat(outbox().suppressed(Set.of(id(message)))).isEmpty();
    }

    @Test
    void begins_after_all_what_is_not_suppressed_any_more() {
        QueuedMessage message = accepted(to("jane@example.com"));
        claimAll();
        add("jane@example.com", SuppressionReason.GLOBAL);
        assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
        optIn(true);
        assertThat(outbox().begin(Set.of(id(message)))).containsExactly(id(message));
        assertThat(outbox().suppressed(Set.of(id(message)))).isEmpty();
    }

    @Test
    void looks_again_when_the_switch_goes_off() {
        add("jane@example.com", SuppressionReason.ROBINSON_LIST);
        optIn(true);
        QueuedMessage message = to("jane@example.com");
        assertThat(accept(NewMessage.of(message).atOnce())).isEqualTo(KEPT);
        optIn(false);
        assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
        assertThat(outbox().suppressed(Set.of(id(message))))
                .containsEntry(id(message), SuppressionReason.ROBINSON_LIST);
    }

    @Test
    void begins_nothing_that_was_held_or_retried_meanwhile() {
        QueuedMessage held = accepted(to("jane@example.com"));
        QueuedMessage retried = accepted(to("jane@example.com"));
        claimAll();
        outbox().park(Set.of(id(held)));
        outbox().begin(Set.of(id(retried)));
        retried(retried, START.plusSeconds(60), SendResults.deferred(450, "busy"));
        add("jane@example.com", SuppressionReason.SPAM_COMPLAINT);
        outbox().unpark(1, 10);
        clock.advance(Duration.ofSeconds(60));
        Set<MessageId> both = Set.copyOf(claimAll());
        assertThat(both).hasSize(2);
        assertThat(outbox().begin(both)).isEmpty();
        assertThat(outbox().suppressed(both)).hasSize(2);
    }

    @Test
    void lets_nothing_through_that_comes_after_the_entry_however_many_send() {
        for (int round = 0; round < 10; round++) {
            String address = "jane" + round + "@example.com";
            AtomicBoolean added = new AtomicBoolean();
            List<Integer> late = Crowd.run(4, thread -> () -> {
                int wrong = 0;
                for (int n = 0; n < 40; n++) {
                    if (thread == 0 && n == 20) {
                        add(address, SuppressionReason.SPAM_COMPLAINT);
                        added.set(true);
                    }
                    wrong += lateSends(address, added);
                }
                return wrong;
            });
            assertThat(late).containsOnly(0);
        }
    }

    /** Accepts and begins a message by hand; returns how many of these two steps were too late and were done all the same. */
    private int lateSends(String address, AtomicBoolean added) {
        QueuedMessage message = to(address);
        boolean beforeAccept = !added.get();
        Acceptance accepted = accept(NewMessage.of(message).handedOver());
        boolean beforeBegin = !added.get();
        Set<MessageId> begun = accepted.equals(KEPT) ? outbox().begin(Set.of(id(message))) : Set.of();
        return (beforeAccept || !accepted.equals(KEPT) ? 0 : 1) + (beforeBegin || begun.isEmpty() ? 0 : 1);
    }

    private SuppressionList list() {
        return store().suppressions();
    }

    private void add(String address, SuppressionReason reason) {
        assertThat(list().add(List.of(entry(address, reason, 0)))).containsExactly(true);
    }

    private void optIn(boolean on) {
        list().optIn(new OptInChange(on, clock.instant(), "ana"));
    }

    private static Place place(String address, SuppressionReason reason) {
        return new Place(address, 0, reason);
    }

    private static Acceptance suppressed(SuppressionReason reason) {
        return new Acceptance.Suppressed(reason);
    }

    private static QueuedMessage to(String address) {
        return to(address, 1);
    }

    private static QueuedMessage to(String address, long stream) {
        return Samples.message(
                EmailAddress.parse(address),
                new QueuedMessage.Route(stream, LANE),
                new QueuedMessage.Schedule(Priority.NORMAL, START, START, START, Instant.MAX));
    }
}
