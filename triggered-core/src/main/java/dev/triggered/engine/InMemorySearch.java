package dev.triggered.engine;

import dev.triggered.MessageInfo;
import dev.triggered.MessagePage;
import dev.triggered.MessageSummary;
import dev.triggered.spi.MessageLog.Search;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Looks messages up in memory. */
final class InMemorySearch {
    private static final Comparator<MessageSummary> NEWEST_FIRST =
            Comparator.comparing(InMemorySearch::id).reversed();

    private InMemorySearch() {}

    static MessagePage of(Search search, Stream<InMemoryEntry> entries) {
        int limit = search.range().limit();
        List<MessageSummary> found = entries.filter(
                        entry -> search.broadcast() == 0 || entry.broadcast() == search.broadcast())
                .map(InMemoryEntry::summary)
                .filter(message -> matches(search, message))
                .sorted(NEWEST_FIRST)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        return new MessagePage(more ? found.subList(0, limit) : found, more ? id(found.get(limit - 1)) : "");
    }

    private static boolean matches(Search search, MessageSummary found) {
        MessageInfo message = found.message();
        return id(found).compareTo(search.range().from().value()) >= 0
                && id(found).compareTo(search.range().before().value()) < 0
                && (search.streams().isEmpty() || search.streams().contains(message.stream()))
                && (search.states().isEmpty() || search.states().contains(found.state()))
                && (search.address().isEmpty()
                        || search.address().equals(message.recipient().key()));
    }

    private static String id(MessageSummary found) {
        return found.message().id().value();
    }
}
