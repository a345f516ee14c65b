package dev.triggered.web.page;

import dev.triggered.MessageQuery.Period;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Counts;
import dev.triggered.report.Dimension;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was counted since midnight (UTC).
 *
 * @param byStream the counts of each stream that has any, by its name
 */
record Today(Map<String, Counts> byStream) {
    /** Returns the time since midnight. */
    static Period time(Instant now) {
        return new Period(ReportPeriod.DAY.startOf(now), Instant.MAX);
    }

    static Today of(TriggeredMail mail, Instant now) {
        ReportQuery query =
                ReportQuery.of(ReportPeriod.DAY, now, now.plusSeconds(1)).by(Dimension.STREAM);
        return new Today(mail.reports().find(query).stream()
                .collect(Collectors.toMap(row -> row.group().stream(), ReportRow::counts, Counts::plus)));
    }
}
