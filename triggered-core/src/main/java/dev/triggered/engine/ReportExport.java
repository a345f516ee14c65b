package dev.triggered.engine;

import dev.triggered.TriggeredException;
import dev.triggered.Verdict;
import dev.triggered.csv.CsvLines;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes the rows of a report as CSV. */
final class ReportExport {
    private static final String FORMULA = "=+-@\t";
    private static final List<Double> PERCENTS = List.of(50.0, 95.0, 99.0);
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Writer csv;
    private long written;

    ReportExport(Writer csv) {
        this.csv = csv;
    }

    /** Writes what a report hands over; returns how many rows that are. */
    long write(Consumer<Consumer<ReportRow>> report) {
        try {
            CsvLines lines = CsvLines.to(csv, header());
            report.accept(row -> {
                lines.add(columns(row));
                written++;
            });
            csv.flush();
        } catch (IOException | UncheckedIOException e) {
            throw new TriggeredException("the report could not be written behind its first " + written + " rows", e);
        }
        return written;
    }

    private static String[] header() {
        List<String> header = new ArrayList<>(List.of("start", "stream", "version", "lane", "domain"));
        measures().map(Measure::name).forEach(header::add);
        header.add("REFUSED");
        refusals().map(verdict -> "REFUSED_" + verdict.name()).forEach(header::add);
        PERCENTS.forEach(percent -> header.add(String.format(Locale.ROOT, "P%.0f_MS", percent)));
        return header.toArray(String[]::new);
    }

    private static String[] columns(ReportRow row) {
        ReportRow.Group group = row.group();
        Counts counts = row.counts();
        List<String> columns = new ArrayList<>(List.of(
                row.start().toString(),
                text(group.stream()),
                group.version() == 0 ? "" : Integer.toString(group.version()),
                text(group.lane()),
                text(group.domain())));
        measures().map(counts::of).map(String::valueOf).forEach(columns::add);
        columns.add(Long.toString(counts.refused()));
        refusals().map(counts::refused).map(String::valueOf).forEach(columns::add);
        PERCENTS.forEach(percent -> columns.add(millis(counts, percent)));
        return columns.toArray(String[]::new);
    }

    private static String millis(Counts counts, double percent) {
        return counts.latency(percent)
                .map(latency -> String.format(Locale.ROOT, "%.1f", latency.toNanos() / NANOS_PER_MILLI))
                .orElse("");
    }

    private static Stream<Measure> measures() {
        return Stream.of(Measure.values());
    }

    /** Returns the verdicts of streams by which no message is kept. */
    private static Stream<Verdict> refusals() {
        return Stream.of(Verdict.values()).filter(verdict -> !verdict.isKept() || verdict == Verdict.DUPLICATE);
    }

    /** Returns a name as a spreadsheet does not take it for a formula. */
    private static String text(String name) {
        return !name.isEmpty() && FORMULA.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
    }
}
