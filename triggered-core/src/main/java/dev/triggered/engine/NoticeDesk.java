package dev.triggered.engine;

import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notices;
import dev.triggered.notice.Subscription;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.NoticeLog.Taking;
import dev.triggered.spi.NoticeLog.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Hands notices out by the engine's time, and knows streams by the names that they have now. */
final class NoticeDesk implements Notices {
    private static final int STEP = 500;

    private final NoticeLog log;
    private final Supplier<Catalog> catalog;
    private final InstantSource clock;

    NoticeDesk(NoticeLog log, Supplier<Catalog> catalog, InstantSource clock) {
        this.log = log;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public void subscribe(Subscription subscription) {
        Set<Long> streams = subscription.streams().isEmpty()
                ? Set.of(NoticeLog.ALL_STREAMS)
                : subscription.streams().stream().map(this::number).collect(Collectors.toSet());
        Set<Topic> topics = new HashSet<>();
        for (long stream : streams) {
            subscription.states().forEach(state -> topics.add(Topic.of(state, stream)));
            subscription.responses().forEach(kind -> topics.add(Topic.of(kind, stream)));
        }
        log.subscribe(subscription.subscriber(), topics, clock.instant());
    }

    private long number(String stream) {
        return catalog.get().stream(stream)
                .map(LiveStream::number)
                .orElseThrow(() -> new IllegalArgumentException("no stream is named '" + stream + "'"));
    }

    @Override
    public boolean renew(String subscriber) {
        return log.renew(subscriber, clock.instant());
    }

    @Override
    public void unsubscribe(String subscriber) {
        log.unsubscribe(subscriber);
    }

    @Override
    public List<Notice> take(String subscriber, int limit, Duration lease) {
        Instant now = clock.instant();
        return log.take(new Taking(subscriber, now, now.plus(lease), limit));
    }

    @Override
    public void done(String subscriber, Notice notice) {
        log.done(subscriber, Set.of(notice.number()));
    }

    @Override
    public void later(String subscriber, Notice notice, Duration delay) {
        log.later(subscriber, notice.number(), clock.instant().plus(delay));
    }

    @Override
    public long giveUp(String subscriber, Duration age) {
        Instant before = clock.instant().minus(age);
        long all = 0;
        int some;
        do {
            some = log.giveUp(subscriber, before, STEP);
            all += some;
        } while (some == STEP);
        return all;
    }

    @Override
    public Backlog backlog(String subscriber) {
        return log.backlog(subscriber);
    }
}
