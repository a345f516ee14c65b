package dev.triggered.report;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which counts are asked for. Immutable: each method returns a new query.
 *
 * @param period for how long each row counts
 * @param from the first period is the one that this time is in
 * @param to before which time the last period begins
 * @param filter what is counted; several values of one kind are added up
 * @param by what rows are told apart by, beside their period; nothing for one row for each period
 */
public record ReportQuery(ReportPeriod period, Instant from, Instant to, Filter filter, Set<Dimension> by) {
    /**
     * Checks and copies the components.
     *
     * @param period as for the record
     * @param from as for the record
     * @param to as for the record
     * @param filter as for the record
     * @param by as for the record
     */
    public ReportQuery {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a report ends after it begins: from " + from + " to " + to);
        }
        EnumSet<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        dimensions.addAll(by);
        by = Collections.unmodifiableSet(dimensions);
        if (period == ReportPeriod.MINUTE && byDomain(filter, by)) {
            throw new IllegalArgumentException("domains are not counted by the minute: ask for hours or days");
        }
    }

    /**
     * Returns a query for everything, with one row for each period in which anything was counted.
     *
     * @param period for how long each row counts
     * @param from the first period is the one that this time is in
     * @param to before which time the last period begins, after {@code from}
     * @return the query
     */
    public static ReportQuery of(ReportPeriod period, Instant from, Instant to) {
        return new ReportQuery(period, from, to, Filter.NONE, Set.of());
    }

    /**
     * Returns this query with rows told apart by some dimensions.
     *
     * @param dimensions the dimensions, in place of those before
     * @return a new query
     * @throws IllegalArgumentException if domains are asked for by the minute
     */
    public ReportQuery by(Dimension... dimensions) {
        return new ReportQuery(period, from, to, filter, Set.of(dimensions));
    }

    /**
     * Returns this query for a stream, or one more.
     *
     * @param name its name, or a former one; empty for triggers that reached no stream
     * @return a new query
     */
    public ReportQuery stream(String name) {
        return filter(new Filter(with(filter.streams, name), filter.versions, filter.lanes, filter.domains));
    }

    /**
     * Returns this query for a version of streams, or one more.
     *
     * @param number the version
     * @return a new query
     */
    public ReportQuery version(int number) {
        return filter(new Filter(filter.streams, with(filter.versions, number), filter.lanes, filter.domains));
    }

    /**
     * Returns this query for a lane, or one more.
     *
     * @param name its name
     * @return a new query
     */
    public ReportQuery lane(String name) {
        return filter(new Filter(filter.streams, filter.versions, with(filter.lanes, name), filter.domains));
    }

    /**
     * Returns this query for a domain of recipients, or one more.
     *
     * @param name the domain in ASCII, such as {@code example.com}, without those below it; {@code *} for those that are counted together
     * @return a new query
     * @throws IllegalArgumentException if the period is a minute
     */
    public ReportQuery domain(String name) {
        Set<String> domains = with(filter.domains, name.toLowerCase(Locale.ROOT));
        return filter(new Filter(filter.streams, filter.versions, filter.lanes, domains));
    }

    /**
     * Says whether it takes counts for each domain to answer it.
     *
     * @return {@code true} where domains are picked, or rows are told apart by them
     */
    public boolean needsDomains() {
        return byDomain(filter, by);
    }

    private ReportQuery filter(Filter other) {
        return new ReportQuery(period, from, to, other, by);
    }

    private static boolean byDomain(Filter filter, Set<Dimension> by) {
        return !filter.domains.isEmpty() || by.contains(Dimension.DOMAIN);
    }

    private static <T> Set<T> with(Set<T> some, T another) {
        Set<T> all = new HashSet<>(some);
        all.add(another);
        return all;
    }

    /**
     * What is counted. An empty set stands for any.
     *
     * @param streams names of streams
     * @param versions versions of streams
     * @param lanes names of lanes
     * @param domains domains of recipients
     */
    public record Filter(Set<String> streams, Set<Integer> versions, Set<String> lanes, Set<String> domains) {
        private static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of(), Set.of());

        /**
         * Copies the components.
         *
         * @param streams as for the record
         * @param versions as for the record
         * @param lanes as for the record
         * @param domains as for the record
         */
        public Filter {
            streams = Set.copyOf(streams);
            versions = Set.copyOf(versions);
            lanes = Set.copyOf(lanes);
            domains = Set.copyOf(domains);
        }
    }
}
