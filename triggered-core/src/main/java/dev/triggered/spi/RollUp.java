package dev.triggered.spi;

import dev.triggered.report.ReportPeriod;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was counted in a period of a version of a stream, through a lane: for all domains together, or for each. Of domains, the first
 * {@value #MOST_DOMAINS} that come are counted each, and all others together. Not thread-safe.
 */
public final class RollUp {
    /** How many domains are counted each. */
    public static final int MOST_DOMAINS = 500;

    /** Stands for the domains that are counted together. */
    public static final String OTHERS = "*";

    private static final int SECONDS = 60;

    private final Key key;
    private final Map<String, Sums> domains = new LinkedHashMap<>();

    private RollUp(Key key) {
        this.key = key;
    }

    /**
     * Returns in which roll-ups a tally counts: those of its minutes, hours and days.
     *
     * @param tally what was counted
     * @return what is to be {@linkplain #add added} to the roll-ups that are kept, or to empty ones; with all domains
     */
    public static Collection<RollUp> of(Tally tally) {
        Map<Key, RollUp> all = new HashMap<>();
        tally.counts().forEach((mark, times) -> {
            Instant at = Instant.ofEpochSecond((long) mark.minute() * SECONDS);
            for (Kind kind : Kind.values()) {
                TallyMark.Place place = mark.place();
                Key key = new Key(kind, kind.period().startOf(at), place.stream(), place.version(), place.lane());
                all.computeIfAbsent(key, RollUp::new)
                        .domains
                        .computeIfAbsent(kind.isByDomain() ? place.domain() : "", domain -> new Sums())
                        .add(mark.slot(), times);
            }
        });
        return all.values();
    }

    /**
     * Returns a roll-up in which nothing is.
     *
     * @param key what it is of
     * @return the roll-up
     */
    public static RollUp empty(Key key) {
        return new RollUp(key);
    }

    /**
     * Reads a roll-up.
     *
     * @param key what it is of
     * @param bytes what {@link #toBytes()} returned
     * @return the roll-up
     */
    public static RollUp read(Key key, byte[] bytes) {
        RollUp read = new RollUp(key);
        Unpacker packed = new Unpacker(bytes);
        while (packed.hasMore()) {
            read.domains.put(packed.text(), Sums.read(packed));
        }
        return read;
    }

    /**
     * Adds what was counted later. Where that has more new domains than there are places, those with most counts get them.
     *
     * @param later what was counted under the same key
     * @return this roll-up
     */
    public RollUp add(RollUp later) {
        later.domains.entrySet().stream()
                .sorted(Comparator.comparing(domain -> domain.getValue().total(), Comparator.reverseOrder()))
                .forEach(domain -> sums(domain.getKey()).add(domain.getValue()));
        return this;
    }

    /**
     * Returns what was counted as bytes, without the key.
     *
     * @return the bytes, which {@link #read} reads
     */
    public byte[] toBytes() {
        Packer packed = new Packer();
        domains.forEach((domain, sums) -> sums.write(packed.text(domain)));
        return packed.toBytes();
    }

    /**
     * Returns what it is of.
     *
     * @return the key
     */
    public Key key() {
        return key;
    }

    /**
     * Returns what was counted.
     *
     * @return the sums by domain, or those of the empty text where it is of all domains together; an unmodifiable view
     */
    public Map<String, Sums> domains() {
        return Collections.unmodifiableMap(domains);
    }

    private Sums sums(String domain) {
        int named = domains.size() - (domains.containsKey(OTHERS) ? 1 : 0);
        boolean hasPlace = domains.containsKey(domain) || named < MOST_DOMAINS;
        return domains.computeIfAbsent(hasPlace ? domain : OTHERS, other -> new Sums());
    }

    /** For what time roll-ups are, and how fine. They are kept by their names. */
    public enum Kind {
        /** A minute, all domains together. */
        MINUTE(ReportPeriod.MINUTE, false),
        /** An hour, all domains together. */
        HOUR(ReportPeriod.HOUR, false),
        /** A day, all domains together. */
        DAY(ReportPeriod.DAY, false),
        /** An hour, each domain. */
        HOUR_BY_DOMAIN(ReportPeriod.HOUR, true),
        /** A day, each domain. */
        DAY_BY_DOMAIN(ReportPeriod.DAY, true);

        private final ReportPeriod period;
        private final boolean byDomain;

        Kind(ReportPeriod period, boolean byDomain) {
            this.period = period;
            this.byDomain = byDomain;
        }

        /**
         * Returns the period that such roll-ups are of.
         *
         * @return the period
         */
        public ReportPeriod period() {
            return period;
        }

        /**
         * Says whether domains are counted each.
         *
         * @return {@code false} where they are counted together
         */
        public boolean isByDomain() {
            return byDomain;
        }
    }

    /**
     * What a roll-up is of.
     *
     * @param kind for what time it is, and how fine
     * @param start when that time begins
     * @param stream the number of the stream; 0 for triggers that reached none
     * @param version the version of the stream
     * @param lane the name of the lane
     */
    public record Key(Kind kind, Instant start, long stream, int version, String lane) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::kind)
                .thenComparing(Key::start)
                .thenComparing(Key::stream)
                .thenComparing(Key::version)
                .thenComparing(Key::lane);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
