package dev.triggered.testkit;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * A dispatcher without a network, which keeps what it is given: for an application's tests of its own mails.
 *
 * <pre>{@code
 * CapturingDispatcher dispatcher = CapturingDispatcher.create();
 * // ... hand it to TriggeredMail, and trigger ...
 * CapturedMail mail = dispatcher.awaitMail();
 * assertThat(mail).isTo("jane@example.com").hasSubject("Your order 4711");
 * }</pre>
 *
 * <p>It takes every mail unless it is told to answer otherwise, and answers on the thread that sends, or, where it was told to
 * {@linkplain #hold() hold} its mails, on the one that releases them. All waiting is for a minute at most.
 *
 * <p>Thread-safe.
 */
public final class CapturingDispatcher implements Dispatcher {
    private static final int SHOWN = 20;

    private final IntUnaryOperator capacity;
    private final ResultScript script = new ResultScript();
    private final Monitor monitor = new Monitor();
    private final List<CapturedMail> attempts = new ArrayList<>();
    private final List<CapturedMail> mails = new ArrayList<>();
    private final Set<CapturedMail> answering = new HashSet<>();
    private final Deque<Sending> held = new ArrayDeque<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Set<String> heldLanes = new HashSet<>();
    private boolean holding;
    private boolean closed;

    private CapturingDispatcher(IntUnaryOperator capacity) {
        this.capacity = capacity;
    }

    /**
     * Returns a dispatcher that has as many mails of a lane under way as the lane has connections.
     *
     * @return a new dispatcher
     */
    public static CapturingDispatcher create() {
        return new CapturingDispatcher(connections -> connections);
    }

    /**
     * Returns a dispatcher with a capacity of its own.
     *
     * @param capacity how many mails of each lane may be under way at once, at least 1
     * @return a new dispatcher
     */
    public static CapturingDispatcher withCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("at least one mail may be under way: " + capacity);
        }
        return new CapturingDispatcher(connections -> capacity);
    }

    /**
     * Tells how the next mails end, whoever they are to: each result is for one attempt.
     *
     * @param results the results, the next one first
     * @return this dispatcher
     */
    public CapturingDispatcher answering(SendResult... results) {
        script.add(List.of(results));
        return this;
    }

    /**
     * Tells how the next mails to a recipient end: each result is for one attempt, and goes before those of
     * {@link #answering}.
     *
     * @param address the recipient; letter case is ignored
     * @param results the results, the next one first
     * @return this dispatcher
     */
    public CapturingDispatcher whenRecipient(String address, SendResult... results) {
        script.add(address, List.of(results));
        return this;
    }

    /**
     * Tells how a mail ends for which no result is left; {@link SendResults#accepted()} by default.
     *
     * @param answer is asked once for each attempt, on the thread that sends
     * @return this dispatcher
     */
    public CapturingDispatcher otherwise(Function<CapturedMail, SendResult> answer) {
        script.otherwise(answer);
        return this;
    }

    /** Keeps all mails under way from now on, until they are released. */
    public void hold() {
        monitor.change(() -> holding = true);
    }

    /**
     * Keeps the mails of a lane under way from now on, until they are released.
     *
     * @param lane the name of the lane
     */
    public void holdLane(String lane) {
        monitor.change(() -> heldLanes.add(lane));
    }

    /** Holds no mails any more, and answers those that are held, in the order of sending, before it returns. */
    public void release() {
        monitor.change(() -> {
            holding = false;
            heldLanes.clear();
        });
        takeHeld().forEach(sending -> finish(sending, sending.result));
    }

    /**
     * Answers the mail that has been held longest, and goes on holding.
     *
     * @return the mail
     * @throws IllegalStateException if no mail is held
     */
    public CapturedMail releaseNext() {
        Sending first = monitor.ask(() -> {
            if (held.isEmpty()) {
                throw new IllegalStateException("no mail is held: wait for it with awaitUnderWay(1)");
            }
            return held.remove();
        });
        finish(first, first.result);
        return first.mail;
    }

    /**
     * Returns the mails that were accepted.
     *
     * @return the mails in the order in which they were accepted
     */
    public List<CapturedMail> mails() {
        return monitor.ask(() -> List.copyOf(mails));
    }

    /**
     * Returns every mail that was sent, whatever was answered, once for each attempt. A mail that cannot be written as MIME is
     * {@linkplain SendResult.Refused refused} and does not stand here.
     *
     * @return the mails in the order of sending
     */
    public List<CapturedMail> attempts() {
        return monitor.ask(() -> List.copyOf(attempts));
    }

    /**
     * Returns how many mails are under way in all lanes.
     *
     * @return the mails that were sent and not answered
     */
    public int underWay() {
        return monitor.ask(this::countUnderWay);
    }

    /**
     * Waits until a mail was accepted.
     *
     * @return the first mail that was
     * @throws AssertionError if there was none in time
     */
    public CapturedMail awaitMail() {
        return awaitMails(1).get(0);
    }

    /**
     * Waits until a mail to a recipient was accepted.
     *
     * @param address the recipient; letter case is ignored
     * @return the first mail to that recipient
     * @throws AssertionError if there was none in time; it tells who there were mails to instead
     */
    public CapturedMail awaitMailTo(String address) {
        Predicate<CapturedMail> wanted = mail -> mail.recipient().equalsIgnoreCase(address);
        monitor.await(
                () -> answered().stream().anyMatch(wanted),
                Monitor.PATIENCE,
                () -> "no mail to " + address + " was accepted, but " + latest(mails) + ", of " + attempts.size()
                        + " attempts");
        return answered().stream().filter(wanted).findFirst().orElseThrow();
    }

    /**
     * Waits until a number of mails was accepted, and whoever sent them was told. That this is recorded follows a moment later.
     *
     * @param count how many mails at least
     * @return all mails that were accepted by then
     * @throws AssertionError if there were fewer in time; it tells which there were instead
     */
    public List<CapturedMail> awaitMails(int count) {
        monitor.await(
                () -> mails.size() - answering.size() >= count,
                Monitor.PATIENCE,
                () -> "accepted mails: " + mails.size() + " instead of " + count + ", of " + attempts.size()
                        + " attempts, " + countUnderWay() + " under way: " + latest(mails));
        return answered();
    }

    /**
     * Waits until a number of attempts was made.
     *
     * @param count how many attempts at least
     * @return all attempts that were made by then
     * @throws AssertionError if there were fewer in time; it tells which there were instead
     */
    public List<CapturedMail> awaitAttempts(int count) {
        monitor.await(
                () -> attempts.size() >= count,
                Monitor.PATIENCE,
                () -> "attempts: " + attempts.size() + " instead of " + count + ": " + latest(attempts));
        return attempts();
    }

    /**
     * Waits until a number of mails is under way in all lanes.
     *
     * @param count how many mails exactly
     * @throws AssertionError if there were more or fewer all the time; it tells how many there were instead
     */
    public void awaitUnderWay(int count) {
        monitor.await(
                () -> countUnderWay() == count,
                Monitor.PATIENCE,
                () -> "mails under way: " + underWay + " instead of " + count);
    }

    /** Forgets the mails and the attempts so far, but not those that are under way. */
    public void clear() {
        monitor.change(() -> {
            mails.clear();
            attempts.clear();
        });
    }

    @Override
    public LaneDispatcher open(Lane lane) {
        return new CapturingLane(
                lane.name(), capacity.applyAsInt(lane.connections().own()));
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) throws IOException {
        MimeComposer.compose(mail, out);
    }

    /** Answers what is held with a {@link SendResult.Deferred}, as everything that is sent later. */
    @Override
    public void close() {
        monitor.change(() -> closed = true);
        takeHeld().forEach(sending -> finish(sending, SendResults.closed()));
    }

    private List<CapturedMail> answered() {
        return monitor.ask(
                () -> mails.stream().filter(mail -> !answering.contains(mail)).toList());
    }

    private static String latest(List<CapturedMail> mails) {
        int hidden = Math.max(0, mails.size() - SHOWN);
        return (hidden == 0 ? "" : hidden + " others and ") + mails.subList(hidden, mails.size());
    }

    private int countUnderWay() {
        return underWay.values().stream().mapToInt(Integer::intValue).sum();
    }

    private List<Sending> takeHeld() {
        return monitor.ask(() -> {
            List<Sending> taken = List.copyOf(held);
            held.clear();
            return taken;
        });
    }

    private void finish(Sending sending, SendResult result) {
        monitor.change(() -> {
            underWay.merge(sending.lane, -1, Integer::sum);
            if (result instanceof SendResult.Accepted) {
                answering.add(sending.mail);
                mails.add(sending.mail);
            }
        });
        try {
            sending.whenDone.accept(result);
        } finally {
            monitor.change(() -> answering.remove(sending.mail));
        }
    }

    /** A mail on its way, with the result that it will have. */
    private record Sending(String lane, CapturedMail mail, SendResult result, Consumer<SendResult> whenDone) {}

    private final class CapturingLane implements LaneDispatcher {
        private final String lane;
        private final int capacity;

        CapturingLane(String lane, int capacity) {
            this.lane = lane;
            this.capacity = capacity;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
            monitor.change(this::reserve);
            Sending sending;
            try {
                CapturedMail captured = capture(mail);
                sending = new Sending(lane, captured, script.resultFor(captured), whenDone);
            } catch (IOException | RuntimeException e) {
                monitor.change(() -> underWay.merge(lane, -1, Integer::sum));
                whenDone.accept(SendResults.unwritable(String.valueOf(e.getMessage())));
                return;
            }
            begin(sending);
        }

        private CapturedMail capture(OutgoingMail mail) throws IOException {
            ByteArrayOutputStream mime = new ByteArrayOutputStream();
            compose(mail, mime);
            OutgoingMail.Envelope envelope = mail.envelope();
            return CapturedMail.unread(
                    envelope.sender().toString(), envelope.recipient().toString(), mime.toByteArray());
        }

        private void reserve() {
            int sending = underWay.getOrDefault(lane, 0);
            if (sending >= capacity) {
                throw new IllegalStateException("lane '" + lane + "' has " + sending
                        + " mails under way, which is its capacity: wait until one is done");
            }
            underWay.put(lane, sending + 1);
        }

        private void begin(Sending sending) {
            boolean waits = monitor.ask(() -> {
                attempts.add(sending.mail);
                boolean holds = !closed && (holding || heldLanes.contains(lane));
                return holds && held.add(sending);
            });
            if (!waits) {
                finish(sending, monitor.ask(() -> closed) ? SendResults.closed() : sending.result);
            }
        }
    }
}
