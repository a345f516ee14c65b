package dev.triggered.report;

import java.io.Writer;
import java.util.List;

/**
 * How much mail was triggered, sent, refused, bounced and read, over time. Thread-safe.
 *
 * <p>It is read from roll-ups, which are kept apart from the messages: a report costs as much as it has periods, streams, versions and
 * lanes, however many messages there were, and tells of messages that were forgotten long ago. What was recorded before a report
 * begins is in it, whichever node recorded it; of refused triggers, those that other nodes answered in the last second may be
 * missing.
 *
 * <p>In an hour or a day, the first 500 domains that a version of a stream writes to through a lane are counted each; all others
 * together, as {@code *}.
 *
 * <p>All methods throw an {@link IllegalArgumentException} where the query names a stream that there is not, and a
 * {@link dev.triggered.StoreException} where the store fails.
 */
public interface Reports {
    /** The most rows that a report may have in memory. */
    int MOST_ROWS = 100_000;

    /**
     * Returns a report.
     *
     * @param query which counts
     * @return a row for each period and group in which anything was counted, by period and then by group
     * @throws IllegalArgumentException if it would have more than {@value #MOST_ROWS} rows
     */
    List<ReportRow> find(ReportQuery query);

    /**
     * Writes a report as CSV (RFC 4180), row by row, whatever its size. The columns are {@code start}, {@code stream}, {@code version},
     * {@code lane}, {@code domain}, each {@link Measure}, {@code REFUSED} for all refusals and one such as {@code REFUSED_MISSING_DATA} for
     * each verdict, and {@code P50_MS}, {@code P95_MS} and {@code P99_MS} for latencies in milliseconds, empty where nothing was sent. A name that a
     * spreadsheet would take for a formula gets a {@code '} in front.
     *
     * @param query which counts
     * @param csv where to; it is flushed, not closed
     * @return how many rows were written, below the header
     * @throws dev.triggered.TriggeredException if it cannot be written
     */
    long exportCsv(ReportQuery query, Writer csv);
}
