package dev.triggered.web.page;

import dev.triggered.MailStream;
import dev.triggered.MessageQuery.Period;
import dev.triggered.StreamInfo;
import dev.triggered.StreamVersion;
import dev.triggered.Tracking;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Counts;
import dev.triggered.report.Dimension;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.web.json.JsonObjects;
import dev.triggered.web.page.Chart.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the mails of a stream fared, over time and by version. */
final class StreamFigures {
    private final View view;
    private final StreamInfo info;
    private final Timeframe frame;
    private final List<ReportRow> rows;
    private final List<StreamVersion> versions;

    private StreamFigures(
            View view, StreamInfo info, Timeframe frame, List<ReportRow> rows, List<StreamVersion> versions) {
        this.view = view;
        this.info = info;
        this.frame = frame;
        this.rows = rows;
        this.versions = versions;
    }

    static StreamFigures of(TriggeredMail mail, View view, StreamInfo info) {
        Timeframe frame = View.constant(Timeframe.class, view.query("period")).orElse(Timeframe.DAY);
        ReportQuery query = frame.query(view.now()).stream(info.name()).by(Dimension.VERSION);
        return new StreamFigures(
                view, info, frame, mail.reports().find(query), mail.streams().versions(info.name()));
    }

    /** Returns them for the template. */
    Map<String, Object> model() {
        return JsonObjects.of(
                "timeframes",
                Arrays.stream(Timeframe.values()).map(this::choice).toList(),
                "charts",
                charts(Timeline.of(frame, view.now(), rows)),
                "measures",
                Arrays.stream(Figure.values()).map(view.texts()::of).toList(),
                "percentiles",
                Arrays.stream(Percentile.values()).map(view.texts()::of).toList(),
                "versions",
                versions(),
                "csv",
                csv());
    }

    private Map<String, Object> choice(Timeframe each) {
        Map<String, Object> choice = view.texts().of(each);
        choice.put("href", view.path("streams", info.name()) + "?period=" + each);
        choice.put("chosen", each == frame);
        return choice;
    }

    private List<Map<String, Object>> charts(Timeline timeline) {
        List<Map<String, Object>> charts = new ArrayList<>();
        charts.add(new Chart(view, timeline, Unit.COUNT)
                .line(Figure.TRIGGERED, Look.SOFT)
                .line(Figure.SENT, Look.MAIN)
                .line(Figure.BOUNCED, Look.BAD)
                .model("deliverability", view.texts().of("chart.deliverability")));
        if (isTracked(info.stream())) {
            charts.add(new Chart(view, timeline, Unit.COUNT)
                    .line(Figure.OPENED, Look.SOFT)
                    .line(Figure.CLICKED, Look.MAIN)
                    .model("responses", view.texts().of("chart.responses")));
        }
        charts.add(Chart.latencies(view, timeline));
        return charts;
    }

    private static boolean isTracked(MailStream stream) {
        return stream.tracking() != Tracking.OFF && !stream.isBroadcast();
    }

    private List<Map<String, Object>> versions() {
        Map<Integer, Counts> byVersion = rows.stream()
                .collect(Collectors.toMap(row -> row.group().version(), ReportRow::counts, Counts::plus, TreeMap::new));
        List<Map<String, Object>> versions = new ArrayList<>();
        byVersion.forEach((version, counts) -> versions.add(0, version(version, counts)));
        return versions;
    }

    private Map<String, Object> version(int version, Counts counts) {
        Period time = time(version);
        String number = version == 0 ? "–" : view.texts().number(version);
        return JsonObjects.of(
                "version",
                number,
                "href",
                version == 0 ? "" : view.path("streams", info.name(), "versions", String.valueOf(version)),
                "counts",
                Arrays.stream(Figure.values())
                        .map(figure -> figure.cell(view, info.name(), counts, time))
                        .toList(),
                "latencies",
                Arrays.stream(Percentile.values())
                        .map(percentile -> percentile.text(view.texts(), counts))
                        .toList());
    }

    /** Returns when messages of a version were accepted: while it was the newest one. */
    private Period time(int version) {
        Period all = frame.time(view.now());
        Instant from = published(version).filter(all.from()::isBefore).orElse(all.from());
        Instant until = published(version + 1).filter(from::isBefore).orElse(Instant.MAX);
        return version == 0 ? all : new Period(from, until);
    }

    private Optional<Instant> published(int version) {
        return versions.stream()
                .filter(each -> each.number() == version)
                .map(StreamVersion::at)
                .findFirst();
    }

    /** Returns the address of the same report as a file. */
    private String csv() {
        ReportQuery query = frame.query(view.now());
        return view.call().request().mount() + "/api/v1/reports/export?period=" + query.period() + "&from="
                + View.encoded(query.from().toString()) + "&to="
                + View.encoded(query.to().toString()) + "&stream=" + View.encoded(info.name()) + "&by=STREAM,VERSION";
    }
}
