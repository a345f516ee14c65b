package dev.triggered;

/**
 * How many mails a lane sends in a time, as a bucket of tokens: each mail takes one, and they come back evenly.
 *
 * @param perSecond the mails for each second, above 0; {@link Double#POSITIVE_INFINITY} for no limit
 * @param burst how many mails go at once after a rest, at least 1
 */
public record Rate(double perSecond, int burst) {
    private static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    /**
     * Checks the ranges.
     *
     * @param perSecond as for the record
     * @param burst as for the record
     */
    public Rate {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate lies above 0 mails a second: " + perSecond);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("a burst has at least 1 mail: " + burst);
        }
    }

    /**
     * Returns no limit, which lanes have by default.
     *
     * @return an infinite rate
     */
    public static Rate unlimited() {
        return UNLIMITED;
    }

    /**
     * Returns a rate that lets the mails of one second go at once after a rest.
     *
     * @param mails the mails for each second, above 0
     * @return the rate
     */
    public static Rate perSecond(double mails) {
        return new Rate(mails, (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(mails))));
    }

    /**
     * Returns this rate with another burst.
     *
     * @param most how many mails go at once after a rest, at least 1
     * @return a new rate
     */
    public Rate burst(int most) {
        return new Rate(perSecond, most);
    }
}
