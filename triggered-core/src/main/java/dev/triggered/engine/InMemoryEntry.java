package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.Attempt;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.Priority;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.Response;
import dev.triggered.report.Measure;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.FeedbackLog.Kind;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TallyMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message in the outbox in memory. Guarded by the outbox's lock. */
final class InMemoryEntry {
    static final Comparator<InMemoryEntry> BY_TURN =
            Comparator.comparing(InMemoryEntry::due).thenComparing(entry -> entry.sequence);

    private final long sequence;
    private final Optional<IdempotencyKey> key;
    private final MessageInfo info;
    private final Instant acceptedAt;
    private final TallyMark.Place place;
    private final long broadcast;
    private final long bytes;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private final Map<Kind, FeedbackReport> reports = new EnumMap<>(Kind.class);
    private final Map<Long, Response> responses = new LinkedHashMap<>(0);
    private @Nullable QueuedMessage message;
    private boolean claimed;
    private boolean parked;
    private @Nullable SuppressionReason suppressed;
    private MessageState state = MessageState.QUEUED;
    private MessageHistory.Note note;

    InMemoryEntry(long sequence, NewMessage accepted) {
        QueuedMessage queued = accepted.message();
        this.sequence = sequence;
        this.key = accepted.key();
        this.info = queued.info();
        this.acceptedAt = queued.schedule().acceptedAt();
        this.place = TallyMark.Place.of(queued);
        this.broadcast = queued.broadcast();
        this.bytes = bytesOf(queued);
        this.message = queued;
        this.claimed = accepted.isHandedOver();
        this.note = new MessageHistory.Note(
                "", queued.content().purpose(), queued.content().contact().marketingOptIn());
    }

    /** Returns how much of a bounded memory a message takes: its data, and the attachments that it holds. */
    static long bytesOf(QueuedMessage message) {
        QueuedMessage.Content content = message.content();
        long bytes =
                (long) content.data().jsonBytes() + content.contact().fields().jsonBytes();
        for (Attachment attachment : content.attachments()) {
            bytes += attachment.heldBytes();
        }
        return bytes;
    }

    MessageId id() {
        return info.id();
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    String lane() {
        return message().lane();
    }

    long stream() {
        return message().stream();
    }

    /** Returns the number of its broadcast, 0 where it is of none. */
    long broadcast() {
        return broadcast;
    }

    /** Says whether no attempt has ended yet. */
    boolean isFresh() {
        return attempts.isEmpty();
    }

    MessageState state() {
        return state;
    }

    Instant due() {
        return message().schedule().due();
    }

    Priority priority() {
        return message().schedule().priority();
    }

    long bytes() {
        return bytes;
    }

    MessageInfo info() {
        return info;
    }

    MessageSummary summary() {
        return new MessageSummary(info, shown(), acceptedAt);
    }

    MessageHistory history() {
        List<Response> responded = responses.values().stream()
                .sorted(Comparator.comparing(Response::at).thenComparing(Response::key))
                .toList();
        Aftermath aftermath = new Aftermath(List.copyOf(reports.values()), responded);
        return new MessageHistory(
                info,
                shown(),
                acceptedAt,
                attempts,
                new MessageHistory.Note(note.reason(), note.purpose(), note.optIn(), aftermath));
    }

    /** Returns where it is, as others see it. */
    private MessageState shown() {
        return parked ? MessageState.HELD : state;
    }

    /** Returns when its last attempt ended, or empty where it has not ended by an attempt. */
    Optional<Instant> endedAt() {
        return state.isEnd() && !attempts.isEmpty()
                ? Optional.of(attempts.get(attempts.size() - 1).at())
                : Optional.empty();
    }

    boolean wasSent() {
        return state == MessageState.SENT || state == MessageState.BOUNCED || state == MessageState.COMPLAINED;
    }

    /** Says whether it was sent and has not come back. */
    boolean hasArrived() {
        return state == MessageState.SENT && reports.isEmpty();
    }

    /** Takes a report over; returns {@code false} where it came back in the same way before, with as good a proof. */
    boolean cameBack(Filing filing) {
        FeedbackReport first = reports.get(filing.kind());
        if (first != null && (!filing.isProven() || first.origin().proof() != Proof.ADDRESS)) {
            return false;
        }
        reports.put(filing.kind(), filing.report());
        state = filing.after(state);
        return true;
    }

    /** Says whether it came back in some way before. */
    boolean hasComeBack(Kind kind) {
        return reports.containsKey(kind);
    }

    /** Takes a response over, unless it was responded to in the same way before, or very often; returns how it counts. */
    List<TallyMark> respondedTo(Response response) {
        boolean first = responses.values().stream()
                .noneMatch(other -> other.isClick() == response.isClick() && other.by() == response.by());
        boolean kept = responses.size() < FeedbackLog.MOST_RESPONSES
                && responses.putIfAbsent(response.key(), response) == null;
        return kept ? TallyMark.respondedTo(place, endedAt().orElse(response.at()), response, first) : List.of();
    }

    /** Returns how it counts that it came back in some way for the first time, by a report of some time. */
    TallyMark cameBack(Kind kind, Instant reportedAt) {
        return TallyMark.cameBack(place, endedAt().orElse(reportedAt), kind);
    }

    boolean isClaimed() {
        return claimed;
    }

    QueuedMessage claim() {
        claimed = true;
        parked = false;
        return message();
    }

    /** Returns whether the message is claimed and was not begun yet, and may be sent. */
    boolean begin(InMemorySuppressions list) {
        if (!claimed || state != MessageState.QUEUED) {
            return false;
        }
        suppressed = list.reason(message()).orElse(null);
        if (suppressed == null) {
            state = MessageState.SENDING;
        }
        return suppressed == null;
    }

    /** Returns why the message was not begun when that was tried last, if so. */
    Optional<SuppressionReason> suppressed() {
        return Optional.ofNullable(suppressed);
    }

    /** Returns whether the message was claimed and not begun, and waits again now. */
    boolean release() {
        boolean released = claimed && state == MessageState.QUEUED;
        claimed &= !released;
        return released;
    }

    /** Returns whether the message was claimed and not begun, and is held now. */
    boolean park() {
        parked = release();
        return parked;
    }

    void unpark() {
        parked = false;
    }

    /** Returns how its acceptance counts. */
    TallyMark triggered() {
        return TallyMark.of(place, acceptedAt, Measure.TRIGGERED);
    }

    /** Returns how an outcome that is recorded now counts. */
    TallyMark mark(Outcome outcome, Instant now) {
        Instant due = message().schedule().firstDue();
        return TallyMark.of(place, outcome, due.isAfter(acceptedAt) ? due : acceptedAt, now);
    }

    /** Takes an outcome over; returns whether the message has ended. */
    boolean record(Outcome outcome) {
        if (outcome instanceof Outcome.Retried retried) {
            attempts.add(retried.attempt());
            message = message().retriedAt(retried.due());
            state = MessageState.QUEUED;
            claimed = false;
            return false;
        }
        if (outcome instanceof Outcome.Ended end) {
            attempts.add(end.attempt());
            state = end.state();
        } else if (outcome instanceof Outcome.Dropped dropped) {
            state = dropped.state();
            note = new MessageHistory.Note(dropped.reason(), note.purpose(), note.optIn());
        }
        return true;
    }

    /** Lets go of all that the mail was made from. */
    void forgetContent() {
        message = null;
    }

    private QueuedMessage message() {
        return Objects.requireNonNull(message, "an ended message has no content");
    }
}
