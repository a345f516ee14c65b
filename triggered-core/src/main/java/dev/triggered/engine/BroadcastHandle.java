package dev.triggered.engine;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastState;
import dev.triggered.ConflictException;
import dev.triggered.MessageState;
import dev.triggered.StreamState;
import dev.triggered.TriggeredException;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A broadcast by its id. What it does is seen by the run in the store, in whichever process that is. Thread-safe. */
final class BroadcastHandle implements Broadcast {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int COUNTED = 1_000_000;
    private static final Set<BroadcastState> OVER =
            Set.of(BroadcastState.DONE, BroadcastState.CANCELLED, BroadcastState.FAILED);

    private final Entry first;
    private final Control control;
    private final BroadcastStore store;
    private final BroadcastRuns runs;
    private final TimeSource time;

    BroadcastHandle(Entry first, Control control, BroadcastStore store, BroadcastRuns runs, TimeSource time) {
        this.first = first;
        this.control = control;
        this.store = store;
        this.runs = runs;
        this.time = time;
    }

    @Override
    public String id() {
        return first.id();
    }

    @Override
    public String stream() {
        return live().map(live -> live.stream().name()).orElse("");
    }

    @Override
    public BroadcastState state() {
        return BroadcastMeter.state(entry().standing());
    }

    @Override
    public String fault() {
        return entry().standing().life().fault();
    }

    @Override
    public BroadcastProgress progress() {
        Entry now = entry();
        Optional<BroadcastRun> run = runs.find(id());
        if (run.isEmpty()) {
            return BroadcastMeter.progress(
                    now, store.waiting(now.number(), COUNTED).all(), 0);
        }
        BroadcastProgress last = run.get().progress();
        return new BroadcastProgress(
                BroadcastMeter.state(now.standing()), last.counts(), last.waiting(), last.outlook());
    }

    @Override
    public Map<MessageState, Long> outcomes() {
        return store.outcomes(first.number());
    }

    @Override
    public void pause() {
        requireChanged(store.pause(first.number(), true, time.instant()), "paused");
        runs.wake(id());
        Optional<LiveStream> live = live();
        if (live.filter(stream -> stream.entry().state() == StreamState.LIVE).isPresent()) {
            streams().pause(live.get().stream().name());
        }
    }

    @Override
    public void resume() {
        requireChanged(!OVER.contains(state()), "resumed");
        Optional<LiveStream> live = live();
        if (live.filter(stream -> stream.entry().state() == StreamState.PAUSED).isPresent()) {
            streams().resume(live.get().stream().name());
        }
        requireChanged(store.pause(first.number(), false, time.instant()), "resumed");
        runs.wake(id());
    }

    @Override
    public void cancel() {
        requireChanged(store.cancel(first.number(), time.instant()), "cancelled");
        runs.wake(id());
        boolean left = runs.isCalledBy(id()) || awaitLeft();
        if (store.waiting(first.number(), 1).all() > 0) {
            discard();
        }
        if (!left) {
            throw new TriggeredException("broadcast '" + id()
                    + "' was cancelled, but for a minute its source or a listener blocks whoever reads its recipients: cancel it"
                    + " once more");
        }
    }

    /** Waits until nobody reads its recipients any more; says whether that is so within a minute. */
    private boolean awaitLeft() {
        long left = PATIENCE_NANOS;
        try {
            while (entry().standing().owner() != 0 && left > 0) {
                left -= runs.awaitChange(Math.min(left, LOOK_NANOS));
            }
            return entry().standing().owner() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TriggeredException(
                    "interrupted while broadcast '" + id() + "' was cancelled: cancel it once more", e);
        }
    }

    /** Ends its messages, while its stream is quiet. */
    private void discard() {
        Optional<LiveStream> live = live().filter(stream -> stream.entry().state() == StreamState.LIVE);
        live.ifPresent(stream -> streams().pause(stream.stream().name()));
        boolean gone = control.discardBroadcast(first.number(), "its broadcast '" + id() + "' was cancelled");
        if (!gone) {
            throw new TriggeredException("some messages of broadcast '" + id()
                    + "' could not be ended within a minute; its stream is paused: cancel it once more, and resume the"
                    + " stream");
        }
        live.ifPresent(this::goOn);
    }

    /** Has a stream go on, unless somebody else has changed it meanwhile. */
    private void goOn(LiveStream paused) {
        live().filter(stream -> stream.entry().state() == StreamState.PAUSED
                        && stream.entry().changed().by().equals(who()))
                .ifPresent(stream -> streams().resume(stream.stream().name()));
    }

    private void requireChanged(boolean changed, String what) {
        if (!changed) {
            throw new ConflictException("broadcast '" + id() + "' is " + state() + " and cannot be " + what);
        }
    }

    @Override
    public BroadcastState await() throws InterruptedException {
        return await(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Override
    public BroadcastState await(Duration atMost) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        BroadcastState state = state();
        while ((!state.isAtRest() || runs.find(id()).isPresent()) && left > 0) {
            left -= runs.awaitChange(Math.min(left, LOOK_NANOS));
            state = state();
        }
        return state;
    }

    private Entry entry() {
        return store.find(id()).orElse(first);
    }

    private Optional<LiveStream> live() {
        return control.catalog().numbered(first.stream());
    }

    private StreamControl streams() {
        return new StreamControl(control, who());
    }

    private String who() {
        return "broadcast '" + id() + "'";
    }

    @Override
    public String toString() {
        return "Broadcast[" + id() + "]";
    }
}
