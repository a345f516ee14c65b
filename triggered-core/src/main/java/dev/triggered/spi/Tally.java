package dev.triggered.spi;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** How often each of some marks was made. Not thread-safe. */
public final class Tally {
    private final Map<TallyMark, Long> counts = new HashMap<>();

    /** Creates an empty one. */
    public Tally() {}

    /**
     * Adds a mark.
     *
     * @param mark the mark
     * @return this tally
     */
    public Tally add(TallyMark mark) {
        return add(mark, 1);
    }

    /**
     * Adds a mark some times.
     *
     * @param mark the mark
     * @param times how often, above 0
     * @return this tally
     */
    public Tally add(TallyMark mark, long times) {
        counts.merge(mark, times, Long::sum);
        return this;
    }

    /**
     * Adds all of another one.
     *
     * @param other the other one
     * @return this tally
     */
    public Tally addAll(Tally other) {
        other.counts.forEach(this::add);
        return this;
    }

    /**
     * Adds a tally that was {@linkplain #toBytes written}, or put together by a store: any number of
     * {@linkplain TallyMark#toBytes marks}, each followed by how often it was made, in four bytes, the highest first.
     *
     * @param bytes the tally as bytes
     * @return this tally
     */
    public Tally addAll(byte[] bytes) {
        Unpacker packed = new Unpacker(bytes);
        while (packed.hasMore()) {
            add(TallyMark.read(packed), packed.fixed());
        }
        return this;
    }

    /**
     * Returns this tally as bytes.
     *
     * @return the bytes, which {@link #addAll(byte[])} reads
     */
    public byte[] toBytes() {
        Packer packed = new Packer();
        counts.forEach((mark, times) -> packed.raw(mark.toBytes()).fixed(Math.toIntExact(times)));
        return packed.toBytes();
    }

    /**
     * Says whether there is no mark.
     *
     * @return {@code true} where nothing was added
     */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /**
     * Returns how many different marks there are.
     *
     * @return the number
     */
    public int size() {
        return counts.size();
    }

    /**
     * Returns how often each mark was made.
     *
     * @return an unmodifiable view
     */
    public Map<TallyMark, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
