package dev.triggered.automation;

/**
 * Which of the contacts that are in a program now are asked for. Immutable: each method returns a new query.
 *
 * @param program the name of the program
 * @param step the name of the step; empty for all
 * @param cursor behind which one; empty for the first ones
 * @param limit how many at most
 */
public record EnrolmentQuery(String program, String step, String cursor, int limit) {
    private static final int STANDARD_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    /**
     * Checks and copies the components.
     *
     * @param program as for the record
     * @param step as for the record
     * @param cursor as for the record
     * @param limit as for the record
     */
    public EnrolmentQuery {
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_LIMIT + " enrolments, not " + limit);
        }
    }

    /**
     * Returns a query for all who are in a program.
     *
     * @param program its name; the program may be gone
     * @return the query, for a page of 100
     */
    public static EnrolmentQuery of(String program) {
        return new EnrolmentQuery(program, "", "", STANDARD_LIMIT);
    }

    /**
     * Returns this query for one step only.
     *
     * @param name its name; the step may be gone
     * @return a new query
     */
    public EnrolmentQuery at(String name) {
        return new EnrolmentQuery(program, name, cursor, limit);
    }

    /**
     * Returns this query for the page behind another one.
     *
     * @param place {@link EnrolmentPage#next()} of that page
     * @return a new query
     */
    public EnrolmentQuery after(String place) {
        return new EnrolmentQuery(program, step, place, limit);
    }

    /**
     * Returns this query with another size of a page.
     *
     * @param most 1 to 1,000
     * @return a new query
     */
    public EnrolmentQuery limit(int most) {
        return new EnrolmentQuery(program, step, cursor, most);
    }
}
