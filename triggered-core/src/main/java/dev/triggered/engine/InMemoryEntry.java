package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.Attempt;
import dev.triggered.DeadLetter;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.Response;
import dev.triggered.report.Measure;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.FeedbackLog.Kind;
import dev.triggered.spi.MessageLog.Source;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message in the outbox in memory, of which one comes before another by its turn. Guarded by the outbox's lock. */
final class InMemoryEntry implements Comparable<InMemoryEntry> {
    private final long sequence;
    private final Optional<IdempotencyKey> key;
    private final MessageInfo info;
    private final Instant acceptedAt;
    private final long broadcast;
    private final long bytes;
    private final Set<String> secrets;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private final Map<Kind, FeedbackReport> reports = new EnumMap<>(Kind.class);
    private final Map<Long, Response> responses = new LinkedHashMap<>(0);
    private TallyMark.Place place;
    private @Nullable QueuedMessage message;
    private boolean claimed;
    private boolean parked;
    private boolean seized;
    private boolean erased;
    private Instant deadAt = Instant.MAX;
    private Instant keptUntil = Instant.MIN;
    private @Nullable SuppressionReason suppressed;
    private MessageState state = MessageState.QUEUED;
    private MessageHistory.Note note;

    InMemoryEntry(long sequence, NewMessage accepted) {
        QueuedMessage queued = accepted.message();
        this.sequence = sequence;
        this.key = accepted.key();
        this.secrets = accepted.secrets();
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

    @Override
    public int compareTo(InMemoryEntry other) {
        int byTime = due().compareTo(other.due());
        return byTime == 0 ? Long.compare(sequence, other.sequence) : byTime;
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

    /** Returns an ended message as a dead letter. */
    DeadLetter letter() {
        boolean byAttempt = note.reason().isEmpty() && !attempts.isEmpty();
        SmtpReply why =
                byAttempt ? attempts.get(attempts.size() - 1).result().reply() : SmtpReply.none("", note.reason());
        return new DeadLetter(info, state, acceptedAt, deadAt, why);
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
                new MessageHistory.Note(note.reason(), note.purpose(), note.optIn(), note.original(), aftermath));
    }

    /** Returns where it is, as others see it. */
    private MessageState shown() {
        return parked ? MessageState.HELD : state;
    }

    /** Returns where it counts. */
    TallyMark.Place place() {
        return place;
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

    /** Says which message this one is a copy of. */
    void copies(MessageId original) {
        note = new MessageHistory.Note(
                note.reason(), note.purpose(), note.optIn(), Optional.of(original), note.aftermath());
    }

    /** Says whether nobody has begun the message, and nobody keeps others from it. */
    boolean isUnbegun() {
        return state == MessageState.QUEUED && !seized;
    }

    /** Claims the message whoever has it, and keeps it from being begun. */
    QueuedMessage seize() {
        seized = true;
        return claim();
    }

    QueuedMessage claim() {
        claimed = true;
        parked = false;
        return message();
    }

    /** Returns whether the message is claimed and was not begun yet, and may be sent. */
    boolean begin(InMemorySuppressions list) {
        if (!claimed || seized || state != MessageState.QUEUED) {
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
        boolean released = claimed && !seized && state == MessageState.QUEUED;
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

    /** Returns how its end without being sent has counted. */
    TallyMark death() {
        return TallyMark.ended(place, deadAt, state);
    }

    /** Takes an outcome over; returns whether the message has ended. */
    boolean record(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Retried retried) {
            attempts.add(retried.attempt());
            message = message().retriedAt(retried.due());
            state = MessageState.QUEUED;
            claimed = false;
            return false;
        }
        if (outcome instanceof Outcome.Ended end) {
            attempts.add(end.attempt());
            end(end.state(), end.attempt().at(), end.keepUntil());
        } else if (outcome instanceof Outcome.Dropped dropped) {
            end(dropped.state(), now, dropped.keepUntil());
            note = note.because(dropped.reason());
        }
        return true;
    }

    private void end(MessageState ending, Instant at, Instant keepUntil) {
        state = ending;
        deadAt = at;
        keptUntil = keepUntil;
        erase();
    }

    /** Lets go of the secret values. */
    private void erase() {
        QueuedMessage whole = message();
        QueuedMessage.Content content = whole.content();
        PlainData open = content.data().without(secrets);
        if (!secrets.isEmpty() && !open.equals(content.data())) {
            erased = true;
            message =
                    new QueuedMessage(info, whole.route(), content.withData(open), whole.schedule(), whole.attempts());
        }
    }

    /** Returns when it ended. */
    Instant deadAt() {
        return deadAt;
    }

    /** Returns what the mail is made from, without its secret values. */
    Source source() {
        QueuedMessage.Content content = content();
        PlainData open = content.data().without(secrets);
        return new Source(content.withData(open), erased || !open.equals(content.data()));
    }

    boolean isErased() {
        return erased;
    }

    /** Says whether what the mail of an ended message was made from is kept at a time. */
    boolean keepsContent(Instant now) {
        return message != null && keptUntil.isAfter(now);
    }

    QueuedMessage.Content content() {
        return message().content();
    }

    /** Has an ended message wait again; that its earlier sending came back says nothing about the next one. */
    void revive(Revival revival) {
        QueuedMessage before = message();
        QueuedMessage.Schedule next = revival.schedule();
        Instant expires = before.schedule().expires();
        boolean over = state == MessageState.EXPIRED || !expires.isAfter(next.due());
        message = new QueuedMessage(
                info,
                new QueuedMessage.Route(
                        revival.route().stream(), revival.route().lane(), broadcast),
                before.content(),
                over ? next : next.expiringAt(expires),
                attempts.size());
        place = TallyMark.Place.of(message);
        reports.clear();
        state = MessageState.QUEUED;
        claimed = false;
        seized = false;
        note = note.because("");
    }

    /** Lets go of all that the mail was made from. */
    void forgetContent() {
        message = null;
    }

    private QueuedMessage message() {
        return Objects.requireNonNull(message, "what the mail was made from is not kept");
    }
}
