package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.Priority;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import dev.triggered.jdbc.Holdings.Holding;
import dev.triggered.jdbc.Holdings.Stage;
import dev.triggered.jdbc.Statements.Begin;
import dev.triggered.jdbc.Statements.Claim;
import dev.triggered.jdbc.Statements.Fate;
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.jdbc.Statements.MessageClaim;
import dev.triggered.jdbc.Statements.Result;
import dev.triggered.jdbc.Statements.StreamClaim;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An outbox in a database. */
final class SqlOutbox implements Outbox {
    static final String QUEUE = """
            SELECT count(*), min(due_at) FROM (
                SELECT due_at FROM triggered_queue WHERE owner IS NULL AND lane = ? AND priority = ? ORDER BY due_at LIMIT ?) AS head""";
    /** For how long a message that was accepted as begun need not be looked for in the list of suppressions again. */
    private static final long PROMPT_MICROS = 1_000_000;

    private static final String ANY = "SELECT seq FROM triggered_queue WHERE stream = ? LIMIT 1";
    private static final String LANES = "SELECT DISTINCT lane FROM triggered_queue WHERE owner IS NULL";

    private final Database database;
    private final Holdings holdings;
    private final InstantSource clock;
    private final Accepting accepting;
    private final Loading loading;
    private final Batch<Claim, List<Loaded>> claim;
    private final Batch<Claim, List<Loaded>> inherit;
    private final Batch<Begin, Fate> begin;
    private final Batch<Held, Boolean> release;
    private final Batch<Held, Boolean> park;
    private final Batch<StreamClaim, Integer> unpark;
    private final Batch<StreamClaim, List<Loaded>> claimOf;
    private final Batch<StreamClaim, List<Loaded>> claimOfBroadcast;
    private final Batch<MessageClaim, List<Loaded>> claimEach;
    private final Batch<Result, Boolean> record;

    SqlOutbox(Database database, Holdings holdings, InstantSource clock) {
        Statements statements = database.statements();
        this.database = database;
        this.holdings = holdings;
        this.clock = clock;
        this.accepting = new Accepting(database, holdings);
        this.loading = new Loading(database, this);
        this.claim = statements::claim;
        this.inherit = statements::inherit;
        this.begin = statements::begin;
        this.release = statements::release;
        this.park = statements::park;
        this.unpark = statements::unpark;
        this.claimOf = statements::claimOf;
        this.claimOfBroadcast = statements::claimOfBroadcast;
        this.claimEach = statements::claimEach;
        this.record = statements::record;
    }

    @Override
    public List<Acceptance> accept(List<NewMessage> messages) {
        return messages.isEmpty() ? List.of() : accepting.accept(messages);
    }

    @Override
    public List<Acceptance> accept(Connection transaction, List<NewMessage> messages) {
        return messages.isEmpty() ? List.of() : accepting.accept(transaction, messages);
    }

    @Override
    public Acceptance probe(NewMessage message) {
        return accepting.refusal(message).orElseGet(Acceptance.Kept::new);
    }

    @Override
    public List<QueuedMessage> claim(String lane, int limit) {
        return take(claim, new Claim(database.owner(), lane, now(), limit), Stage.TAKEN);
    }

    @Override
    public List<QueuedMessage> inherit(int limit) {
        return take(inherit, new Claim(database.owner(), "", now(), limit), Stage.BEGUN);
    }

    private List<QueuedMessage> take(Batch<Claim, List<Loaded>> taking, Claim wish, Stage stage) {
        return take(() -> database.write(taking, List.of(wish)).get(0), wish.owner(), stage);
    }

    private List<QueuedMessage> take(Supplier<List<Loaded>> taking, long owner, Stage stage) {
        List<Loaded> rows = taken(taking);
        List<Loaded> fresh = new ArrayList<>(rows.size());
        for (Loaded row : rows) {
            Held held = new Held(row.seq(), owner);
            if (holdings.take(row.info().id(), Holding.of(held, stage, row.letter()))) {
                fresh.add(row);
            }
        }
        return loading.messages(fresh);
    }

    private List<Loaded> taken(Supplier<List<Loaded>> taking) {
        try {
            return taking.get();
        } catch (StoreException e) {
            holdings.suspect();
            throw e;
        }
    }

    @Override
    public LaneQueue queue(String lane, int most) {
        return database.read(session -> {
            int waiting = 0;
            long next = Long.MAX_VALUE;
            for (Priority priority : Priority.values()) {
                int limit = Math.max(1, most - waiting);
                long[] first = session.find(
                                rows -> new long[] {rows.getLong(1), rows.getLong(2)},
                                QUEUE,
                                lane,
                                Priorities.number(priority),
                                limit)
                        .orElseThrow();
                waiting += (int) first[0];
                next = first[0] == 0 ? next : Math.min(next, first[1]);
            }
            Optional<Instant> firstDue = waiting == 0 ? Optional.empty() : Optional.of(Times.toInstant(next));
            return new LaneQueue(Math.min(most, waiting), firstDue);
        });
    }

    @Override
    public Set<String> lanes() {
        return database.read(session -> Set.copyOf(session.list(rows -> rows.getString(1), LANES)));
    }

