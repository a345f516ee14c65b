package dev.triggered.engine;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.spi.MessageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What became of each message in memory. */
final class InMemoryLog implements MessageLog {
    private final InMemoryOutbox outbox;

    InMemoryLog(InMemoryOutbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return outbox.locked(() -> outbox.entry(id).map(InMemoryEntry::history));
    }

    @Override
    public MessagePage search(Search search) {
        return outbox.locked(() -> InMemorySearch.of(search, outbox.all()));
    }

    @Override
    public void retain(Map<Long, Duration> times) {
        outbox.retain(times);
    }

    @Override
    public Optional<Source> source(MessageId id, Instant now) {
        return outbox.locked(() -> outbox.entry(id)
                .filter(entry -> !entry.state().isEnd() || entry.keepsContent(now))
                .map(InMemoryEntry::source));
    }
}
