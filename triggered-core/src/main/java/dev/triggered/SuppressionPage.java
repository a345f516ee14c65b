package dev.triggered;

import java.util.List;

/**
 * Some of the suppressions, by address.
 *
 * @param suppressions the suppressions
 * @param next what to {@linkplain SuppressionQuery#after ask on} with; empty where there are no more
 */
public record SuppressionPage(List<Suppression> suppressions, String next) {
    /**
     * Copies the components.
     *
     * @param suppressions as for the record
     * @param next as for the record
     */
    public SuppressionPage {
        suppressions = List.copyOf(suppressions);
    }

    /**
     * Says whether there are more.
     *
     * @return {@code true} if {@link #next()} is not empty
     */
    public boolean hasNext() {
        return !next.isEmpty();
    }
}
