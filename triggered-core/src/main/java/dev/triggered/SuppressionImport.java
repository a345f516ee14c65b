package dev.triggered;

import java.util.List;

/**
 * What became of the rows of an import.
 *
 * @param added how many are new
 * @param known how many were there before, or came twice
 * @param refused how many could not be taken
 * @param faults the first 1,000 of those, with what is wrong
 */
public record SuppressionImport(long added, long known, long refused, List<BadRow> faults) {
    /**
     * Copies the components.
     *
     * @param added as for the record
     * @param known as for the record
     * @param refused as for the record
     * @param faults as for the record
     */
    public SuppressionImport {
        faults = List.copyOf(faults);
    }

    /**
     * A row that was left out, while the others were taken.
     *
     * @param line the line on which it begins, from 1
     * @param fault what is wrong with it, for a person
     */
    public record BadRow(long line, String fault) {}
}
