package dev.triggered.testkit;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Priority;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The simplest store that is right: what a real one is compared with. It expects that no two messages are due at once. */
final class StoreModel {
    private static final Comparator<Row> TURN =
            Comparator.<Row, Priority>comparing(row -> row.priority).thenComparing(row -> row.due);

    private final Map<MessageId, Row> rows = new HashMap<>();
    private final Map<String, Row> occurrences = new HashMap<>();

    Acceptance accept(NewMessage message) {
        Acceptance answer = probe(message);
        if (answer instanceof Acceptance.Kept) {
            Row row = new Row(message);
            rows.put(row.id, row);
            message.key().ifPresent(key -> occurrences.put(key.occurrence(), row));
        }
        return answer;
    }

    Acceptance probe(NewMessage message) {
        Optional<IdempotencyKey> key = message.key();
        Row first = key.map(given -> occurrences.get(given.occurrence())).orElse(null);
        if (first == null) {
            return new Acceptance.Kept();
        }
        return first.key.equals(key) ? new Acceptance.Duplicate(first.id) : new Acceptance.IdReused(first.id);
    }

    List<MessageId> claim(Instant now, int limit) {
        List<Row> claimed = waiting()
                .sorted(TURN)
                .filter(row -> !row.due.isAfter(now))
                .limit(limit)
                .toList();
        claimed.forEach(row -> row.owned = true);
        return claimed.stream().map(row -> row.id).toList();
    }

    Optional<Instant> nextDue() {
        return waiting().map(row -> row.due).min(Comparator.naturalOrder());
    }

    boolean begin(MessageId id) {
        Row row = row(id);
        boolean begun = row.owned && row.state == MessageState.QUEUED;
        row.state = begun ? MessageState.SENDING : row.state;
        return begun;
    }

    void release(MessageId id) {
        Row row = row(id);
        row.owned &= row.state != MessageState.QUEUED;
    }

    void end(MessageId id, MessageState state) {
        Row row = row(id);
        if (row.owned) {
            row.state = state;
            row.owned = false;
        }
    }

    void retry(MessageId id, Instant due) {
        Row row = row(id);
        if (row.owned) {
            row.state = MessageState.QUEUED;
            row.owned = false;
            row.due = due;
            row.attempts++;
        }
    }

    MessageState state(MessageId id) {
        return row(id).state;
    }

    int attempts(MessageId id) {
        return row(id).attempts;
    }

    List<MessageId> ids() {
        return rows.keySet().stream()
                .sorted(Comparator.comparing(MessageId::value))
                .toList();
    }

    private Stream<Row> waiting() {
        return rows.values().stream().filter(row -> !row.owned && row.state == MessageState.QUEUED);
    }

    private Row row(MessageId id) {
        return Objects.requireNonNull(rows.get(id));
    }

    private static final class Row {
        private final MessageId id;
        private final Optional<IdempotencyKey> key;
        private final Priority priority;
        private Instant due;
        private boolean owned;
        private int attempts;
        private MessageState state = MessageState.QUEUED;

        Row(NewMessage message) {
            this.id = message.message().info().id();
            this.key = message.key();
            this.priority = message.message().schedule().priority();
            this.due = message.message().schedule().due();
            this.owned = message.isHandedOver();
        }
    }
}
