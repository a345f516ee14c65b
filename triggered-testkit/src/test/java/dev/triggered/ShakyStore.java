package dev.triggered;

import dev.triggered.spi.Acceptance;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A store in memory whose database goes away when a test says so, which joins transactions that the test commits, and which counts
 * what it is asked.
 */
final class ShakyStore implements MailStore {
    final List<Integer> begins = new CopyOnWriteArrayList<>();
    final List<Integer> records = new CopyOnWriteArrayList<>();
    final List<NewMessage> accepted = new CopyOnWriteArrayList<>();
    final List<Outcome> recorded = new CopyOnWriteArrayList<>();
    private final MailStore inner = InMemoryStore.create();
    private final ShakyPrograms programs = new ShakyPrograms(inner.programs(), this::require);
    private final List<NewMessage> uncommitted = new ArrayList<>();
    private final Queue<QueuedMessage> leftovers = new ConcurrentLinkedQueue<>();
    private volatile Predicate<String> away = call -> false;
    private volatile Predicate<Outcome> poisonous = outcome -> false;
    private volatile Predicate<MessageId> lost = id -> false;
    private volatile Runnable beforeAccept = () -> {};
    private volatile Runnable beforeBegin = () -> {};
    private volatile Runnable afterClaim = () -> {};
    private volatile Runnable beforeRecord = () -> {};
    private volatile Runnable beforePark = () -> {};
    private volatile Runnable afterUnpark = () -> {};
    private volatile boolean breaking;
    private volatile Waker waker = Waker.none();

    void goAway() {
        away = call -> true;
    }

    void failOn(String name) {
        away = name::equals;
    }

    void comeBack() {
        away = call -> false;
    }

    void refuse(Predicate<Outcome> outcomes) {
        poisonous = outcomes;
    }

    void giveToAnotherNode(Predicate<MessageId> messages) {
        lost = messages;
    }

    /** Has the next call that accepts keep everything and fail all the same. */
    void breakAfterAccepting() {
        breaking = true;
    }

    void beforeAccept(Runnable step) {
        beforeAccept = step;
    }

    void afterClaim(Runnable step) {
        afterClaim = step;
    }

    void beforeBegin(Runnable step) {
        beforeBegin = step;
    }

    void beforeRecord(Runnable step) {
        beforeRecord = step;
    }

    void beforePark(Runnable step) {
        beforePark = step;
    }

    void afterUnpark(Runnable step) {
        afterUnpark = step;
    }

    Waker waker() {
        return waker;
    }

    /** Keeps what was accepted in a transaction, and says so as a database would. */
    void commit() {
        inner.outbox().accept(uncommitted);
        uncommitted.forEach(message -> waker.wake(message.message().lane()));
        uncommitted.clear();
        programs.commit();
        waker.wakePrograms();
    }

    void rollback() {
        programs.rollback();
        uncommitted.clear();
    }

    /** Takes what was accepted in a transaction for messages that another node was sending when it died. */
    void commitAsLeftovers() {
        for (NewMessage message : uncommitted) {
            inner.outbox().accept(List.of(message.handedOver()));
            inner.outbox().begin(Set.of(message.message().info().id()));
            leftovers.add(message.message());
        }
        uncommitted.clear();
    }

    /** Keeps a message of another lane. */
    void keepIn(String lane, QueuedMessage message) {
        inner.outbox()
                .accept(List.of(NewMessage.of(new QueuedMessage(
                        message.info(),
                        new QueuedMessage.Route(message.stream(), lane),
                        message.content(),
                        message.schedule(),
                        message.attempts()))));
    }

    List<NewMessage> uncommitted() {
        return List.copyOf(uncommitted);
    }

    @Override
    public void open(TimeSource time, Waker ringing) {
        ringing.wake("orders");
        ringing.wakeAll();
        waker = ringing;
        inner.open(time, ringing);
    }

    @Override
    public Outbox outbox() {
        return new ShakyOutbox(inner.outbox());
    }

    @Override
    public SuppressionList suppressions() {
        return inner.suppressions();
    }

