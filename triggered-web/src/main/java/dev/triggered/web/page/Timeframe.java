package dev.triggered.web.page;

import dev.triggered.MessageQuery.Period;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.web.json.JsonObjects;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** How far back figures go, and how finely they are told apart. */
enum Timeframe {
    HOUR(ReportPeriod.MINUTE, 60),
    DAY(ReportPeriod.HOUR, 24),
    MONTH(ReportPeriod.DAY, 30),
    YEAR(ReportPeriod.DAY, 365);

    private static final int DATE = "2026-01-01".length();

    private final ReportPeriod period;
    private final int periods;

    Timeframe(ReportPeriod period, int periods) {
        this.period = period;
        this.periods = periods;
    }

    /** Returns the beginnings of its periods; the last one is that which is now. */
    List<Instant> starts(Instant now) {
        Instant last = period.startOf(now);
        return LongStream.rangeClosed(1 - periods, 0)
                .mapToObj(back -> last.plus(period.length().multipliedBy(back)))
                .toList();
    }

    private Instant start(Instant now) {
        return period.startOf(now).minus(period.length().multipliedBy(periods - 1L));
    }

    /** Returns the time from its beginning on. */
    Period time(Instant now) {
        return new Period(start(now), Instant.MAX);
    }

    ReportQuery query(Instant now) {
        Instant last = period.startOf(now);
        return ReportQuery.of(period, start(now), last.plus(period.length()));
    }

    /** Returns the beginning of one of its periods for people and for scripts: a day of UTC is a date, and the same in each zone. */
    Map<String, Object> label(Instant start) {
        if (period != ReportPeriod.DAY) {
            return View.time(start);
        }
        String date = start.toString().substring(0, DATE);
        return JsonObjects.of("iso", date, "text", date);
    }
}
