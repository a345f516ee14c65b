package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.TallyMark;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What came back for the messages of an outbox in memory. Everything happens under the outbox's lock. */
final class InMemoryFeedback implements FeedbackLog {
    private final InMemoryOutbox outbox;
    private final InMemorySuppressions suppressions;
    private final InMemoryReports reports;
    private final Deque<UnmatchedMail> unmatched = new ArrayDeque<>();
    private long lastUnmatched;

    InMemoryFeedback(InMemoryOutbox outbox, InMemorySuppressions suppressions, InMemoryReports reports) {
        this.outbox = outbox;
        this.reports = reports;
        this.suppressions = suppressions;
    }

    @Override
    public List<Filed> file(List<Filing> filings) {
        return outbox.locked(() -> filings.stream().map(this::file).toList());
    }

    private Filed file(Filing filing) {
        Optional<InMemoryEntry> found = outbox.entry(filing.report().message());
        if (found.isEmpty()) {
            return Filed.as(FeedbackVerdict.UNKNOWN_MESSAGE);
        }
        InMemoryEntry entry = found.get();
        MessageState before = entry.state();
        boolean first = !entry.hasComeBack(filing.kind());
        if (!entry.cameBack(filing)) {
            return Filed.as(FeedbackVerdict.DUPLICATE);
        }
        if (first) {
            reports.add(entry.cameBack(filing.kind(), filing.report().origin().at()));
        }
        FeedbackVerdict verdict = follow(entry, filing) ? FeedbackVerdict.SUPPRESSED : FeedbackVerdict.RECORDED;
        if (entry.state() == before) {
            return Filed.as(verdict);
        }
        outbox.broadcasts().cameBack(entry, before);
        outbox.notices().cameBack(entry, filing);
        return new Filed(
                verdict,
                Optional.of(MessageStep.of(
                        entry.info(),
                        entry.state(),
                        filing.report().origin().at(),
                        filing.report().reply().toString())));
    }

    /** Draws the consequence of a report; returns whether the recipient is suppressed by it. */
    private boolean follow(InMemoryEntry entry, Filing filing) {
        if (filing.consequence() instanceof Consequence.Suppressing suppressing) {
            suppress(entry, suppressing.reason(), suppressing.origin());
            return true;
        }
        return filing.consequence() instanceof Consequence.Counting counting
                && count(entry, filing.report().origin().at(), counting);
    }

    private boolean count(InMemoryEntry entry, Instant reportedAt, Consequence.Counting counting) {
        String address = entry.info().recipient().key();
        SoftBounces soft = outbox.softBounces();
        soft.add(address, entry.id(), entry.endedAt().orElse(reportedAt));
        outbox.endedTo(address)
                .filter(InMemoryEntry::hasArrived)
                .flatMap(other -> other.endedAt().stream())
                .filter(sentAt -> !sentAt.isAfter(counting.sentBefore()))
                .max(Comparator.naturalOrder())
                .ifPresent(sentAt -> soft.arrived(address, sentAt));
        boolean enough = soft.count(address) >= counting.limit();
        if (enough) {
            soft.forget(address);
            suppress(entry, SuppressionReason.HARD_BOUNCE, counting.origin());
        }
        return enough;
    }

    private void suppress(InMemoryEntry entry, SuppressionReason reason, Suppression.Origin origin) {
        EmailAddress address = EmailAddress.parse(entry.info().recipient().key());
        List<Boolean> unused = suppressions.add(
                List.of(new SuppressionList.Entry(address, reason, SuppressionList.ALL_STREAMS, origin)));
    }

    @Override
    public void record(List<Response> responses) {
        outbox.locked(() -> {
            for (Response response : responses) {
                outbox.entry(response.message()).ifPresent(entry -> respondedTo(entry, response));
            }
            return responses;
        });
    }

    private void respondedTo(InMemoryEntry entry, Response response) {
        List<TallyMark> marks = entry.respondedTo(response);
        if (!marks.isEmpty()) {
            marks.forEach(reports::add);
            outbox.notices().respondedTo(entry, response);
        }
    }

    @Override
    public Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since) {
        return outbox.locked(() -> outbox.endedTo(recipient.key())
                .filter(InMemoryEntry::wasSent)
                .filter(entry ->
                        entry.endedAt().filter(at -> !at.isBefore(since)).isPresent())
                .max(Comparator.comparing(
                                (InMemoryEntry entry) -> entry.endedAt().orElse(Instant.MIN))
                        .thenComparing(entry -> entry.id().value()))
                .map(InMemoryEntry::info));
    }

    @Override
    public void keep(UnmatchedMail mail) {
        outbox.locked(() -> {
            boolean known = unmatched.stream().anyMatch(other -> isSame(other, mail));
            if (!known) {
                unmatched.addFirst(new UnmatchedMail(++lastUnmatched, mail.at(), mail.summary(), mail.head()));
            }
            if (unmatched.size() > MOST_UNMATCHED) {
                unmatched.removeLast();
            }
            return mail;
        });
    }

    private static boolean isSame(UnmatchedMail one, UnmatchedMail other) {
        return one.summary().equals(other.summary()) && one.head().equals(other.head());
    }

    @Override
    public List<UnmatchedMail> unmatched(long before, int limit) {
        return outbox.locked(() -> unmatched.stream()
                .filter(mail -> mail.number() < before)
                .limit(limit)
                .toList());
    }

    @Override
    public boolean forget(long number) {
        return outbox.locked(() -> unmatched.removeIf(mail -> mail.number() == number));
    }
}
