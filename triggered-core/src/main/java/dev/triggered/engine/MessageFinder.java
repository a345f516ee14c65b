package dev.triggered.engine;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.MessageLog.Range;
import dev.triggered.spi.MessageLog.Search;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds messages, with streams and broadcasts by their names and times as ids. */
final class MessageFinder {
    /** By how much the clocks of nodes may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final MessageLog log;
    private final BroadcastStore broadcasts;
    private final Control control;

    MessageFinder(MailStore store, Control control) {
        this.log = store.log();
        this.broadcasts = store.broadcasts();
        this.control = control;
    }

    Optional<MessageHistory> find(MessageId id) {
        return log.find(id);
    }

    MessagePage search(MessageQuery query) {
        String broadcast = query.source().broadcast();
        if (broadcast.isEmpty()) {
            return search(query, 0, query.accepted());
        }
        return broadcasts
                .find(broadcast)
                .map(entry -> search(query, entry.number(), within(query.accepted(), entry)))
                .orElseGet(() -> new MessagePage(List.of(), ""));
    }

    private MessagePage search(MessageQuery query, long broadcast, MessageQuery.Period accepted) {
        return log.search(new Search(
                query.recipient(),
                control.catalog().namesOf(query.source().stream()),
                broadcast,
                query.states(),
                range(query.page(), accepted)));
    }

    /** Returns the part of a period in which a broadcast was read, so that no other time is looked through. */
    private static MessageQuery.Period within(MessageQuery.Period asked, Entry broadcast) {
        Instant begun = broadcast.standing().startedAt().minus(SLACK);
        Instant read = broadcast.standing().stage() == Stage.READ
                ? broadcast.standing().life().changedAt().plus(SLACK)
                : Instant.MAX;
        Instant from = asked.from().isAfter(begun) ? asked.from() : begun;
        Instant until = asked.until().isBefore(read) ? asked.until() : read;
        return new MessageQuery.Period(from, until.isBefore(from) ? from : until);
    }

    private static Range range(MessageQuery.Page page, MessageQuery.Period accepted) {
        MessageId from = MessageIds.first(accepted.from());
        MessageId until = MessageIds.first(accepted.until());
        String cursor = page.cursor();
        if (cursor.isEmpty()) {
            return new Range(from, until, page.limit());
        }
        MessageId behind = id(cursor);
        boolean begun = behind.value().compareTo(until.value()) < 0;
        return new Range(from, begun ? behind : until, page.limit());
    }

    private static MessageId id(String cursor) {
        try {
            return new MessageId(cursor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this cursor came from no page", e);
        }
    }
}
