package dev.triggered.web.page;

import dev.triggered.report.Counts;
import dev.triggered.report.ReportRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was counted in each period of a time.
 *
 * @param frame the time
 * @param starts the beginnings of its periods
 * @param counts what was counted, by the beginning of the period; without those in which nothing was
 */
record Timeline(Timeframe frame, List<Instant> starts, Map<Instant, Counts> counts) {
    static Timeline of(Timeframe frame, Instant now, List<ReportRow> rows) {
        return new Timeline(
                frame,
                frame.starts(now),
                rows.stream().collect(Collectors.toMap(ReportRow::start, ReportRow::counts, Counts::plus)));
    }

    Counts in(Instant start) {
        return counts.getOrDefault(start, Counts.NONE);
    }

    Counts total() {
        return counts.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}
