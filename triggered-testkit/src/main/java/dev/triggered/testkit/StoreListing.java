package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.SuppressionList.Entry;
import dev.triggered.spi.SuppressionList.Place;
import dev.triggered.spi.SuppressionList.Range;
import dev.triggered.spi.SuppressionList.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a list of suppressions gives back, and in which order. */
abstract class StoreListing extends StoreScenarios {
    private static final long OTHER_STREAM = 9;

    StoreListing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void adds_each_entry_once_and_keeps_the_first() {
        Entry first = entry("jane@example.com", SuppressionReason.GLOBAL, 0);
        Entry same = new Entry(
                first.address(), first.reason(), 0, new Suppression.Origin(START.plusSeconds(1), "joe", "again"));
        Entry other = entry("jane@example.com", SuppressionReason.GLOBAL, OTHER_STREAM);
        assertThat(list().add(List.of(first, same, other))).containsExactly(true, false, true);
        assertThat(list().add(List.of(same))).containsExactly(false);
        assertThat(list().add(List.of())).isEmpty();
        assertThat(list().of("jane@example.com")).containsExactly(first, other);
        assertThat(list().of("jane@example.co")).isEmpty();
        assertThat(list().count()).isEqualTo(2);
    }

    @Test
    void finds_page_by_page_in_order() {
        List<SuppressionReason> reasons = List.of(SuppressionReason.values());
        List<Entry> all = IntStream.range(0, 25)
                .mapToObj(n -> entry(
                        String.format(Locale.ROOT, "user%02d@example.com", n), reasons.get(n % reasons.size()), n % 2))
                .toList();
        List<Entry> shuffled = new ArrayList<>(all);
        Collections.reverse(shuffled);
        list().add(shuffled);
        List<Entry> found = new ArrayList<>();
        Place after = new Place("", 0, SuppressionReason.HARD_BOUNCE);
        for (List<Entry> page = find("", "", after); !page.isEmpty(); page = find("", "", after)) {
            assertThat(page.size()).isLessThanOrEqualTo(10);
            found.addAll(page);
            after = page.get(page.size() - 1).place();
        }
        assertThat(found).isEqualTo(all);
    }

    @Test
    void finds_all_entries_of_an_address_page_by_page() {
        for (SuppressionReason reason : SuppressionReason.values()) {
            list().add(List.of(entry("jane@example.com", reason, 0), entry("jane@example.com", reason, 1)));
        }
        List<Entry> first = find("jane", "", new Place("", 0, SuppressionReason.HARD_BOUNCE));
        List<Entry> rest = find("jane", "", first.get(9).place());
        Set<Entry> all = new HashSet<>(first);
        all.addAll(rest);
        assertThat(first).hasSize(10).extracting(Entry::place).isSorted();
        assertThat(rest).hasSize(2);
        assertThat(all).hasSize(12);
    }

    @Test
    void finds_by_beginning_domain_and_reason() {
        add("ann@example.com", SuppressionReason.GLOBAL);
        add("anna@example.com", SuppressionReason.HARD_BOUNCE);
        add("anna@other.example", SuppressionReason.GLOBAL);
        add("an\u00f6@example.com", SuppressionReason.GLOBAL);
        add("bob@example.com", SuppressionReason.ROBINSON_LIST);
        add("bob@sub.example.com", SuppressionReason.ROBINSON_LIST);
        assertThat(found("an", ""))
                .containsExactly("ann@example.com", "anna@example.com", "anna@other.example", "an\u00f6@example.com");
        assertThat(found("anna@", "")).containsExactly("anna@example.com", "anna@other.example");
        assertThat(found("ann@example.com", "")).containsExactly("ann@example.com");
        assertThat(found("", "example.com"))
                .containsExactly("ann@example.com", "anna@example.com", "an\u00f6@example.com", "bob@example.com");
        assertThat(found("b", "example.com")).containsExactly("bob@example.com");
        assertThat(found("", "", SuppressionReason.GLOBAL))
                .containsExactly("ann@example.com", "anna@other.example", "an\u00f6@example.com");
        assertThat(found("an", "example.com", SuppressionReason.GLOBAL, SuppressionReason.HARD_BOUNCE))
                .hasSize(3);
        assertThat(found("c", "")).isEmpty();
    }

    @Test
    void knows_who_switched_and_when() {
        assertThat(list().optInChanges(10)).isEmpty();
        OptInChange on = new OptInChange(true, START, "ana");
        OptInChange off = new OptInChange(false, START.plusSeconds(1), "joe");
        list().optIn(on);
        list().optIn(off);
        assertThat(list().optInChanges(10)).containsExactly(off, on);
        assertThat(list().optInChanges(1)).containsExactly(off);
    }

    @Test
    void forgets_what_concerned_a_stream_that_is_deleted() {
        add("jane@example.com", SuppressionReason.GLOBAL);
        list().add(List.of(entry("jane@example.com", SuppressionReason.GLOBAL, OTHER_STREAM)));
        store().registry()
                .change(new StreamRegistry.Change(
                        store().registry().read(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new StreamRegistry.Ending(Set.of(OTHER_STREAM), OTHER_STREAM + 1, List.of())));
        assertThat(list().of("jane@example.com")).extracting(Entry::stream).containsExactly(0L);
    }

    private SuppressionList list() {
        return store().suppressions();
    }

    private void add(String address, SuppressionReason reason) {
        assertThat(list().add(List.of(entry(address, reason, 0)))).containsExactly(true);
    }

    private List<Entry> find(String prefix, String domain, Place after, SuppressionReason... reasons) {
        return list().find(new Search(prefix, domain, Set.of(reasons), new Range(after, 10)));
    }

    private List<String> found(String prefix, String domain, SuppressionReason... reasons) {
        return find(prefix, domain, new Place("", 0, SuppressionReason.HARD_BOUNCE), reasons).stream()
                .map(entry -> entry.address().toString())
                .toList();
    }
}
