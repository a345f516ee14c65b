package dev.triggered.engine;

import dev.triggered.Attempt;
import dev.triggered.FeedbackSettings;
import dev.triggered.SendResult;
import dev.triggered.TriggeredException;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.RefusalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what a relay refuses for good count as a bounce: before it is recorded how the message ended, so that a crash forgets neither. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Optional<RefusalReader> reader;
    private final FeedbackDesk desk;
    private final AtomicBoolean warned = new AtomicBoolean();

    Refusals(FeedbackSettings settings, FeedbackDesk desk) {
        this.reader = settings.refusals();
        this.desk = desk;
    }

    /** Files those outcomes that are refusals. Throws only what passes: the same call may be made again. */
    void file(List<Outcome> outcomes) {
        if (reader.isEmpty()) {
            return;
        }
        List<FeedbackReport> reports = new ArrayList<>(0);
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Ended ended
                    && ended.attempt().result() instanceof SendResult.Refused refused) {
                read(reader.get(), ended, refused).filter(Filing::isDue).ifPresent(reports::add);
            }
        }
        if (reports.isEmpty() || filed(reports) || reports.size() == 1) {
            return;
        }
        reports.forEach(report -> filed(List.of(report)));
    }

    private Optional<FeedbackReport> read(RefusalReader by, Outcome.Ended ended, SendResult.Refused refused) {
        Attempt attempt = ended.attempt();
        try {
            Origin origin = new Origin(Proof.DIALOGUE, refused.relay(), attempt.at());
            return Optional.of(new FeedbackReport(ended.id(), by.read(refused.reply()), refused.reply(), origin));
        } catch (RuntimeException e) {
            warn(e);
            return Optional.empty();
        }
    }

    private boolean filed(List<FeedbackReport> reports) {
        try {
            desk.file(reports);
            return true;
        } catch (RuntimeException e) {
            if (e instanceof TriggeredException known && known.retryable()) {
                throw e;
            }
            warn(e);
            return false;
        }
    }

    private void warn(RuntimeException failure) {
        if (!warned.getAndSet(true)) {
            LOG.warn("what a relay refused, and maybe more, does not count as a bounce", failure);
        }
    }
}
