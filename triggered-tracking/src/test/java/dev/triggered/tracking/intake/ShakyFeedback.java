package dev.triggered.tracking.intake;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import dev.triggered.StoreException;
import dev.triggered.feedback.Feedback;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The feedback of a shop, whose store is away at times, and takes no mail with a certain word at any time. */
final class ShakyFeedback implements Feedback {
    static final String POISON = "poison";

    private final Feedback feedback;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean away;

    ShakyFeedback(Feedback feedback) {
        this.feedback = feedback;
    }

    void away(boolean is) {
        this.away = is;
    }

    int failures() {
        return failures.get();
    }

    private void check(boolean fails) {
        if (fails) {
            failures.incrementAndGet();
            throw StoreException.passing("the store is away");
        }
    }

    @Override
    public FeedbackVerdict record(FeedbackReport report) {
        check(away);
        return feedback.record(report);
    }

    @Override
    public void record(List<Response> responses) {
        check(away);
        feedback.record(responses);
    }

    @Override
    public Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since) {
        check(away);
        return feedback.lastSentTo(recipient, since);
    }

    @Override
    public void keep(UnmatchedMail mail) {
        check(away || mail.head().contains(POISON));
        feedback.keep(mail);
    }

    @Override
    public List<UnmatchedMail> unmatched(long before, int limit) {
        return feedback.unmatched(before, limit);
    }

    @Override
    public boolean forget(long number) {
        return feedback.forget(number);
    }
}
