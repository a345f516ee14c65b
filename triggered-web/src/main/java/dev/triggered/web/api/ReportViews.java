package dev.triggered.web.api;

import dev.triggered.report.Counts;
import dev.triggered.report.ReportRow;
import dev.triggered.web.json.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as documents. */
final class ReportViews {
    private ReportViews() {}

    /** A report. */
    record ReportView(@Field("The rows, by their time") List<RowView> rows) {
        static ReportView of(List<ReportRow> rows) {
            return new ReportView(rows.stream().map(RowView::of).toList());
        }
    }

    /** What was counted in a period. */
    record RowView(
            @Field("When the period began") Instant start,

            @Field("What the row is about, as far as the query tells that apart")
            GroupView group,

            @Field("How often each thing happened; what never did is not there")
            Map<String, Long> measures,

            @Field("How many triggers were refused, by their verdicts")
            Map<String, Long> refusals,

            @Field(
                    value = "How long mails took from when they were triggered, or due, until the relay took them",
                    optional = true)
            @Nullable
            LatencyView latency) {
        static RowView of(ReportRow row) {
            Counts counts = row.counts();
            return new RowView(
                    row.start(),
                    GroupView.of(row.group()),
                    named(counts.measures()),
                    named(counts.refusals()),
                    counts.latency(50).map(median -> LatencyView.of(counts)).orElse(null));
        }

        private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
            Map<String, Long> named = new LinkedHashMap<>();
            counts.forEach((what, count) -> named.put(what.name(), count));
            return named;
        }
    }

    /** What a row is about. */
    record GroupView(
            @Field(value = "The stream", optional = true) @Nullable
            String stream,

            @Field(value = "The version of the stream", optional = true) @Nullable
            Integer version,

            @Field(value = "The lane", optional = true) @Nullable
            String lane,

            @Field(value = "The domain of the addresses", optional = true) @Nullable
            String domain) {
        static GroupView of(ReportRow.Group group) {
            return new GroupView(
                    orNothing(group.stream()),
                    group.version() == 0 ? null : group.version(),
                    orNothing(group.lane()),
                    orNothing(group.domain()));
        }

        private static @Nullable String orNothing(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /** How long mails took, in milliseconds. */
    record LatencyView(
            @Field("The median") long p50,
            @Field("What 95 of 100 took at most") long p95,
            @Field("What 99 of 100 took at most") long p99) {
        static LatencyView of(Counts counts) {
            return new LatencyView(millis(counts, 50), millis(counts, 95), millis(counts, 99));
        }

        private static long millis(Counts counts, double percent) {
            return counts.latency(percent).map(Duration::toMillis).orElse(0L);
        }
    }
}
