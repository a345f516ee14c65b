package dev.triggered.engine;

import dev.triggered.Attempt;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.Response;
import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notice.Reached;
import dev.triggered.notice.Notice.Responded;
import dev.triggered.notice.Notice.Told;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What subscribers are to be told, in bounded memory: where there is too much for one, the oldest goes first. Everything happens under one lock. */
final class InMemoryNotices implements NoticeLog {
    private static final int MOST = 10_000;
    private static final SmtpReply NO_REPLY = SmtpReply.none("", "");

    private final Map<String, Subscriber> subscribers = new HashMap<>();
    private LongFunction<String> broadcasts = number -> "";
    private long last;

    /** Sets what knows the ids of broadcasts by their numbers. */
    synchronized void broadcasts(LongFunction<String> ids) {
        broadcasts = ids;
    }

    /** Keeps what an outcome tells of a message. */
    synchronized void recorded(InMemoryEntry entry, Outcome outcome, Instant now) {
        if (subscribers.isEmpty()) {
            return;
        }
        if (outcome instanceof Outcome.Retried retried) {
            reached(entry, told(MessageState.DEFERRED, retried.attempt()));
        } else if (outcome instanceof Outcome.Ended ended) {
            reached(entry, told(ended.state(), ended.attempt()));
        } else if (outcome instanceof Outcome.Dropped dropped) {
            reached(entry, new Reached(dropped.state(), now, 0, NO_REPLY, dropped.reason()));
        }
    }

    private static Reached told(MessageState state, Attempt attempt) {
        return new Reached(
                state, attempt.at(), attempt.number(), attempt.result().reply(), "");
    }

    /** Keeps what a report tells of a message, by which it is in another state. */
    synchronized void cameBack(InMemoryEntry entry, Filing filing) {
        reached(
                entry,
                new Reached(
                        entry.state(),
                        filing.report().origin().at(),
                        0,
                        filing.report().reply(),
                        filing.report().reason().name()));
    }

    /** Keeps that a mail was responded to. */
    synchronized void respondedTo(InMemoryEntry entry, Response response) {
        keep(
                entry,
                Topic.of(response.kind(), entry.place().stream()),
                new Responded(response.link(), response.at(), response.by(), response.client()));
    }

    private void reached(InMemoryEntry entry, Reached told) {
        keep(entry, Topic.of(told.state(), entry.place().stream()), told);
    }

    private void keep(InMemoryEntry entry, Topic topic, Told told) {
        for (Subscriber subscriber : subscribers.values()) {
            if (subscriber.wants(topic)) {
                String broadcast = entry.broadcast() == 0 ? "" : broadcasts.apply(entry.broadcast());
                subscriber.keep(new Notice(++last, entry.info(), broadcast, told, 0));
            }
        }
    }

    @Override
    public synchronized void subscribe(String subscriber, Set<Topic> topics, Instant now) {
        subscribers.computeIfAbsent(subscriber, name -> new Subscriber()).topics = Set.copyOf(topics);
    }

    /** Renews it for as long as this process runs, which is all that a store in memory knows. */
    @Override
    public synchronized boolean renew(String subscriber, Instant now) {
        return subscribers.containsKey(subscriber);
    }

    @Override
    public synchronized void unsubscribe(String subscriber) {
        subscribers.remove(subscriber);
    }

    @Override
    public synchronized List<Notice> take(Taking taking) {
        return of(taking.subscriber()).take(taking);
    }

    @Override
    public synchronized void done(String subscriber, Set<Long> numbers) {
        of(subscriber).kept.keySet().removeAll(numbers);
    }

    @Override
    public synchronized void later(String subscriber, long number, Instant due) {
        of(subscriber).later(number, due);
    }

    @Override
    public synchronized int giveUp(String subscriber, Instant before, int limit) {
        return of(subscriber).giveUp(before, limit);
    }

    @Override
    public synchronized Backlog backlog(String subscriber) {
        NavigableMap<Long, Kept> kept = of(subscriber).kept;
        return new Backlog(
                Math.min(kept.size(), Backlog.MOST),
                kept.values().stream()
                        .findFirst()
                        .map(first -> first.notice.told().at()));
    }

    private Subscriber of(String subscriber) {
        return subscribers.getOrDefault(subscriber, new Subscriber());
    }

    private static final class Subscriber {
        private final NavigableMap<Long, Kept> kept = new TreeMap<>();
        private Set<Topic> topics = Set.of();

        boolean wants(Topic topic) {
            return topics.contains(topic) || topics.contains(new Topic(topic.occasion(), ALL_STREAMS));
        }

        void keep(Notice notice) {
            kept.put(notice.number(), new Kept(notice, notice.told().at()));
            if (kept.size() > MOST) {
                kept.pollFirstEntry();
            }
        }

        List<Notice> take(Taking taking) {
            Set<MessageId> earlier = new HashSet<>();
            List<Notice> taken = new ArrayList<>();
            for (Map.Entry<Long, Kept> entry : kept.entrySet()) {
                Kept each = entry.getValue();
                boolean first = earlier.add(each.notice.message().id());
                if (first && !each.due.isAfter(taking.now()) && taken.size() < taking.limit()) {
                    entry.setValue(each.takenUntil(taking.until()));
                    taken.add(entry.getValue().notice);
                }
            }
            return taken;
        }

        void later(long number, Instant due) {
            Kept waiting = kept.get(number);
            if (waiting == null) {
                return;
            }
            MessageId message = waiting.notice.message().id();
            kept.put(number, new Kept(waiting.notice, due));
            kept.tailMap(number, false)
                    .replaceAll((key, other) -> other.notice.message().id().equals(message) && other.due.isBefore(due)
                            ? new Kept(other.notice, due)
                            : other);
        }

        int giveUp(Instant before, int limit) {
            int count = 0;
            Iterator<Kept> oldest = kept.values().iterator();
            for (int i = 0; i < limit && oldest.hasNext(); i++) {
                if (oldest.next().notice.told().at().isBefore(before)) {
                    oldest.remove();
                    count++;
                }
            }
            return count;
        }
    }

    /** A notice, and when it is due. */
    private record Kept(Notice notice, Instant due) {
        Kept takenUntil(Instant until) {
            return new Kept(
                    new Notice(
                            notice.number(), notice.message(), notice.broadcast(), notice.told(), notice.tries() + 1),
                    until);
        }
    }
}
