package dev.triggered.jdbc;

import dev.triggered.MessagePage;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.spi.MessageLog.Search;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks messages up by the index that fits best: of their recipients, of their ends, of what waits, or of all. Where the index does not
 * tell which ones are asked for, it looks at so many of them and no more.
 */
final class SqlSearch {
    static final int WINDOW = 10_000;

    private static final String COLUMNS =
            "m.id, m.stream, m.version, m.recipient, m.accepted_at, m.state, q.begun, q.owner";
    private static final String ALL = "triggered_message m";
    private static final String WAIT =
            "SELECT count(*) FROM (SELECT 1 FROM triggered_queue LIMIT " + (WINDOW + 1) + ") w";
    private static final Set<MessageState> OPEN =
            EnumSet.of(MessageState.QUEUED, MessageState.HELD, MessageState.SENDING, MessageState.DEFERRED);
    private static final Comparator<MessageSummary> NEWEST_FIRST =
            Comparator.comparing(SqlSearch::id).reversed();

    private final Session session;
    private final SearchSql sql;
    private final Search search;

    SqlSearch(Session session, Dialect dialect, Search search) {
        this.session = session;
        this.sql = new SearchSql(dialect);
        this.search = search;
    }

    MessagePage run() throws SQLException {
        List<Slice> slices = new ArrayList<>();
        for (Source source : sources()) {
            slices.add(slice(source));
        }
        String floor =
                slices.stream().map(Slice::floor).max(Comparator.naturalOrder()).orElse("");
        List<MessageSummary> found = slices.stream()
                .flatMap(slice -> slice.messages.stream())
                .filter(message -> id(message).compareTo(floor) >= 0)
                .sorted(NEWEST_FIRST)
                .toList();
        int limit = search.range().limit();
        return found.size() > limit
                ? new MessagePage(found.subList(0, limit), id(found.get(limit - 1)))
                : new MessagePage(found, floor);
    }

    /** Returns from where the messages are taken. */
    private List<Source> sources() throws SQLException {
        Set<MessageState> states = search.states();
        if (!search.address().isEmpty()) {
            return List.of(new Source(sql.messagesTo(), "true", List.of(search.address()), true));
        }
        if (states.isEmpty()) {
            return List.of(new Source(ALL, "true", List.of(), isOfAnySource()));
        }
        if (OPEN.containsAll(states) && isBacklogSmall()) {
            return List.of(new Source(sql.waiting(), "true", List.of(), true));
        }
        if (states.contains(MessageState.SENT) || states.stream().anyMatch(OPEN::contains)) {
            return List.of(new Source(ALL, "true", List.of(), false));
        }
        return states.stream()
                .map(state -> new Source(ALL, "m.other_end = ?", List.of(state.name()), isOfAnySource()))
                .toList();
    }

    private boolean isOfAnySource() {
        return search.streams().isEmpty() && search.broadcast() == 0;
    }

    private boolean isBacklogSmall() throws SQLException {
        return session.list(row -> row.getInt(1), WAIT).get(0) <= WINDOW;
    }

    private Slice slice(Source source) throws SQLException {
        String from = search.range().from().value();
        String floor = source.isNarrow ? "" : floor(source);
        String lowest = floor.compareTo(from) > 0 ? floor : from;
        String query = "SELECT " + COLUMNS + " FROM " + source.from + sql.withQueue() + " WHERE " + source.where
                + " AND m.id >= ? AND m.id < ?" + streams() + broadcast() + states() + " ORDER BY m.id DESC LIMIT ?";
        List<Object> parameters = new ArrayList<>(source.parameters);
        parameters.add(lowest);
        parameters.add(search.range().before().value());
        parameters.addAll(search.streams());
        if (search.broadcast() != 0) {
            parameters.add(search.broadcast());
        }
        parameters.add(search.range().limit() + 1);
        return new Slice(session.list(SqlSearch::summary, query, parameters.toArray()), floor);
    }

    /** Returns the last id that is looked at, empty where all are. */
    private String floor(Source source) throws SQLException {
        String query = "SELECT count(*), min(w.id) FROM (SELECT m.id FROM " + source.from + " WHERE " + source.where
                + " AND m.id >= ? AND m.id < ? ORDER BY m.id DESC LIMIT " + WINDOW + ") w";
        List<Object> parameters = new ArrayList<>(source.parameters);
        parameters.add(search.range().from().value());
        parameters.add(search.range().before().value());
        return session.list(row -> row.getInt(1) < WINDOW ? "" : row.getString(2), query, parameters.toArray())
                .get(0);
    }

    private String streams() {
        return search.streams().isEmpty()
                ? ""
                : search.streams().stream()
                        .map(name -> "?")
                        .collect(Collectors.joining(", ", " AND m.stream IN (", ")"));
    }

    /** Returns the condition on the broadcast, in words that no index has: the ids are a narrower one. */
    private String broadcast() {
        return search.broadcast() == 0 ? "" : " AND COALESCE(m.broadcast, 0) = ?";
    }

    private String states() {
        return search.states().isEmpty()
                ? ""
                : search.states().stream().map(SqlSearch::is).collect(Collectors.joining(" OR ", " AND (", ")"));
    }

    private static String is(MessageState state) {
        return switch (state) {
            case QUEUED -> "(m.state IS NULL AND NOT COALESCE(q.begun, false) AND COALESCE(q.owner, 0) <> -1)";
            case HELD -> "(m.state IS NULL AND q.owner = -1)";
            case SENDING -> "(m.state IS NULL AND q.begun AND q.owner <> -1)";
            default -> "m.state = '" + state.name() + "'";
        };
    }

    private static MessageSummary summary(ResultSet row) throws SQLException {
        return new MessageSummary(
                Infos.read(row),
                SqlLog.state(row.getString(6), row.getBoolean(7), row.getLong(8)),
                Times.toInstant(row.getLong(5)));
    }

    private static String id(MessageSummary found) {
        return found.message().id().value();
    }

    /**
     * From where messages are taken.
     *
     * @param from a table or a join, in which the messages are {@code m}
     * @param where which of it
     * @param parameters of both
     * @param isNarrow whether most of what is found there is asked for
     */
    private record Source(String from, String where, List<Object> parameters, boolean isNarrow) {}

    /**
     * Messages that were found in one source.
     *
     * @param messages the messages, one more than asked for at most
     * @param floor the last id that was looked at, where there may be more behind it; else empty
     */
    private record Slice(List<MessageSummary> messages, String floor) {}
}