    @Override
    public Set<MessageId> begin(Set<MessageId> ids) {
        holdings.forgetOthersThan(database.owner(), ids);
        Map<MessageId, Holding> begun = holdings.begin(ids);
        if (begun.isEmpty()) {
            return Set.of();
        }
        boolean marked = false;
        try {
            requireLease();
            Map<MessageId, SuppressionReason> suppressed = new HashMap<>();
            Set<MessageId> taken = mark(begun, suppressed);
            requireLease();
            marked = true;
            holdings.suppress(suppressed);
            holdings.forget(begun.keySet().stream()
                    .filter(id -> !taken.contains(id) && !suppressed.containsKey(id))
                    .toList());
            return taken;
        } finally {
            if (!marked) {
                holdings.undo(begun);
            }
        }
    }

    @Override
    public Map<MessageId, SuppressionReason> suppressed(Set<MessageId> ids) {
        return holdings.suppressed(ids);
    }

    /**
     * Marks rows that are not marked yet; returns the messages that belong to this process and may be sent.
     *
     * @param suppressed takes those whose recipients must not be written to
     */
    private Set<MessageId> mark(Map<MessageId, Holding> messages, Map<MessageId, SuppressionReason> suppressed) {
        Set<MessageId> taken = new HashSet<>();
        List<MessageId> order = new ArrayList<>();
        List<Begin> rows = new ArrayList<>();
        long prompt = now() - PROMPT_MICROS;
        messages.forEach((id, holding) -> {
            if (holding.stage() == Stage.MARKED && holding.letter().acceptedAt() >= prompt) {
                taken.add(id);
            } else {
                order.add(id);
                rows.add(holding.begin());
            }
        });
        List<Fate> fates = rows.isEmpty() ? List.of() : database.write(begin, rows);
        for (int i = 0; i < fates.size(); i++) {
            Fate fate = fates.get(i);
            if (fate.begun()) {
                taken.add(order.get(i));
            } else if (!fate.suppressed().isEmpty()) {
                suppressed.put(order.get(i), SuppressionReason.valueOf(fate.suppressed()));
            }
        }
        return taken;
    }

    private void requireLease() {
        if (!database.holdsLease()) {
            throw StoreException.passing(
                    database + " has not answered for so long that another node may have taken over what"
                            + " this one had claimed: it sends nothing until the database has answered");
        }
    }

    @Override
    public void record(List<Outcome> outcomes) {
        List<Result> results = new ArrayList<>(outcomes.size());
        long now = now();
        for (Outcome outcome : outcomes) {
            holdings.of(outcome.id())
                    .ifPresent(holding -> results.add(new Result(holding.row(), outcome, now, holding.letter())));
        }
        if (!results.isEmpty()) {
            database.write(record, results);
            holdings.forget(
                    results.stream().map(result -> result.outcome().id()).toList());
        }
    }

    @Override
    public void release(Set<MessageId> ids) {
        letGo(release, ids);
    }

    @Override
    public void park(Set<MessageId> ids) {
        letGo(park, ids);
    }

    @Override
    public int unpark(long stream, int limit) {
        return database.write(unpark, List.of(new StreamClaim(0, stream, limit)))
                .get(0);
    }

    @Override
    public List<QueuedMessage> claimOf(long stream, int limit) {
        return take(claimOf, new StreamClaim(database.owner(), stream, limit));
    }

    @Override
    public List<QueuedMessage> claimOfBroadcast(long broadcast, int limit) {
        return take(claimOfBroadcast, new StreamClaim(database.owner(), broadcast, limit));
    }

    private List<QueuedMessage> take(Batch<StreamClaim, List<Loaded>> taking, StreamClaim wish) {
        return take(() -> database.write(taking, List.of(wish)).get(0), wish.owner(), Stage.TAKEN);
    }

    /** Lets go of the message first, where this process has it and has not begun it although its row may say so. */
    @Override
    public Optional<QueuedMessage> claim(MessageId id) {
        release(Set.of(id));
        MessageClaim wish = new MessageClaim(database.owner(), id);
        List<Loaded> rows = taken(() -> database.write(claimEach, List.of(wish)).get(0));
        List<Loaded> mine = rows.stream()
                .filter(row -> holdings.seize(id, new Held(row.seq(), wish.owner()), row.letter()))
                .toList();
        return loading.messages(mine).stream().findFirst();
    }

    @Override
    public boolean holdsAny(long stream) {
        return database.read(session -> session.find(rows -> rows.getLong(1), ANY, stream))
                .isPresent();
    }

    /** Writes that messages which were not begun belong to this process no more, and forgets them. */
    private void letGo(Batch<Held, Boolean> step, Set<MessageId> ids) {
        Map<MessageId, Holding> unbegun = holdings.begin(ids);
        if (unbegun.isEmpty()) {
            return;
        }
        boolean released = false;
        try {
            database.write(step, unbegun.values().stream().map(Holding::row).toList());
            released = true;
        } finally {
            if (released) {
                holdings.forget(unbegun.keySet());
            } else {
                holdings.undo(unbegun);
            }
        }
    }

    private long now() {
        return Times.toMicros(clock.instant());
    }
}
