package dev.triggered.web.page;

import dev.triggered.LaneStatus;
import dev.triggered.MessageState;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Counts;
import dev.triggered.web.json.JsonObjects;
import dev.triggered.web.page.Chart.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Whether mail is going out, how fast, what is stuck and what bounces. */
final class OverviewFigures {
    /** For how long a message may have been due before its lane is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final View view;
    private final List<LaneStatus> lanes;
    private final Timeline hour;
    private final Timeline month;

    private OverviewFigures(View view, List<LaneStatus> lanes, Timeline hour, Timeline month) {
        this.view = view;
        this.lanes = lanes;
        this.hour = hour;
        this.month = month;
    }

    static OverviewFigures of(TriggeredMail mail, View view, List<LaneStatus> lanes) {
        return new OverviewFigures(
                view, lanes, timeline(mail, view, Timeframe.HOUR), timeline(mail, view, Timeframe.MONTH));
    }

    private static Timeline timeline(TriggeredMail mail, View view, Timeframe frame) {
        return Timeline.of(frame, view.now(), mail.reports().find(frame.query(view.now())));
    }

    /** Returns them for the template. */
    Map<String, Object> model() {
        return JsonObjects.of(
                "lastHour",
                lastHour(hour.total()),
                "rates",
                rates(month.total()),
                "charts",
                List.of(throughput(), Chart.latencies(view, hour), bounces()),
                "lanes",
                lanes.stream().map(this::lane).toList());
    }

    private List<Map<String, Object>> lastHour(Counts counts) {
        long waiting = lanes.stream().mapToLong(LaneStatus::waiting).sum();
        List<Map<String, Object>> tiles = new ArrayList<>();
        tiles.add(tile(Figure.SENT, counts));
        tiles.add(tile(
                text("overview.waiting"),
                view.texts().number(waiting),
                view.path("messages") + "?state=" + MessageSearch.among(MessageState.QUEUED)));
        tiles.add(tile(Figure.FAILED, counts));
        Arrays.stream(Percentile.values())
                .forEach(percentile -> tiles.add(tile(
                        text("overview.latency") + ", " + view.texts().name(percentile),
                        percentile.text(view.texts(), counts),
                        "")));
        return tiles;
    }

    private List<Map<String, Object>> rates(Counts counts) {
        return List.of(rate(Figure.BOUNCED, counts), rate(Figure.COMPLAINED, counts));
    }

    private Map<String, Object> rate(Figure figure, Counts counts) {
        OptionalDouble rate = Chart.rate(figure, counts);
        String text = rate.isPresent() ? Unit.PERCENT.text(view.texts(), rate.getAsDouble()) : "–";
        return tile(
                view.texts().name(figure) + ", " + view.texts().name(Timeframe.MONTH),
                text,
                figure.list(view, "", Timeframe.MONTH.time(view.now())));
    }

    private Map<String, Object> tile(Figure figure, Counts counts) {
        return tile(
                view.texts().name(figure),
                view.texts().number(figure.of(counts)),
                figure.list(view, "", Timeframe.HOUR.time(view.now())));
    }

    private String text(String key) {
        return view.texts().of(key);
    }

    private static Map<String, Object> tile(String label, String number, String href) {
        return JsonObjects.of("label", label, "count", number, "href", href);
    }

    private Map<String, Object> throughput() {
        return new Chart(view, hour, Unit.COUNT)
                .line(Figure.TRIGGERED, Look.SOFT)
                .line(Figure.SENT, Look.MAIN)
                .line(Figure.FAILED, Look.BAD)
                .model("throughput", text("chart.throughput"));
    }

    private Map<String, Object> bounces() {
        return new Chart(view, month, Unit.PERCENT)
                .rate(Figure.BOUNCED, Look.MAIN)
                .rate(Figure.COMPLAINED, Look.BAD)
                .model("bounces", text("chart.bounces"));
    }

    private Map<String, Object> lane(LaneStatus lane) {
        Duration age = lane.age(view.now());
        return JsonObjects.of(
                "name",
                lane.lane().name(),
                "breaker",
                view.texts().of(lane.breaker().state()),
                "nextTry",
                lane.breaker().nextTry().stream().map(View::time).toList(),
                "waiting",
                view.texts().number(lane.waiting()),
                "sending",
                view.texts().number(lane.sending()),
                "age",
                age.isZero() ? "–" : view.texts().duration(Percentile.millis(age)),
                "late",
                age.compareTo(LATE) > 0);
    }
}
