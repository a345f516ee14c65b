package dev.triggered.web.page;

import dev.triggered.report.Counts;
import dev.triggered.web.json.JsonObjects;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A chart over time, as the table from which a script draws it. Not thread-safe. */
final class Chart {
    private static final double WHOLE = 100;

    private final View view;
    private final Timeline timeline;
    private final Unit unit;
    private final List<Line> lines = new ArrayList<>();

    Chart(View view, Timeline timeline, Unit unit) {
        this.view = view;
        this.timeline = timeline;
        this.unit = unit;
    }

    /** Returns the chart of how long mails took. */
    static Map<String, Object> latencies(View view, Timeline timeline) {
        return new Chart(view, timeline, Unit.MILLIS)
                .line(Percentile.P99, Look.FAINT)
                .line(Percentile.P95, Look.SOFT)
                .line(Percentile.P50, Look.MAIN)
                .model("latency", view.texts().of("chart.latency"));
    }

    /** Adds a line of numbers. */
    Chart line(Figure figure, Look look) {
        return line(view.texts().name(figure), look, counts -> OptionalDouble.of((double) figure.of(counts)));
    }

    /** Adds a line of what part of the sent messages a number is. */
    Chart rate(Figure figure, Look look) {
        return line(view.texts().name(figure), look, counts -> rate(figure, counts));
    }

    /** Adds a line of latencies. */
    Chart line(Percentile percentile, Look look) {
        return line(view.texts().name(percentile), look, percentile::millis);
    }

    static OptionalDouble rate(Figure figure, Counts counts) {
        long sent = Figure.SENT.of(counts);
        return sent == 0 ? OptionalDouble.empty() : OptionalDouble.of(WHOLE * figure.of(counts) / sent);
    }

    private Chart line(String name, Look look, Function<Counts, OptionalDouble> value) {
        lines.add(new Line(name, look, value));
        return this;
    }

    /** Returns it for the template. */
    Map<String, Object> model(String id, String title) {
        Map<String, Object> model = JsonObjects.of("id", id, "title", title);
        model.put("unit", unit);
        model.put("none", lines.stream().allMatch(line -> values(line).sum() == 0));
        model.put("label", title + ". " + lines.stream().map(this::summary).collect(Collectors.joining("; ")));
        model.put(
                "lines",
                lines.stream()
                        .map(line -> JsonObjects.of("name", line.name, "look", line.look))
                        .toList());
        model.put("rows", timeline.starts().stream().map(this::row).toList());
        return model;
    }

    private DoubleStream values(Line line) {
        return timeline.counts().values().stream().map(line.value).flatMapToDouble(OptionalDouble::stream);
    }

    /** Says in words what a line shows. */
    private String summary(Line line) {
        String most = values(line).max().stream()
                .mapToObj(value -> unit.text(view.texts(), value))
                .collect(Collectors.joining());
        if (most.isEmpty()) {
            return line.name + ": –";
        }
        String all = unit == Unit.COUNT ? unit.text(view.texts(), values(line).sum()) + ", " : "";
        return line.name + ": " + all + view.texts().of("chart.most") + " " + most;
    }

    private Map<String, Object> row(Instant start) {
        Counts counts = timeline.in(start);
        return JsonObjects.of(
                "at",
                timeline.frame().label(start),
                "cells",
                lines.stream().map(line -> cell(line.value.apply(counts))).toList());
    }

    private Map<String, Object> cell(OptionalDouble value) {
        if (value.isEmpty()) {
            return JsonObjects.of("value", "", "text", "–");
        }
        BigDecimal exact = BigDecimal.valueOf(value.getAsDouble()).setScale(2, RoundingMode.HALF_UP);
        return JsonObjects.of(
                "value",
                exact.stripTrailingZeros().toPlainString(),
                "text",
                unit.text(view.texts(), value.getAsDouble()));
    }

    /** How a line is drawn. */
    enum Look {
        /** In the one colour that there is, and filled. */
        MAIN,
        SOFT,
        FAINT,
        BAD
    }

    /** One line: its values are told apart from what is not known. */
    private record Line(String name, Look look, Function<Counts, OptionalDouble> value) {}
}
