package dev.triggered.web.api;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageState;
import dev.triggered.RetryCounts;
import dev.triggered.RetryVerdict;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dead letters as documents. */
final class DeadLetterViews {
    private DeadLetterViews() {}

    /** A page of dead letters. */
    record DeadLetterList(
            @Field("The messages, the one that ended last first")
            List<DeadLetterView> deadLetters,

            @Field(
                    value = "The cursor of the next page, where there is one; this page may have fewer than asked for",
                    optional = true)
            @Nullable
            String next) {
        static DeadLetterList of(DeadLetterPage page) {
            return new DeadLetterList(
                    page.letters().stream().map(DeadLetterView::of).toList(), page.hasNext() ? page.next() : null);
        }
    }

    /** A dead letter. */
    record DeadLetterView(
            @Field("The id of the message") String message,
            @Field("The stream") String stream,
            @Field("The address") String recipient,
            @Field("How it ended") MessageState state,
            @Field("When it was accepted") Instant acceptedAt,
            @Field("When it ended") Instant endedAt,

            @Field("What the relay said last, or what kept it from being sent")
            String why) {
        static DeadLetterView of(DeadLetter letter) {
            return new DeadLetterView(
                    letter.message().id().value(),
                    letter.message().stream(),
                    letter.message().recipient().toString(),
                    letter.state(),
                    letter.acceptedAt(),
                    letter.endedAt(),
                    letter.why().toString());
        }
    }

    /** Which dead letters are retried; what is left out stands for any. */
    record RetriesBody(
            @Field(value = "The name of their stream", optional = true) @Nullable
            String stream,

            @Field(value = "The states that they ended in; FAILED, UNCERTAIN and EXPIRED by default", optional = true)
            List<MessageState> states,

            @Field(value = "What is said of why they ended", optional = true) @Nullable
            SaidBody said,

            @Field(value = "The time from which on they ended", optional = true) @Nullable
            Instant from,

            @Field(value = "The time before which they ended", optional = true) @Nullable
            Instant until,

            @Field(value = "After how many that wait again it stops, 1 to 10,000; 1,000 by default", optional = true)
            @Nullable
            Integer atMost) {
        private static final int STANDARD = 1_000;
        private static final int MOST = 10_000;

        RetriesBody {
            if (atMost != null && (atMost < 1 || atMost > MOST)) {
                throw new IllegalArgumentException("at most 1 to 10,000 are retried in one call, not " + atMost);
            }
        }

        int most() {
            return atMost == null ? STANDARD : atMost;
        }

        DeadLetterQuery query() {
            DeadLetterQuery query = DeadLetterQuery.all()
                    .of(stream == null ? "" : stream)
                    .endedBetween(from == null ? Instant.MIN : from, until == null ? Instant.MAX : until);
            query = states.isEmpty() ? query : query.in(states.toArray(new MessageState[0]));
            return said == null ? query : said.onto(query);
        }
    }

    /** What is said of why a message ended; what is left out stands for anything. */
    record SaidBody(
            @Field(value = "A part of what the relay said, or of the reason, in any case", optional = true) @Nullable
            String text,

            @Field(value = "The reply code, such as 550", optional = true) @Nullable
            Integer code,

            @Field(value = "The enhanced status code, or its first parts, such as 5.1", optional = true) @Nullable
            String status) {
        DeadLetterQuery onto(DeadLetterQuery query) {
            return query.saying(text == null ? "" : text)
                    .code(code == null ? 0 : code)
                    .status(status == null ? "" : status);
        }
    }

    /** What became of the wish to retry many messages. */
    record RetriesView(
            @Field("How many wait again") long revived,
            @Field("How many were looked at and do not") long refused,

            @Field("How many messages had each verdict; one that none had is not in it")
            Map<String, Long> verdicts) {
        static RetriesView of(RetryCounts counts) {
            Map<String, Long> verdicts = new LinkedHashMap<>();
            for (RetryVerdict verdict : RetryVerdict.values()) {
                if (counts.of(verdict) > 0) {
                    verdicts.put(verdict.name(), counts.of(verdict));
                }
            }
            return new RetriesView(counts.revived(), counts.refused(), verdicts);
        }
    }
}
