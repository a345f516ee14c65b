package dev.triggered.engine;

import dev.triggered.TriggeredException;
import dev.triggered.csv.CsvLines;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.SuppressionList.Entry;
import dev.triggered.spi.SuppressionList.Place;
import dev.triggered.spi.SuppressionList.Range;
import dev.triggered.spi.SuppressionList.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Writes suppressions as CSV, a page at a time. */
final class SuppressionExport {
    static final String ADDRESS = "address";
    static final String REASON = "reason";
    static final String STREAM = "stream";
    static final String NOTE = "note";
    static final String AT = "at";
    static final String BY = "by";

    private static final int PAGE = 1_000;

    private SuppressionExport() {}

    /**
     * Writes all of a list; returns how many there were.
     *
     * @param names the names of streams
     */
    static long write(SuppressionList list, LongFunction<String> names, Writer csv) {
        long count = 0;
        try {
            CsvLines lines = CsvLines.to(csv, ADDRESS, REASON, STREAM, NOTE, AT, BY);
            Place after = SuppressionControl.BEGINNING;
            List<Entry> page;
            do {
                page = list.find(new Search("", "", Set.of(), new Range(after, PAGE)));
                for (Entry entry : page) {
                    lines.add(
                            entry.address().toString(),
                            entry.reason().name(),
                            names.apply(entry.stream()),
                            entry.origin().note(),
                            entry.origin().at().toString(),
                            entry.origin().by());
                    after = entry.place();
                }
                count += page.size();
            } while (page.size() == PAGE);
            csv.flush();
        } catch (IOException | UncheckedIOException e) {
            throw new TriggeredException("the suppressions could not be written behind the first " + count, e);
        }
        return count;
    }
}
