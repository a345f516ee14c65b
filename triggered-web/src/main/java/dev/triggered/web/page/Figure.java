package dev.triggered.web.page;

import dev.triggered.MessageQuery.Period;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.web.json.JsonObjects;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A number of a report, as pages show it. */
enum Figure {
    TRIGGERED,
    SENT,
    REFUSED,
    DEFERRED,
    FAILED,
    BOUNCED,
    COMPLAINED,
    OPENED,
    CLICKED;

    /** What a list of streams shows of a day. */
    static final List<Figure> DAILY = List.of(TRIGGERED, SENT, REFUSED, BOUNCED);

    long of(Counts counts) {
        return switch (this) {
            case TRIGGERED -> counts.of(Measure.TRIGGERED);
            case SENT -> counts.of(Measure.SENT);
            case REFUSED -> counts.refused();
            case DEFERRED -> counts.of(Measure.DEFERRED);
            case FAILED -> counts.of(Measure.FAILED);
            case BOUNCED ->
                counts.of(Measure.HARD_BOUNCED) + counts.of(Measure.SOFT_BOUNCED) + counts.of(Measure.BLOCKED);
            case COMPLAINED -> counts.of(Measure.COMPLAINED);
            case OPENED -> counts.of(Measure.OPENED);
            case CLICKED -> counts.of(Measure.CLICKED);
        };
    }

    /** Returns it for people, with the address of the list of what was counted of a stream in a time, where there is any. */
    Map<String, Object> cell(View view, String stream, Counts counts, Period time) {
        long number = of(counts);
        return JsonObjects.of(
                "label",
                view.texts().name(this),
                "count",
                view.texts().number(number),
                "href",
                number == 0 ? "" : list(view, stream, time));
    }

    /** Returns the address of the list behind it, of a stream or, without a name, of all; empty where there is no list. */
    String list(View view, String stream, Period time) {
        String query = "?from=" + View.encoded(time.from().toString())
                + (time.until().equals(Instant.MAX)
                        ? ""
                        : "&until=" + View.encoded(time.until().toString()))
                + (stream.isEmpty() ? "" : "&stream=" + View.encoded(stream));
        return switch (this) {
            case TRIGGERED -> view.path("messages") + query;
            case SENT, BOUNCED, COMPLAINED -> view.path("messages") + query + "&state=" + name();
            case FAILED -> view.path("dead-letters") + query + "&state=" + name();
            case REFUSED, DEFERRED, OPENED, CLICKED -> "";
        };
    }
}
