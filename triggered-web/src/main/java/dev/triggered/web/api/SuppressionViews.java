package dev.triggered.web.api;

import dev.triggered.NewSuppression;
import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionPage;
import dev.triggered.SuppressionReason;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Suppressions as documents. */
final class SuppressionViews {
    private SuppressionViews() {}

    /** An address that must not be written to. */
    record SuppressionBody(
            @Field("The address") String address,
            @Field("Why") SuppressionReason reason,

            @Field(value = "The one stream that must not write to it; all by default", optional = true) @Nullable
            String stream,

            @Field(value = "More about it", optional = true) @Nullable
            String note) {
        SuppressionBody {
            NewSuppression unused = NewSuppression.of(address, reason);
        }

        NewSuppression suppression() {
            NewSuppression suppression = NewSuppression.of(address, reason);
            suppression = stream == null ? suppression : suppression.stream(stream);
            return note == null ? suppression : suppression.note(note);
        }
    }

    /** A suppression to be taken away. */
    record RemovalBody(
            @Field("The address") String address,
            @Field("The reason that holds no more") SuppressionReason reason) {}

    /** Whether something changed. */
    record ChangedView(
            @Field("Whether this changed anything") boolean changed) {}

    /** A suppression. */
    record SuppressionView(
            @Field("The address") String address,
            @Field("Why") SuppressionReason reason,

            @Field(value = "The one stream that must not write to it; all by default", optional = true) @Nullable
            String stream,

            @Field("Since when") Instant at,
            @Field("Who said so") String by,
            @Field("More about it, maybe empty") String note) {
        static SuppressionView of(Suppression suppression) {
            return new SuppressionView(
                    suppression.address().toString(),
                    suppression.reason(),
                    suppression.stream().isEmpty() ? null : suppression.stream(),
                    suppression.origin().at(),
                    suppression.origin().by(),
                    suppression.origin().note());
        }
    }

    /** A page of suppressions. */
    record SuppressionList(
            @Field("The suppressions, by address") List<SuppressionView> suppressions,

            @Field(value = "The cursor of the next page, where there is one", optional = true) @Nullable
            String next) {
        static SuppressionList of(SuppressionPage page) {
            return new SuppressionList(
                    page.suppressions().stream().map(SuppressionView::of).toList(),
                    page.hasNext() ? page.next() : null);
        }
    }

    /** What became of a file. */
    record ImportView(
            @Field("How many suppressions are new") long added,
            @Field("How many were known") long known,
            @Field("How many rows were refused") long refused,
            @Field("The first of those") List<RowFault> faults) {
        static ImportView of(SuppressionImport result) {
            return new ImportView(
                    result.added(),
                    result.known(),
                    result.refused(),
                    result.faults().stream()
                            .map(row -> new RowFault(row.line(), row.fault()))
                            .toList());
        }
    }

    /** What is wrong with a row. */
    record RowFault(
            @Field("The line, from 1") long line,
            @Field("What is wrong with it") String fault) {}

    /** The transactional opt-in. */
    record OptInBody(
            @Field("Whether the account-wide transactional opt-in is on")
            boolean on) {}

    /** The transactional opt-in, and who switched it. */
    record OptInView(
            @Field("Whether the account-wide transactional opt-in is on")
            boolean on,

            @Field("Who switched it when, the newest first") List<OptInSwitch> changes) {
        static OptInView of(boolean on, List<OptInChange> changes) {
            return new OptInView(
                    on,
                    changes.stream()
                            .map(change -> new OptInSwitch(change.on(), change.at(), change.by()))
                            .toList());
        }
    }

    /** A switch of the transactional opt-in. */
    record OptInSwitch(
            @Field("Whether it was switched on") boolean on,
            @Field("When") Instant at,
            @Field("Who did it") String by) {}
}
