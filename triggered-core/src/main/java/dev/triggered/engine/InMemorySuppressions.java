package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.OptInChange;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.SuppressionList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The addresses that must not be written to, in memory. */
final class InMemorySuppressions implements SuppressionList {
    private static final int LONGEST_LOG = 1_000;
    private static final SuppressionReason FIRST = Stream.of(SuppressionReason.values())
            .min(Comparator.comparing(SuppressionReason::name))
            .orElseThrow();

    private final NavigableMap<Place, Entry> entries = new ConcurrentSkipListMap<>();
    private final List<OptInChange> changes = new CopyOnWriteArrayList<>();

    /** Returns why the recipient of a message must not be written to, if so. */
    Optional<SuppressionReason> reason(QueuedMessage message) {
        return reason(message.info().recipient(), message.stream());
    }

    /** Returns why a stream must not write to an address, if so. */
    Optional<SuppressionReason> reason(EmailAddress address, long stream) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        boolean lifted = optInChanges(1).stream().anyMatch(OptInChange::on);
        return of(address.key()).stream()
                .filter(entry -> entry.stream() == ALL_STREAMS || entry.stream() == stream)
                .map(Entry::reason)
                .filter(reason -> !reason.isLiftable() || !lifted)
                .min(Comparator.naturalOrder());
    }

    /** Takes out what is suppressed for some streams alone. */
    void forget(Set<Long> streams) {
        entries.keySet().removeIf(place -> place.stream() != ALL_STREAMS && streams.contains(place.stream()));
    }

    @Override
    public List<Boolean> add(List<Entry> added) {
        return added.stream()
                .map(entry -> entries.putIfAbsent(entry.place(), entry) == null)
                .toList();
    }

    @Override
    public boolean remove(Place place) {
        return entries.remove(place) != null;
    }

    @Override
    public List<Entry> of(String address) {
        List<Entry> found = new ArrayList<>(1);
        for (Entry entry :
                entries.tailMap(new Place(address, ALL_STREAMS, FIRST)).values()) {
            if (!entry.address().key().equals(address)) {
                break;
            }
            found.add(entry);
        }
        return found;
    }

    @Override
    public List<Entry> find(Search search) {
        Place after = search.range().after();
        Place first = new Place(search.prefix(), ALL_STREAMS, FIRST);
        boolean begins = after.compareTo(first) < 0;
        return entries.tailMap(begins ? first : after, begins).values().stream()
                .takeWhile(entry -> entry.address().key().startsWith(search.prefix()))
                .filter(entry -> matches(search, entry))
                .limit(search.range().limit())
                .toList();
    }

    private static boolean matches(Search search, Entry entry) {
        return (search.domain().isEmpty()
                        || search.domain().equals(entry.address().domain()))
                && (search.reasons().isEmpty() || search.reasons().contains(entry.reason()));
    }

    @Override
    public long count() {
        return entries.size();
    }

    @Override
    public void optIn(OptInChange change) {
        changes.add(0, change);
        if (changes.size() > LONGEST_LOG) {
            changes.remove(LONGEST_LOG);
        }
    }

    @Override
    public List<OptInChange> optInChanges(int limit) {
        return changes.stream().limit(limit).toList();
    }
}
