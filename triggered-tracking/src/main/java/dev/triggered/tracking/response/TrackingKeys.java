package dev.triggered.tracking.response;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets by which links are signed, each under a number: the newest signs, and all of them verify. Links in mails that were sent
 * work as long as their key is in the ring. Immutable.
 *
 * <pre>{@code
 * TrackingKeys.of(1, secretOfLastYear).rotatedTo(2, secret)
 * }</pre>
 */
public final class TrackingKeys {
    private static final int SHORTEST = 32;
    private static final int HIGHEST_NUMBER = 255;

    private final Map<Integer, Hmac> keys;
    private final int newest;

    private TrackingKeys(Map<Integer, Hmac> keys, int newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /**
     * Begins a ring.
     *
     * @param number what names the key in links, 0 to 255
     * @param secret at least 32 bytes of chance, the same on all nodes
     * @return a ring of one key
     */
    public static TrackingKeys of(int number, byte[] secret) {
        return new TrackingKeys(Map.of(), number).rotatedTo(number, secret);
    }

    /**
     * Returns this ring with a newer key, which signs from now on.
     *
     * @param number what names the key in links, 0 to 255, which no key of this ring has
     * @param secret at least 32 bytes of chance, the same on all nodes
     * @return a ring of one key more
     */
    public TrackingKeys rotatedTo(int number, byte[] secret) {
        if (number < 0 || number > HIGHEST_NUMBER) {
            throw new IllegalArgumentException("keys are numbered from 0 to " + HIGHEST_NUMBER + ": " + number);
        }
        if (keys.containsKey(number)) {
            throw new IllegalArgumentException("there is a key " + number + " already: give each its own number");
        }
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "key " + number + " has " + secret.length + " bytes: at least " + SHORTEST + " are needed");
        }
        Map<Integer, Hmac> next = new TreeMap<>(keys);
        next.put(number, Hmac.of(secret));
        return new TrackingKeys(next, number);
    }

    int newest() {
        return newest;
    }

    Hmac signing() {
        return find(newest).orElseThrow();
    }

    Optional<Hmac> find(int number) {
        return Optional.ofNullable(keys.get(number));
    }

    /** Shows the numbers only. */
    @Override
    public String toString() {
        return "TrackingKeys" + keys.keySet();
    }
}
