package dev.triggered.web.api;

import dev.triggered.TriggeredMail;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.web.api.IntakeViews.IntakeView;
import dev.triggered.web.api.SuppressionViews.ChangedView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The mails that came back: one more, and those that are about no message that is known. */
final class FeedbackResource {
    private static final String UNMATCHED = "/feedback/unmatched";
    private static final int STANDARD_PAGE = 20;

    private final TriggeredMail mail;
    private final Optional<Function<byte[], IntakeResult>> intake;

    FeedbackResource(TriggeredMail mail, Optional<Function<byte[], IntakeResult>> intake) {
        this.mail = mail;
        this.intake = intake;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post("/feedback/mails", this::accept)
                        .named(
                                "acceptReturnedMail",
                                "Takes in a mail that came back, as often as you like, and says what was done with it")
                        .takes(Takes.MAIL)
                        .answers(IntakeView.class),
                Operation.get(UNMATCHED, this::list)
                        .named(
                                "listUnmatchedMails",
                                "Lists mails that came back and are about no message that is known, the newest first")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 20 by default")
                        .answers(UnmatchedList.class),
                Operation.delete(UNMATCHED + "/{number}", this::forget)
                        .named("forgetUnmatchedMail", "Forgets such a mail")
                        .answers(ChangedView.class));
    }

    /** What is behind the octets that count is read too, so that the connection can be used again. */
    private Reply accept(Call call) throws IOException {
        Function<byte[], IntakeResult> reader =
                intake.orElseThrow(() -> new ProblemException(404, "there is nothing that takes mails in"));
        byte[] octets = call.body().readNBytes(BounceReader.MOST_OCTETS);
        long unused = call.body().transferTo(OutputStream.nullOutputStream());
        return Reply.json(IntakeView.of(reader.apply(octets), mail.messages()));
    }

    private Reply list(Call call) {
        int limit = Inputs.number(call, "limit", STANDARD_PAGE);
        long before = call.query("cursor").map(FeedbackResource::place).orElse(Long.MAX_VALUE);
        return Reply.json(UnmatchedList.of(mail.feedback().unmatched(before, limit), limit));
    }

    private Reply forget(Call call) {
        long number;
        try {
            number = Long.parseLong(call.variable("number"));
        } catch (NumberFormatException e) {
            throw Inputs.notFound("mail").get();
        }
        return Reply.json(new ChangedView(mail.feedback().forget(number)));
    }

    private static long place(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Inputs.refusal("this cursor came from no page");
        }
    }

    /** Mails that came back and are about no message. */
    record UnmatchedList(
            @Field("The mails, the newest first") List<UnmatchedView> mails,

            @Field(value = "The cursor of the next page, where there may be one", optional = true) @Nullable
            String next) {
        static UnmatchedList of(List<UnmatchedMail> mails, int limit) {
            String next = mails.size() < limit
                    ? null
                    : String.valueOf(mails.get(mails.size() - 1).number());
            return new UnmatchedList(mails.stream().map(UnmatchedView::of).toList(), next);
        }
    }

    /** Such a mail. */
    record UnmatchedView(
            @Field("What names it") long number,
            @Field("When it came") Instant at,
            @Field("What was read in it") String summary,

            @Field("Its beginning as text, by somebody who is not known")
            String head) {
        static UnmatchedView of(UnmatchedMail mail) {
            byte[] octets = mail.head().getBytes(StandardCharsets.ISO_8859_1);
            return new UnmatchedView(
                    mail.number(), mail.at(), mail.summary(), new String(octets, StandardCharsets.UTF_8));
        }
    }
}
