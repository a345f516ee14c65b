package dev.triggered.csv;

import java.util.List;

/**
 * A row below the header.
 *
 * @param line the line on which it begins, from 1
 * @param values its values as they are, one for each column; none where there is a fault
 * @param fault what is wrong with the row as a whole; empty where nothing is
 */
public record CsvRow(long line, List<String> values, String fault) {
    /**
     * Checks and copies the components.
     *
     * @param line as for the record
     * @param values as for the record
     * @param fault as for the record
     */
    public CsvRow {
        values = List.copyOf(values);
    }

    static CsvRow faulty(long line, String fault) {
        return new CsvRow(line, List.of(), fault);
    }

    /**
     * Says whether it can be used.
     *
     * @return {@code false} if there is a fault
     */
    public boolean isGood() {
        return fault.isEmpty();
    }

    /**
     * Returns a value.
     *
     * @param column the place of its column, from 0; below 0 for one that the header does not name
     * @return the value without spaces around it; empty where there is none
     */
    public String value(int column) {
        return column < 0 ? "" : values.get(column).strip();
    }
}