    @Override
    public MessageLog log() {
        return inner.log();
    }

    @Override
    public StreamRegistry registry() {
        return inner.registry();
    }

    @Override
    public ShakyPrograms programs() {
        return programs;
    }

    @Override
    public BroadcastStore broadcasts() {
        return inner.broadcasts();
    }

    @Override
    public FeedbackLog feedback() {
        return inner.feedback();
    }

    @Override
    public ReportStore reports() {
        return inner.reports();
    }

    @Override
    public NoticeLog notices() {
        return inner.notices();
    }

    @Override
    public DeadLetterOffice deadLetters() {
        return inner.deadLetters();
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void close() {
        inner.close();
    }

    private void require(String call) {
        if (away.test(call)) {
            throw StoreException.passing("the database is away", new IllegalStateException(call));
        }
    }

    private final class ShakyOutbox implements Outbox {
        private final Outbox outbox;

        ShakyOutbox(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public List<Acceptance> accept(List<NewMessage> messages) {
            beforeAccept.run();
            require("accept");
            accepted.addAll(messages);
            List<Acceptance> answers = outbox.accept(messages);
            if (breaking) {
                breaking = false;
                throw StoreException.unknown("the connection broke", new IllegalStateException("in the commit"));
            }
            return answers;
        }

        @Override
        public List<Acceptance> accept(Connection transaction, List<NewMessage> messages) {
            require("accept");
            uncommitted.addAll(messages);
            return messages.stream().map(outbox::probe).toList();
        }

        @Override
        public Acceptance probe(NewMessage message) {
            return outbox.probe(message);
        }

        @Override
        public List<QueuedMessage> claim(String lane, int limit) {
            require("claim");
            List<QueuedMessage> claimed = outbox.claim(lane, limit);
            afterClaim.run();
            return claimed;
        }

        @Override
        public LaneQueue queue(String lane, int most) {
            require("queue");
            return outbox.queue(lane, most);
        }

        @Override
        public Set<String> lanes() {
            return outbox.lanes();
        }

        @Override
        public Set<MessageId> begin(Set<MessageId> ids) {
            beforeBegin.run();
            try {
                require("begin");
                Set<MessageId> begun = outbox.begin(ids);
                begun.removeIf(lost);
                return begun;
            } finally {
                begins.add(ids.size());
            }
        }

        @Override
        public Map<MessageId, SuppressionReason> suppressed(Set<MessageId> ids) {
            return outbox.suppressed(ids);
        }

        @Override
        public void record(List<Outcome> outcomes) {
            beforeRecord.run();
            try {
                require("record");
                if (outcomes.stream().anyMatch(poisonous)) {
                    throw new IllegalStateException("the database does not understand an outcome");
                }
                outbox.record(outcomes);
                recorded.addAll(outcomes);
            } finally {
                records.add(outcomes.size());
            }
        }

        @Override
        public void release(Set<MessageId> ids) {
            require("release");
            outbox.release(ids);
        }

        @Override
        public void park(Set<MessageId> ids) {
            beforePark.run();
            require("park");
            outbox.park(ids);
        }

        @Override
        public int unpark(long stream, int limit) {
            require("unpark");
            int unparked = outbox.unpark(stream, limit);
            afterUnpark.run();
            return unparked;
        }

        @Override
        public List<QueuedMessage> claimOf(long stream, int limit) {
            return outbox.claimOf(stream, limit);
        }

        @Override
        public List<QueuedMessage> claimOfBroadcast(long broadcast, int limit) {
            return outbox.claimOfBroadcast(broadcast, limit);
        }

        @Override
        public Optional<QueuedMessage> claim(MessageId id) {
            return outbox.claim(id);
        }

        @Override
        public boolean holdsAny(long stream) {
            return outbox.holdsAny(stream);
        }

        @Override
        public List<QueuedMessage> inherit(int limit) {
            require("inherit");
            List<QueuedMessage> found = new ArrayList<>();
            for (QueuedMessage next = leftovers.poll(); next != null; next = leftovers.poll()) {
                found.add(next);
            }
            return found;
        }
    }
}
