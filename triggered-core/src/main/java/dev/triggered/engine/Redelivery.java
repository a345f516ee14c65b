package dev.triggered.engine;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageHistory;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Resent;
import dev.triggered.RetryCounts;
import dev.triggered.RetryVerdict;
import dev.triggered.StreamState;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.DeadLetterOffice.Copying;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.QueuedMessage.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages again that have ended, by the streams as they are now. Thread-safe. */
final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);
    private static final int STEP = 200;

    private final DeadLetterOffice office;
    private final Supplier<Catalog> catalog;
    private final Way way;
    private final MessageIds ids;
    private final InstantSource clock;

    Redelivery(DeadLetterOffice office, Supplier<Catalog> catalog, Way way, MessageIds ids, InstantSource clock) {
        this.office = office;
        this.catalog = catalog;
        this.way = way;
        this.ids = ids;
        this.clock = clock;
    }

    DeadLetterPage find(DeadLetterQuery query) {
        return office.find(query, catalog.get().namesOf(query.stream()));
    }

    /** Retries a message; {@code who} stands in the log. */
    RetryVerdict retry(MessageHistory message, String who) {
        MessageState state = message.state();
        if (!state.isEnd()) {
            return RetryVerdict.UNDER_WAY;
        }
        if (!DeadLetterQuery.isDead(state)) {
            return RetryVerdict.WAS_SENT;
        }
        RetryVerdict verdict = retry(List.of(new Dead(message.message(), message.acceptedAt())))
                .get(0);
        if (verdict.isDone()) {
            LOG.info(
                    "message {}, which had ended as {}, is retried by {}",
                    message.message().id(),
                    state,
                    who);
        }
        return verdict;
    }

    /** Resends a message; {@code who} stands in the log. */
    Resent resend(MessageHistory message, String who) {
        MessageInfo original = message.message();
        Ruling ruling = rule(original);
        if (!ruling.verdict.isDone()) {
            return new Resent(ruling.verdict, Optional.empty());
        }
        LiveStream live = ruling.live.orElseThrow();
        Instant now = clock.instant();
        MessageInfo copy = new MessageInfo(
                ids.next(now), live.stream().name(), live.stream().version(), original.recipient());
        RetryVerdict verdict =
                office.copy(new Copying(original.id(), copy, route(live), Gate.schedule(live.stream(), now, now)));
        if (!verdict.isDone()) {
            return new Resent(verdict, Optional.empty());
        }
        LOG.info("message {} is resent as {} by {}", original.id(), copy.id(), who);
        way.tell(copy, ruling.verdict, now);
        way.lanes.wake(live.stream().lane().name());
        return new Resent(ruling.verdict, Optional.of(copy.id()));
    }

    /** Retries dead letters step by step; {@code who} stands in the log. */
    RetryCounts retryAll(DeadLetterQuery query, long atMost, String who) {
        if (atMost < 1) {
            throw new IllegalArgumentException("at least one message is to be retried: " + atMost);
        }
        Set<String> streams = catalog.get().namesOf(query.stream());
        Map<RetryVerdict, Long> counts = new EnumMap<>(RetryVerdict.class);
        long left = atMost;
        DeadLetterPage page;
        do {
            page = office.find(query.limit((int) Math.min(STEP, left)), streams);
            query = query.after(page.next());
            List<Dead> dead = page.letters().stream().map(Dead::of).toList();
            for (RetryVerdict verdict : retry(dead)) {
                counts.merge(verdict, 1L, Long::sum);
                left -= verdict.isDone() ? 1 : 0;
            }
        } while (page.hasNext() && left > 0);
        LOG.info("dead letters are retried by {}: {}", who, counts);
        return new RetryCounts(counts);
    }

    /** Retries dead letters, all that may be in one step; returns what became of each. */
    private List<RetryVerdict> retry(List<Dead> dead) {
        Instant now = clock.instant();
        List<Ruling> rulings = dead.stream().map(each -> rule(each.message)).toList();
        List<Revival> revivals = new ArrayList<>();
        for (int i = 0; i < dead.size(); i++) {
            Dead each = dead.get(i);
            rulings.get(i)
                    .live
                    .ifPresent(live -> revivals.add(new Revival(
                            each.message.id(), route(live), Gate.schedule(live.stream(), each.acceptedAt, now))));
        }
        List<RetryVerdict> revived = revivals.isEmpty() ? List.of() : office.revive(revivals);
        return settle(dead, rulings, revived, now);
    }

    private List<RetryVerdict> settle(List<Dead> dead, List<Ruling> rulings, List<RetryVerdict> revived, Instant now) {
        List<RetryVerdict> verdicts = new ArrayList<>(dead.size());
        int next = 0;
        for (int i = 0; i < dead.size(); i++) {
            Ruling ruling = rulings.get(i);
            RetryVerdict answer = ruling.live.isEmpty() ? ruling.verdict : revived.get(next++);
            if (answer.isDone()) {
                answer = ruling.verdict;
                way.tell(dead.get(i).message, answer, now);
                ruling.live.ifPresent(
                        live -> way.lanes.wake(live.stream().lane().name()));
            }
            verdicts.add(answer);
        }
        return verdicts;
    }

    private Ruling rule(MessageInfo message) {
        Optional<LiveStream> live = catalog.get().stream(message.stream());
        if (live.isEmpty()) {
            return new Ruling(RetryVerdict.NO_STREAM, live);
        }
        StreamState state = live.get().state();
        if (state == StreamState.STOPPED || state == StreamState.DRAFT) {
            return new Ruling(RetryVerdict.STREAM_STOPPED, Optional.empty());
        }
        return new Ruling(state.isQuiet() ? RetryVerdict.HELD : RetryVerdict.QUEUED, live);
    }

    private static Route route(LiveStream live) {
        return new Route(live.number(), live.stream().lane().name());
    }

    /** Where messages go that wait again, and who is told of them. */
    record Way(Lanes lanes, Steps steps) {
        private void tell(MessageInfo message, RetryVerdict verdict, Instant at) {
            MessageState state = verdict == RetryVerdict.HELD ? MessageState.HELD : MessageState.QUEUED;
            steps.tell(MessageStep.of(message, state, at, ""));
        }
    }

    /** A message that has ended, and when it was accepted. */
    private record Dead(MessageInfo message, Instant acceptedAt) {
        static Dead of(DeadLetter letter) {
            return new Dead(letter.message(), letter.acceptedAt());
        }
    }

    /** What a stream says: the verdict if the store agrees, and the stream where it may write. */
    private record Ruling(RetryVerdict verdict, Optional<LiveStream> live) {}
}
