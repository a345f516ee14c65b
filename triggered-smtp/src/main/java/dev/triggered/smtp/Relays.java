package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays of a dispatcher. A connection is made to the most preferred one that works; those that do not are tried last of all.
 * Thread-safe.
 */
final class Relays implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
    private static final Comparator<SmtpRelay> PREFERRED = Comparator.comparingInt(SmtpRelay::priority)
            .thenComparing(Comparator.comparingInt(SmtpRelay::weight).reversed());

    private final List<Candidate> candidates;
    private final InstantSource clock;
    private final RandomGenerator random;

    Relays(List<SmtpRelay> relays, Watchdog watchdog, InstantSource clock, RandomGenerator random) {
        this.candidates = relays.stream()
                .sorted(PREFERRED)
                .map(relay -> candidate(relay, watchdog))
                .toList();
        this.clock = clock;
        this.random = random;
    }

    /** Returns the address of the most preferred relay. */
    String preferred() {
        return candidates.get(0).relay().address();
    }

    /** Returns the most connections at once to all relays together. */
    int most() {
        long sum = candidates.stream()
                .mapToLong(candidate -> candidate.relay().connections())
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public Link connect(Consumer<Wire> onWire) throws SetUpException {
        List<Candidate> order = order();
        Map<Candidate, SetUpException> failures = new HashMap<>();
        for (boolean leftOut : new boolean[] {false, true}) {
            for (Candidate candidate : order) {
                if (failures.containsKey(candidate)) {
                    continue;
                }
                OptionalLong epoch = candidate.availability().enter(clock.instant(), leftOut);
                if (epoch.isPresent()) {
                    try {
                        return connect(new Visit(candidate, epoch.getAsLong()), onWire);
                    } catch (SetUpException e) {
                        failures.put(candidate, e);
                    }
                }
            }
            if (order.stream().anyMatch(candidate -> candidate.availability().isFull())) {
                throw new SetUpException("4.3.2", "each relay that works has all the connections that it may have");
            }
        }
        throw failures.getOrDefault(candidates.get(0), new SetUpException("4.3.2", "no relay has room"));
    }

    private Link connect(Visit visit, Consumer<Wire> onWire) throws SetUpException {
        boolean made = false;
        try {
            Link link = visit.candidate.connector().connect(visit, onWire);
            made = true;
            return link;
        } catch (SetUpException e) {
            visit.fails(e.reason());
            throw e;
        } finally {
            if (!made) {
                visit.leave();
            }
        }
    }

    /** Puts the relays into the order of RFC 2782, anew for each connection. */
    List<Candidate> order() {
        List<Candidate> order = new ArrayList<>();
        List<Candidate> left = new ArrayList<>(candidates);
        while (!left.isEmpty()) {
            int priority = left.get(0).relay().priority();
            Candidate next = draw(left.stream()
                    .filter(candidate -> candidate.relay().priority() == priority)
                    .toList());
            order.add(next);
            left.remove(next);
        }
        return order;
    }

    private Candidate draw(List<Candidate> equals) {
        int sum = equals.stream()
                .mapToInt(candidate -> candidate.relay().weight())
                .sum();
        if (sum == 0) {
            return equals.get(below(equals.size()));
        }
        int at = below(sum);
        for (Candidate candidate : equals) {
            at -= candidate.relay().weight();
            if (at < 0) {
                return candidate;
            }
        }
        throw new AssertionError("a number below the sum of the weights lies within one of them");
    }

    private int below(int bound) {
        if (bound == 1) {
            return 0;
        }
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private Outlook outlook(Candidate used) {
        for (Candidate candidate : candidates) {
            if (candidate.relay().priority() >= used.relay().priority()) {
                return Outlook.BEST;
            }
            if (candidate.availability().isOpen()) {
                return Outlook.BETTER_ONE_WORKS;
            }
            if (candidate.availability().invites(clock.instant())) {
                return Outlook.BETTER_ONE_TO_TRY;
            }
        }
        return Outlook.BEST;
    }

    private static Candidate candidate(SmtpRelay relay, Watchdog watchdog) {
        RelayState state = new RelayState(relay);
        return new Candidate(state, new RelayConnector(state, watchdog), new Availability(relay.connections()));
    }

    /** Shows all of them. */
    @Override
    public String toString() {
        return candidates.stream()
                .map(candidate -> candidate.relay().address())
                .toList()
                .toString();
    }

    /** How the relay of a connection compares with the others. */
    enum Outlook {
        /** No other one is to be used instead. */
        BEST,
        /** A more preferred one works, too. */
        BETTER_ONE_WORKS,
        /** A more preferred one may work again, and is to be tried by whoever was told this. */
        BETTER_ONE_TO_TRY
    }

    /** One of the relays. */
    record Candidate(RelayState state, RelayConnector connector, Availability availability) {
        SmtpRelay relay() {
            return state.relay();
        }
    }

    /** The use of a relay by one connection, from before it is made until it is closed. Thread-safe. */
    final class Visit {
        private final Candidate candidate;
        private final long epoch;
        private volatile boolean proven;

        private Visit(Candidate candidate, long epoch) {
            this.candidate = candidate;
            this.epoch = epoch;
        }

        RelayState relay() {
            return candidate.state();
        }

        /** Says whether there are other relays. */
        boolean hasAlternative() {
            return candidates.size() > 1;
        }

        /** Says whether the relay did anything for this connection. */
        boolean isProven() {
            return proven;
        }

        /** Learns that the relay works. */
        void works() {
            if (proven) {
                return;
            }
            proven = true;
            if (candidate.availability().works(epoch)) {
                LOG.info("{} works again", candidate.relay());
            }
        }

        /** Learns that the relay does not work, which leaves it out for a while. */
        void fails(SmtpReply why) {
            boolean news = candidate.availability().fails(epoch, clock.instant());
            if (news && candidates.size() > 1) {
                LOG.warn("{} does not work, and is left out for a while: {}", candidate.relay(), why);
            }
        }

        /** Says whether another relay is to be used instead. */
        Outlook outlook() {
            return Relays.this.outlook(candidate);
        }

        /** Ends the visit; called once. */
        void leave() {
            candidate.availability().leave(epoch);
        }
    }
}
