package dev.triggered.spi;

import dev.triggered.Verdict;
import dev.triggered.report.Latencies;
import dev.triggered.report.Measure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is counted, as numbers: below 64 the measures, below 128 the verdicts, from 128 on the buckets of latencies. Databases keep them:
 * a new measure or verdict comes last.
 */
final class Slots {
    static final int FIRST_LATENCY = 128;

    private static final int FIRST_VERDICT = 64;
    private static final List<Measure> MEASURES = List.of(
            Measure.TRIGGERED,
            Measure.SENT,
            Measure.DEFERRED,
            Measure.FAILED,
            Measure.UNCERTAIN,
            Measure.EXPIRED,
            Measure.CANCELLED,
            Measure.SUPPRESSED,
            Measure.HARD_BOUNCED,
            Measure.SOFT_BOUNCED,
            Measure.BLOCKED,
            Measure.COMPLAINED,
            Measure.OPENED,
            Measure.CLICKED,
            Measure.OPENS,
            Measure.CLICKS,
            Measure.MACHINE_OPENED,
            Measure.MACHINE_CLICKED,
            Measure.MACHINE_OPENS,
            Measure.MACHINE_CLICKS);
    private static final List<Verdict> VERDICTS = List.of(
            Verdict.DUPLICATE,
            Verdict.UNKNOWN_EVENT,
            Verdict.NO_STREAM,
            Verdict.STREAM_STOPPED,
            Verdict.UNKNOWN_CONTACT,
            Verdict.INVALID_ADDRESS,
            Verdict.MISSING_ATTACHMENT,
            Verdict.MISSING_DATA,
            Verdict.SUPPRESSED,
            Verdict.TOO_LARGE,
            Verdict.ID_REUSED);
    private static final Map<Measure, Integer> OF_MEASURES = numbers(new EnumMap<>(Measure.class), MEASURES, 0);
    private static final Map<Verdict, Integer> OF_VERDICTS =
            numbers(new EnumMap<>(Verdict.class), VERDICTS, FIRST_VERDICT);

    private Slots() {}

    static int of(Measure measure) {
        return Objects.requireNonNull(OF_MEASURES.get(measure), measure::name);
    }

    /** Returns the slot of a verdict that keeps no message. */
    static int of(Verdict verdict) {
        Integer slot = OF_VERDICTS.get(verdict);
        if (slot == null) {
            throw new IllegalArgumentException("no trigger is refused by the verdict " + verdict);
        }
        return slot;
    }

    /** Returns the slot of a message that was sent. */
    static int ofLatency(Duration latency) {
        return FIRST_LATENCY + Latencies.bucket(latency);
    }

    /** Returns the measure of a slot below 64; one of a later version of the library is none. */
    static Optional<Measure> measure(int slot) {
        return at(MEASURES, slot);
    }

    /** Returns the verdict of a slot from 64 to 127; one of a later version of the library is none. */
    static Optional<Verdict> verdict(int slot) {
        return at(VERDICTS, slot - FIRST_VERDICT);
    }

    private static <T> Optional<T> at(List<T> all, int place) {
        return place >= 0 && place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
    }

    private static <K> Map<K, Integer> numbers(Map<K, Integer> numbers, List<K> all, int first) {
        all.forEach(each -> numbers.put(each, first + numbers.size()));
        return numbers;
    }
}
