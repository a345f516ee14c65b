package dev.triggered.web.page;

import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.web.json.JsonObjects;
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

    /** Returns it for people, with the address of the messages that were counted, where there are any. */
    Map<String, Object> cell(View view, String stream, Counts counts) {
        long number = of(counts);
        return JsonObjects.of("count", view.texts().number(number), "href", number == 0 ? "" : messages(view, stream));
    }

    /** Returns the address of the messages behind it; empty where they are no list. */
    private String messages(View view, String stream) {
        String all = view.path("messages") + "?stream=" + View.encoded(stream);
        return switch (this) {
            case TRIGGERED -> all;
            case SENT, FAILED, BOUNCED, COMPLAINED -> all + "&state=" + name();
            case REFUSED, DEFERRED, OPENED, CLICKED -> "";
        };
    }
}
