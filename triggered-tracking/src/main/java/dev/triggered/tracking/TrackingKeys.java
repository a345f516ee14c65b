package dev.triggered.tracking;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets by which links and return paths are signed, each under a number: the newest signs, and all of them verify. What was sent
 * is known again as long as its key is in the ring. Immutable.
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
     * @param number what names the key in what it signs, 0 to 255
     * @param secret at least 32 bytes of chance, the same on all nodes
     * @return a ring of one key
     */
    public static TrackingKeys of(int number, byte[] secret) {
        return new TrackingKeys(Map.of(), number).rotatedTo(number, secret);
    }

    /**
     * Returns this ring with a newer key, which signs from now on.
     *
     * @param number what names the key in what it signs, 0 to 255, which no key of this ring has
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

    /**
     * Returns the key that signs.
     *
     * @return its number
     */
    public int newest() {
        return newest;
    }

    /**
     * Signs with a key (HMAC-SHA256, RFC 2104). The first octet of what is signed says what for: 1 to 3 are links, 64 is a return path.
     *
     * @param number the number of the key
     * @param octets what is signed; not changed
     * @param length how many of the octets are signed
     * @return the 32 octets of the signature; empty where the ring has no such key
     */
    public Optional<byte[]> sign(int number, byte[] octets, int length) {
        return Optional.ofNullable(keys.get(number)).map(key -> key.sign(octets, length));
    }

    /** Shows the numbers only. */
    @Override
    public String toString() {
        return "TrackingKeys" + keys.keySet();
    }
}
