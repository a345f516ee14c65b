package dev.triggered.engine;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageId;
import dev.triggered.RetryVerdict;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages that have ended in memory, as those that may be sent again. */
final class InMemoryDeadLetters implements DeadLetterOffice {
    private final InMemoryOutbox outbox;
    private final InMemorySuppressions suppressions;

    InMemoryDeadLetters(InMemoryOutbox outbox, InMemorySuppressions suppressions) {
        this.outbox = outbox;
        this.suppressions = suppressions;
    }

    @Override
    public DeadLetterPage find(DeadLetterQuery query, Set<String> streams) {
        Place first = Place.first(query);
        int limit = query.page().limit();
        List<DeadLetter> found = outbox.locked(() -> outbox.ended()
                .filter(entry -> DeadLetterQuery.isDead(entry.state()))
                .map(InMemoryEntry::letter)
                .filter(query::matches)
                .filter(letter -> streams.isEmpty() || streams.contains(letter.message().stream()))
                .filter(letter -> Place.of(letter).compareTo(first) > 0)
                .sorted(Comparator.comparing(Place::of))
                .limit(limit + 1L)
                .toList());
        return found.size() > limit
                ? new DeadLetterPage(
                        found.subList(0, limit), Place.of(found.get(limit - 1)).cursor())
                : new DeadLetterPage(found, "");
    }

    @Override
    public List<RetryVerdict> revive(List<Revival> revivals) {
        return outbox.locked(() -> {
            List<RetryVerdict> verdicts = new ArrayList<>(revivals.size());
            List<InMemoryEntry> dead = new ArrayList<>();
            for (Revival revival : revivals) {
                RetryVerdict verdict = verdict(revival.id(), revival.route().stream(), false);
                verdicts.add(verdict);
                if (verdict.isDone()) {
                    dead.add(outbox.entry(revival.id()).orElseThrow());
                }
            }
            outbox.requireRoom(dead);
            for (int i = 0; i < verdicts.size(); i++) {
                if (verdicts.get(i).isDone()) {
                    outbox.revive(outbox.entry(revivals.get(i).id()).orElseThrow(), revivals.get(i));
                }
            }
            return List.copyOf(verdicts);
        });
    }

    @Override
    public RetryVerdict copy(Copying copying) {
        return outbox.locked(() -> {
            RetryVerdict verdict = verdict(copying.original(), copying.route().stream(), true);
            if (verdict.isDone()) {
                InMemoryEntry original = outbox.entry(copying.original()).orElseThrow();
                outbox.requireRoom(List.of(original));
                QueuedMessage copy =
                        new QueuedMessage(copying.copy(), copying.route(), original.content(), copying.schedule(), 0);
                outbox.put(NewMessage.of(copy)).copies(original.id());
            }
            return verdict;
        });
    }

    /** Says whether a message may be sent again on a stream: one that was sent, or one that was not. */
    private RetryVerdict verdict(MessageId id, long stream, boolean sent) {
        Optional<InMemoryEntry> known = outbox.entry(id);
        if (known.isEmpty()) {
            return RetryVerdict.UNKNOWN_MESSAGE;
        }
        InMemoryEntry entry = known.get();
        if (!entry.state().isEnd()) {
            return RetryVerdict.UNDER_WAY;
        }
        boolean dead = DeadLetterQuery.isDead(entry.state());
        if (dead == sent) {
            return dead ? RetryVerdict.WAS_NOT_SENT : RetryVerdict.WAS_SENT;
        }
        if (!entry.keepsContent(outbox.now())) {
            return RetryVerdict.CONTENT_GONE;
        }
        if (entry.isErased()) {
            return RetryVerdict.SECRETS_ERASED;
        }
        boolean suppressed =
                suppressions.reason(entry.info().recipient(), stream).isPresent();
        return suppressed ? RetryVerdict.SUPPRESSED : RetryVerdict.QUEUED;
    }
}
