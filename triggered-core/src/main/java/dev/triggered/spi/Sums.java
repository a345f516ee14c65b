package dev.triggered.spi;

import dev.triggered.Verdict;
import dev.triggered.report.Counts;
import dev.triggered.report.Latencies;
import dev.triggered.report.Measure;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted, and can be added to. Not thread-safe. */
public final class Sums {
    private final SortedMap<Integer, Long> slots = new TreeMap<>();

    /** Creates empty ones. */
    public Sums() {}

    /**
     * Adds others.
     *
     * @param others what was counted elsewhere
     * @return these sums
     */
    public Sums add(Sums others) {
        others.slots.forEach(this::add);
        return this;
    }

    /**
     * Returns what was counted, as a report says it.
     *
     * @return the counts
     */
    public Counts toCounts() {
        Map<Measure, Long> measures = new EnumMap<>(Measure.class);
        Map<Verdict, Long> refusals = new EnumMap<>(Verdict.class);
        SortedMap<Integer, Long> latencies = new TreeMap<>();
        slots.forEach((slot, count) -> {
            if (slot >= Slots.FIRST_LATENCY) {
                latencies.put(slot - Slots.FIRST_LATENCY, count);
                measures.merge(Measure.SENT, count, Long::sum);
            }
            Slots.measure(slot).ifPresent(measure -> measures.merge(measure, count, Long::sum));
            Slots.verdict(slot).ifPresent(verdict -> refusals.put(verdict, count));
        });
        return new Counts(measures, refusals, new Latencies(latencies));
    }

    /** Returns how much was counted, of whatever. */
    long total() {
        return slots.values().stream().mapToLong(Long::longValue).sum();
    }

    void add(int slot, long count) {
        slots.merge(slot, count, Long::sum);
    }

    void write(Packer packed) {
        packed.number(slots.size());
        int before = 0;
        for (Map.Entry<Integer, Long> slot : slots.entrySet()) {
            packed.number(slot.getKey() - before).number(slot.getValue());
            before = slot.getKey();
        }
    }

    static Sums read(Unpacker packed) {
        Sums sums = new Sums();
        int slot = 0;
        for (long left = packed.number(); left > 0; left--) {
            slot += (int) packed.number();
            sums.add(slot, packed.number());
        }
        return sums;
    }
}
