package dev.triggered.web.api;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastState;
import dev.triggered.web.json.Field;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Broadcasts as documents. */
final class BroadcastViews {
    private BroadcastViews() {}

    /** A broadcast. */
    record BroadcastView(
            @Field("Its id") String id,
            @Field("The stream that it sends") String stream,
            @Field("Where it is") BroadcastState state,

            @Field("What made it fail, empty unless something did")
            String fault,

            @Field("How far it has come") ProgressView progress) {
        static BroadcastView of(Broadcast broadcast) {
            return new BroadcastView(
                    broadcast.id(),
                    broadcast.stream(),
                    broadcast.state(),
                    broadcast.fault(),
                    ProgressView.of(broadcast.progress()));
        }
    }

    /** All broadcasts. */
    record BroadcastList(@Field("The broadcasts") List<BroadcastView> broadcasts) {}

    /** How far a broadcast has come. */
    record ProgressView(
            @Field("What was read, and what became of it") CountsView counts,
            @Field("How many messages have not ended") long waiting,
            @Field("How many messages end in a second") double perSecond,

            @Field(value = "Which part is done, from 0 to 1, where it is known", optional = true) @Nullable
            Double fraction,

            @Field(value = "How many seconds are left, where it is known", optional = true) @Nullable
            Long remainingSeconds) {
        static ProgressView of(BroadcastProgress progress) {
            OptionalDouble fraction = progress.fraction();
            OptionalLong remaining = progress.outlook()
                    .remaining()
                    .map(Duration::toSeconds)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
            return new ProgressView(
                    CountsView.of(progress.counts()),
                    progress.waiting(),
                    progress.outlook().perSecond(),
                    fraction.isPresent() ? fraction.getAsDouble() : null,
                    remaining.isPresent() ? remaining.getAsLong() : null);
        }
    }

    /** What was read, and what became of it. */
    record CountsView(
            @Field("Rows that were read") long rows,
            @Field("Messages that were accepted") long accepted,
            @Field("Rows whose address came before") long duplicates,
            @Field("Rows that nobody can be written to by") long rejected,
            @Field("Rows whose address is suppressed") long suppressed) {
        static CountsView of(BroadcastProgress.Counts counts) {
            return new CountsView(
                    counts.rows(), counts.accepted(), counts.duplicates(), counts.rejected(), counts.suppressed());
        }
    }

    /** What became of the messages. */
    record OutcomesView(
            @Field("How many messages are in each end, and how many have not ended, as QUEUED")
            Map<String, Long> outcomes) {
        static OutcomesView of(Broadcast broadcast) {
            Map<String, Long> outcomes = new LinkedHashMap<>();
            broadcast.outcomes().forEach((state, count) -> outcomes.put(state.name(), count));
            return new OutcomesView(outcomes);
        }
    }
}
