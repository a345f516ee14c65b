package dev.triggered;

import java.util.Set;

/**
 * Which suppressions are asked for. Immutable: each method returns a new query.
 *
 * @param prefix how the address begins, in the form in which addresses are {@linkplain EmailAddress#key() compared}; empty for any
 * @param domain the domain of the address, in ASCII; empty for any
 * @param reasons the reasons; empty for any
 * @param page which of those that are found
 */
public record SuppressionQuery(String prefix, String domain, Set<SuppressionReason> reasons, Page page) {
    private static final int STANDARD_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    /**
     * Checks and copies the components.
     *
     * @param prefix as for the record
     * @param domain as for the record
     * @param reasons as for the record
     * @param page as for the record
     */
    public SuppressionQuery {
        prefix = EmailAddress.lowerAscii(prefix);
        domain = domain.isEmpty() ? "" : EmailAddress.requireDomain(domain);
        reasons = Set.copyOf(reasons);
    }

    /**
     * Returns a query for all suppressions.
     *
     * @return the query, for a page of 100
     */
    public static SuppressionQuery all() {
        return new SuppressionQuery("", "", Set.of(), new Page("", STANDARD_LIMIT));
    }

    /**
     * Returns this query for addresses that begin in a certain way.
     *
     * @param text such as {@code jane.} or {@code jane@example.}; the case of ASCII letters does not count
     * @return a new query
     */
    public SuppressionQuery startingWith(String text) {
        return new SuppressionQuery(text, domain, reasons, page);
    }

    /**
     * Returns this query for addresses of one domain, not of those below it.
     *
     * @param name such as {@code example.com}
     * @return a new query
     * @throws InvalidAddressException if it is no domain
     */
    public SuppressionQuery in(String name) {
        return new SuppressionQuery(prefix, name, reasons, page);
    }

    /**
     * Returns this query for one reason, or some of them.
     *
     * @param some the reasons
     * @return a new query
     */
    public SuppressionQuery because(SuppressionReason... some) {
        return new SuppressionQuery(prefix, domain, Set.of(some), page);
    }

    /**
     * Returns this query for the page behind another one.
     *
     * @param place {@link SuppressionPage#next()} of that page
     * @return a new query
     */
    public SuppressionQuery after(String place) {
        return new SuppressionQuery(prefix, domain, reasons, new Page(place, page.limit));
    }

    /**
     * Returns this query with another size of a page.
     *
     * @param most 1 to 1,000
     * @return a new query
     */
    public SuppressionQuery limit(int most) {
        return new SuppressionQuery(prefix, domain, reasons, new Page(page.cursor, most));
    }

    /**
     * Which of those that are found.
     *
     * @param cursor behind which one; empty for the first ones
     * @param limit how many at most
     */
    public record Page(String cursor, int limit) {
        /**
         * Checks the components.
         *
         * @param cursor as for the record
         * @param limit as for the record
         */
        public Page {
            if (limit < 1 || limit > LARGEST_LIMIT) {
                throw new IllegalArgumentException("a page has 1 to " + LARGEST_LIMIT + " suppressions, not " + limit);
            }
        }
    }
}
