package dev.triggered.templates;

import dev.triggered.templates.Helper.UnreadableException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The helpers for dates and times. They read ISO 8601 text as {@link dev.triggered.PlainData} writes it. A moment (with
 * {@code Z} or an offset) is shown in the zone of the templates; a time with a region in that region; a local one as it is.
 */
final class Dates {
    private static final Map<String, FormatStyle> STYLES = Map.of(
            "short",
            FormatStyle.SHORT,
            "medium",
            FormatStyle.MEDIUM,
            "long",
            FormatStyle.LONG,
            "full",
            FormatStyle.FULL);

    private Dates() {}

    static Helper date(String format) {
        FormatStyle style = styleOf(format, FormatStyle.MEDIUM);
        DateTimeFormatter formatter =
                style == null ? pattern(format, "date") : DateTimeFormatter.ofLocalizedDate(style);
        return (text, locale, zone) -> {
            TemporalAccessor date = parseDate(text, zone);
            if (date == null) {
                date = parseMoment(text, zone);
            }
            return print(formatter, date, locale, "a date in ISO 8601, such as 2026-05-31");
        };
    }

    static Helper time(String format) {
        FormatStyle style = styleOf(format, FormatStyle.SHORT);
        if (style == FormatStyle.LONG || style == FormatStyle.FULL) {
            throw new IllegalArgumentException("a time is short, medium or has a pattern");
        }
        DateTimeFormatter formatter =
                style == null ? pattern(format, "time") : DateTimeFormatter.ofLocalizedTime(style);
        return (text, locale, zone) -> {
            TemporalAccessor time = parseTime(text);
            if (time == null) {
                time = parseMoment(text, zone);
            }
            return print(formatter, time, locale, "a time in ISO 8601, such as 18:30 or 2026-05-31T18:30:00Z");
        };
    }

    static Helper dateTime(String format) {
        FormatStyle style = styleOf(format, FormatStyle.MEDIUM);
        DateTimeFormatter formatter = style == null
                ? pattern(format, "dateTime")
                : DateTimeFormatter.ofLocalizedDateTime(style, FormatStyle.SHORT);
        return (text, locale, zone) -> print(
                formatter,
                parseMoment(text, zone),
                locale,
                "a date with a time in ISO 8601, such as 2026-05-31T18:30:00Z");
    }

    private static @Nullable FormatStyle styleOf(String format, FormatStyle byDefault) {
        return format.isEmpty() ? byDefault : STYLES.get(format);
    }

    /** Reads a pattern and tries it on what the helper formats, so that a bad one is found when the template is loaded. */
    private static DateTimeFormatter pattern(String pattern, String helper) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern);
        ZonedDateTime moment = LocalDateTime.of(2026, 5, 31, 18, 30).atZone(ZoneOffset.UTC);
        try {
            formatter.formatTo(
                    switch (helper) {
                        case "date" -> moment.toLocalDate();
                        case "time" -> moment.toLocalTime();
                        default -> moment;
                    },
                    new StringBuilder());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the pattern asks for more than a " + helper + " has", e);
        }
        return formatter;
    }

    private static String print(
            DateTimeFormatter formatter, @Nullable TemporalAccessor value, Locale locale, String expected)
            throws UnreadableException {
        if (value == null) {
            throw new UnreadableException(expected);
        }
        try {
            return formatter.localizedBy(locale).format(value);
        } catch (DateTimeException e) {
            throw new UnreadableException(expected);
        }
    }

    private static @Nullable TemporalAccessor parseDate(String text, ZoneId zone) {
        try {
            return LocalDate.parse(text).atStartOfDay(zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable TemporalAccessor parseTime(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable TemporalAccessor parseMoment(String text, ZoneId zone) {
        try {
            TemporalAccessor moment =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            if (moment instanceof LocalDateTime local) {
                return local.atZone(zone);
            }
            ZonedDateTime zoned = (ZonedDateTime) moment;
            return zoned.getZone() instanceof ZoneOffset ? zoned.withZoneSameInstant(zone) : zoned;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
