package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.StreamChange;
import dev.triggered.StreamState;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.StreamRegistry.Change;
import dev.triggered.spi.StreamRegistry.Changed;
import dev.triggered.spi.StreamRegistry.Ending;
import dev.triggered.spi.StreamRegistry.EventEntry;
import dev.triggered.spi.StreamRegistry.LogEntry;
import dev.triggered.spi.StreamRegistry.Naming;
import dev.triggered.spi.StreamRegistry.Snapshot;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import dev.triggered.spi.StreamRegistry.VersionEntry;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether streams and events, their versions and their changes come back as they were given, and no change is lost. */
abstract class StoreRegistering extends StoreScenarios {
    private static final Ending NOTHING_ENDS = new Ending(Set.of(), 3, List.of());
    private static final EventEntry EVENT = new EventEntry(new Naming(1, "order-placed", Set.of()), "{\"a\":[\"ü\"]}");
    private static final StreamEntry STREAM = stream(2, "orders", StreamState.LIVE, 1);

    StoreRegistering(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void begins_empty() {
        assertThat(registry().read()).isEqualTo(new Snapshot(0, 1, List.of(), List.of()));
        assertThat(registry().version(1, 1)).isEmpty();
        assertThat(registry().versions(1)).isEmpty();
        assertThat(registry().changes(1, 10)).isEmpty();
    }

    @Test
    void gives_back_what_was_given() {
        VersionEntry version = new VersionEntry(2, 1, "{\"lane\":\"ü\"}", START, "ana");
        Snapshot empty = registry().read();
        OptionalLong epoch = registry()
                .change(new Change(
                        empty, List.of(EVENT), List.of(STREAM), List.of(version), new Ending(Set.of(), 3, List.of())));
        assertThat(epoch).hasValue(1);
        assertThat(registry().read()).isEqualTo(new Snapshot(1, 3, List.of(EVENT), List.of(STREAM)));
        assertThat(registry().version(2, 1)).hasValue(version);
        assertThat(registry().version(2, 2)).isEmpty();
    }

    @Test
    void changes_what_has_a_number_already_and_lets_the_rest_alone() {
        put(EVENT, STREAM);
        StreamEntry renamed = new StreamEntry(
                new Naming(2, "receipts", Set.of("orders", "bills")),
                StreamState.PAUSED,
                2,
                START.plusSeconds(5),
                new Changed("", START.plusSeconds(6), "ben"));
        registry().change(new Change(registry().read(), List.of(), List.of(renamed), List.of(), NOTHING_ENDS));
        assertThat(registry().read()).isEqualTo(new Snapshot(2, 3, List.of(EVENT), List.of(renamed)));
    }

    @Test
    void makes_no_change_on_top_of_an_older_epoch() {
        Snapshot old = registry().read();
        put(EVENT, STREAM);
        StreamEntry paused = stream(2, "orders", StreamState.PAUSED, 1);
        VersionEntry version = new VersionEntry(2, 1, "{}", START, "ana");
        assertThat(registry().change(new Change(old, List.of(), List.of(paused), List.of(version), NOTHING_ENDS)))
                .isEmpty();
        assertThat(registry().read()).isEqualTo(new Snapshot(1, 3, List.of(EVENT), List.of(STREAM)));
        assertThat(registry().versions(2)).isEmpty();
    }

    @Test
    void lists_versions_and_changes_with_the_newest_first() {
        put(EVENT, STREAM);
        for (int number = 1; number <= 3; number++) {
            StreamChange change = new StreamChange(
                    StreamChange.Kind.PUBLISHED, "orders", number, START.plusSeconds(number), "ana", "no. " + number);
            registry()
                    .change(new Change(
                            registry().read(),
                            List.of(),
                            List.of(),
                            List.of(new VersionEntry(2, number, "{}", START, "ana")),
                            new Ending(Set.of(), 3, List.of(new LogEntry(2, change)))));
        }
        assertThat(registry().versions(2)).extracting(VersionEntry::version).containsExactly(3, 2, 1);
        assertThat(registry().changes(2, 2)).extracting(StreamChange::detail).containsExactly("no. 3", "no. 2");
        assertThat(registry().changes(1, 10)).isEmpty();
    }

    @Test
    void deletes_with_the_versions_and_keeps_the_record() {
        put(EVENT, STREAM);
        StreamChange change = new StreamChange(StreamChange.Kind.DELETED, "orders", 1, START, "ana", "");
        registry()
                .change(new Change(
                        registry().read(),
                        List.of(),
                        List.of(stream(3, "orders", StreamState.DRAFT, 1)),
                        List.of(new VersionEntry(3, 1, "{}", START, "ana")),
                        new Ending(Set.of(1L, 2L), 4, List.of(new LogEntry(2, change)))));
        assertThat(registry().read().events()).isEmpty();
        assertThat(registry().read().streams())
                .extracting(entry -> entry.naming().number())
                .containsExactly(3L);
        assertThat(registry().changes(2, 10)).containsExactly(change);
    }

    @Test
    void lets_one_of_many_changes_on_top_of_one_epoch_through() {
        put(EVENT, STREAM);
        Snapshot before = registry().read();
        List<OptionalLong> epochs = Crowd.run(8, number -> () -> {
            StreamEntry mine = stream(2, "stream-" + number, StreamState.LIVE, 1);
            return registry().change(new Change(before, List.of(), List.of(mine), List.of(), NOTHING_ENDS));
        });
        assertThat(epochs).filteredOn(OptionalLong::isPresent).hasSize(1);
        assertThat(registry().read().epoch()).isEqualTo(before.epoch() + 1);
    }

    @Test
    void waits_for_no_other_node_where_there_is_none() {
        put(EVENT, STREAM);
        registry().acknowledge(1);
        assertThat(registry().isAcknowledged(1)).isTrue();
    }

    private StreamRegistry registry() {
        return store().registry();
    }

    private void put(EventEntry event, StreamEntry stream) {
        assertThat(registry()
                        .change(new Change(
                                registry().read(), List.of(event), List.of(stream), List.of(), NOTHING_ENDS)))
                .isPresent();
    }

    private static StreamEntry stream(long number, String name, StreamState state, int version) {
        return new StreamEntry(
                new Naming(number, name, Set.of()), state, version, Instant.MIN, new Changed("c0de", START, "ana"));
    }
}
