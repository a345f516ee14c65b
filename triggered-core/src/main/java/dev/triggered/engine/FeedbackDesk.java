package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.FeedbackSettings;
import dev.triggered.MessageInfo;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.Feedback;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Takes in what came back, and says what follows from it. */
final class FeedbackDesk implements Feedback {
    private static final String WHO = "feedback";
    private static final int MOST_UNMATCHED = 1_000;

    private final FeedbackLog log;
    private final FeedbackSettings settings;
    private final Steps steps;
    private final InstantSource clock;

    FeedbackDesk(FeedbackLog log, FeedbackSettings settings, Steps steps, InstantSource clock) {
        this.log = log;
        this.settings = settings;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public FeedbackVerdict record(FeedbackReport report) {
        return Filing.isDue(report) ? file(List.of(report)).get(0).verdict() : FeedbackVerdict.WITHOUT_CONSEQUENCE;
    }

    /** Records reports that say that their messages came back, all together. */
    List<Filed> file(List<FeedbackReport> reports) {
        List<Filed> answers = log.file(reports.stream()
                .map(report -> Filing.of(report, consequence(report)))
                .toList());
        answers.forEach(answer -> answer.step().ifPresent(steps::tell));
        return answers;
    }

    private Consequence consequence(FeedbackReport report) {
        boolean believed = report.origin().proof() != Proof.ADDRESS || settings.trustsAddresses();
        if (!believed) {
            return new Consequence.None();
        }
        if (report.reason() == BounceReason.COMPLAINT) {
            return new Consequence.Suppressing(SuppressionReason.SPAM_COMPLAINT, origin(said(report)));
        }
        if (report.bounceClass() == BounceClass.HARD) {
            return new Consequence.Suppressing(SuppressionReason.HARD_BOUNCE, origin(said(report)));
        }
        if (report.bounceClass() == BounceClass.SOFT) {
            int limit = settings.softInARow();
            Instant sentBefore = clock.instant().minus(settings.successAfter());
            String note = limit + " soft bounces in a row, at last: " + said(report);
            return new Consequence.Counting(limit, sentBefore, origin(note));
        }
        return new Consequence.None();
    }

    private static String said(FeedbackReport report) {
        String reply = report.reply().toString();
        return reply.isEmpty() ? report.reason().name() : reply;
    }

    private Suppression.Origin origin(String note) {
        return new Suppression.Origin(clock.instant(), WHO, note);
    }

    @Override
    public void record(List<Response> responses) {
        if (!responses.isEmpty()) {
            log.record(List.copyOf(responses));
        }
    }

    @Override
    public Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since) {
        return log.lastSentTo(recipient, since);
    }

    @Override
    public void keep(UnmatchedMail mail) {
        log.keep(mail);
    }

    @Override
    public List<UnmatchedMail> unmatched(long before, int limit) {
        if (limit < 1 || limit > MOST_UNMATCHED) {
            throw new IllegalArgumentException("1 to " + MOST_UNMATCHED + " mails are returned, not " + limit);
        }
        return log.unmatched(before, limit);
    }

    @Override
    public boolean forget(long number) {
        return log.forget(number);
    }
}
