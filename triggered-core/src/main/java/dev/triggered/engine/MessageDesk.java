package dev.triggered.engine;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.Messages;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.MessageLog.Range;
import dev.triggered.spi.MessageLog.Search;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The messages that the store knows, with streams by their names and times as ids. */
final class MessageDesk implements Messages {
    private final MessageLog log;
    private final Supplier<Catalog> catalog;

    MessageDesk(MessageLog log, Supplier<Catalog> catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return log.find(id);
    }

    @Override
    public MessagePage search(MessageQuery query) {
        return log.search(new Search(query.recipient(), namesOf(query.stream()), query.states(), range(query)));
    }

    private static Range range(MessageQuery query) {
        MessageId from = MessageIds.first(query.accepted().from());
        MessageId until = MessageIds.first(query.accepted().until());
        String cursor = query.page().cursor();
        if (cursor.isEmpty()) {
            return new Range(from, until, query.page().limit());
        }
        MessageId behind = id(cursor);
        boolean begun = behind.value().compareTo(until.value()) < 0;
        return new Range(from, begun ? behind : until, query.page().limit());
    }

    private static MessageId id(String cursor) {
        try {
            return new MessageId(cursor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this cursor came from no page", e);
        }
    }

    private Set<String> namesOf(String stream) {
        if (stream.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(Set.of(stream));
        catalog.get().stream(stream).map(live -> live.entry().naming()).ifPresent(naming -> {
            names.add(naming.name());
            names.addAll(naming.formerNames());
        });
        return names;
    }
}
