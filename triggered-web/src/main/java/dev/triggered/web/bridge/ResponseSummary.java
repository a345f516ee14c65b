package dev.triggered.web.bridge;

import dev.triggered.StreamChange;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.web.http.Call;
import dev.triggered.web.json.JsonObjects;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the mails of a stream were answered, as counts that are texts. */
final class ResponseSummary {
    /** A date, with a time of day or without, in UTC. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[ HH:mm[:ss]]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private ResponseSummary() {}

    /** Returns the time that is asked for: all of it, where no dates are given. */
    static Period between(Call call, Instant now) {
        Instant from = date(call, "start_date").orElse(Instant.EPOCH);
        Instant to = date(call, "end_date").orElse(now.plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS));
        if (!from.isBefore(to)) {
            throw new Refusal(ReplyCode.DATE, "the end_date is later than the start_date");
        }
        return new Period(from, to);
    }

    private static Optional<Instant> date(Call call, String name) {
        try {
            return call.query(name)
                    .map(text -> LocalDateTime.parse(text.strip(), DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new Refusal(ReplyCode.DATE, name + " is a date such as 2026-11-28 or 2026-11-28 12:00:00");
        }
    }

    static Map<String, Object> of(TriggeredMail mail, String stream, Period period) {
        List<ReportRow> rows =
                mail.reports().find(ReportQuery.of(period.rows(), period.from, period.to).stream(stream));
        long launches = mail.streams().changes(stream).stream()
                .filter(change -> change.kind() == StreamChange.Kind.LAUNCHED)
                .count();
        return JsonObjects.of(
                "sent", sum(rows, Measure.SENT),
                "planned", sum(rows, Measure.TRIGGERED),
                "soft_bounces", sum(rows, Measure.SOFT_BOUNCED),
                "hard_bounces", sum(rows, Measure.HARD_BOUNCED),
                "block_bounces", sum(rows, Measure.BLOCKED),
                "opened", sum(rows, Measure.OPENED),
                "unsubscribe", "0",
                "total_clicks", sum(rows, Measure.CLICKS),
                "unique_clicks", sum(rows, Measure.CLICKED),
                "complained", sum(rows, Measure.COMPLAINED),
                "launches", Long.toString(Math.max(1, launches)));
    }

    private static String sum(List<ReportRow> rows, Measure measure) {
        return Long.toString(
                rows.stream().mapToLong(row -> row.counts().of(measure)).sum());
    }

    /** From when to when. */
    record Period(Instant from, Instant to) {
        /** Hours are known for some months, days for some years. */
        private ReportPeriod rows() {
            boolean days = isDay(from) && isDay(to);
            return days ? ReportPeriod.DAY : ReportPeriod.HOUR;
        }

        private static boolean isDay(Instant time) {
            return time.truncatedTo(ChronoUnit.DAYS).equals(time);
        }
    }
}
