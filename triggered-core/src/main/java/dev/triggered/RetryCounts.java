package dev.triggered;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the wish to {@linkplain Messages#retryAll retry} many messages.
 *
 * @param counts how many messages had each verdict; one that none had is not in it
 */
public record RetryCounts(Map<RetryVerdict, Long> counts) {
    /**
     * Copies the components.
     *
     * @param counts as for the record
     */
    public RetryCounts {
        counts = Map.copyOf(counts);
    }

    /**
     * Returns how many messages had a verdict.
     *
     * @param verdict the verdict
     * @return the number, 0 or more
     */
    public long of(RetryVerdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }

    /**
     * Returns how many messages wait again.
     *
     * @return the number, 0 or more
     */
    public long revived() {
        return of(RetryVerdict.QUEUED) + of(RetryVerdict.HELD);
    }

    /**
     * Returns how many messages were looked at and do not wait again.
     *
     * @return the number, 0 or more
     */
    public long refused() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - revived();
    }

    @Override
    public String toString() {
        return counts.isEmpty() ? "none" : new EnumMap<>(counts).toString();
    }
}
