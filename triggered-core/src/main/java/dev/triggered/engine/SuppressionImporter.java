package dev.triggered.engine;

import dev.triggered.NewSuppression;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionReason;
import dev.triggered.TriggeredException;
import dev.triggered.csv.CsvRow;
import dev.triggered.csv.CsvRows;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.SuppressionList.Entry;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Adds the suppressions that a file names, some at a time. Used once. */
final class SuppressionImporter {
    private static final int STEP = 1_000;
    private static final int MOST_FAULTS = 1_000;

    private final SuppressionList list;
    private final ToLongFunction<String> numbers;
    private final Suppression.Origin origin;
    private final Optional<SuppressionReason> otherwise;

    private final List<Entry> waiting = new ArrayList<>(STEP);
    private final List<SuppressionImport.BadRow> faults = new ArrayList<>();
    private long added;
    private long known;
    private long refused;

    /**
     * @param numbers finds the number of a stream, or throws an {@link IllegalArgumentException}
     * @param origin where rows come from that do not say so
     * @param otherwise the reason of rows that name none
     */
    SuppressionImporter(
            SuppressionList list,
            ToLongFunction<String> numbers,
            Suppression.Origin origin,
            Optional<SuppressionReason> otherwise) {
        this.list = list;
        this.numbers = numbers;
        this.origin = origin;
        this.otherwise = otherwise;
    }

    SuppressionImport read(Reader csv) {
        long line = 1;
        try {
            CsvRows rows = CsvRows.of(csv);
            Columns columns = new Columns(rows);
            columns.require(otherwise.isPresent());
            while (rows.hasNext()) {
                CsvRow row = rows.next();
                line = row.line();
                take(row, columns);
            }
        } catch (UncheckedIOException e) {
            put();
            throw new TriggeredException(
                    "the file cannot be read behind line " + line + ": " + e.getCause()
                            + "; the rows before are in. It has to be UTF-8",
                    e);
        }
        put();
        return new SuppressionImport(added, known, refused, faults);
    }

    private void take(CsvRow row, Columns columns) {
        String fault = row.fault();
        if (row.isGood()) {
            try {
                waiting.add(entry(row, columns));
            } catch (IllegalArgumentException | DateTimeException | TriggeredException e) {
                fault = String.valueOf(e.getMessage());
            }
        }
        if (!fault.isEmpty()) {
            refused++;
            if (faults.size() < MOST_FAULTS) {
                faults.add(new SuppressionImport.BadRow(row.line(), fault));
            }
        }
        if (waiting.size() == STEP) {
            put();
        }
    }

    private Entry entry(CsvRow row, Columns columns) {
        NewSuppression named = NewSuppression.of(row.value(columns.address), reason(row.value(columns.reason)))
                .note(row.value(columns.note));
        String at = row.value(columns.at);
        String by = row.value(columns.by);
        Suppression.Origin own = new Suppression.Origin(
                at.isEmpty() ? origin.at() : Instant.parse(at),
                by.isEmpty() ? origin.by() : Control.requireWho(by),
                named.note());
        return new Entry(named.address(), named.reason(), numbers.applyAsLong(row.value(columns.stream)), own);
    }

    private SuppressionReason reason(String name) {
        if (name.isEmpty()) {
            return otherwise.orElseThrow(() -> new IllegalArgumentException("the row names no reason"));
        }
        try {
            return SuppressionReason.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no reason is named '" + name + "': it is one of " + Arrays.toString(SuppressionReason.values()),
                    e);
        }
    }

    private void put() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Boolean> fresh = list.add(List.copyOf(waiting));
        long some = fresh.stream().filter(each -> each).count();
        added += some;
        known += fresh.size() - some;
        waiting.clear();
    }

    /** Where the columns are. */
    private static final class Columns {
        private final int address;
        private final int reason;
        private final int stream;
        private final int note;
        private final int at;
        private final int by;

        Columns(CsvRows rows) {
            address = rows.column(SuppressionExport.ADDRESS);
            reason = rows.column(SuppressionExport.REASON);
            stream = rows.column(SuppressionExport.STREAM);
            note = rows.column(SuppressionExport.NOTE);
            at = rows.column(SuppressionExport.AT);
            by = rows.column(SuppressionExport.BY);
        }

        void require(boolean knowsReason) {
            if (address < 0) {
                throw new IllegalArgumentException("the header names no column '" + SuppressionExport.ADDRESS + "'");
            }
            if (reason < 0 && !knowsReason) {
                throw new IllegalArgumentException("the header names no column '" + SuppressionExport.REASON
                        + "', and no reason is given for rows that name none");
            }
        }
    }
}
