package dev.triggered.engine;

import dev.triggered.spi.NewMessage.IdempotencyKey;

/**
 * The occurrences of a broadcast, for a store that forgets them: 64 bits of the hash of each, in an open table. That two of a million are
 * taken for one has a chance of one in some ten million. Used by one thread at a time.
 */
final class SeenKeys {
    private static final int HEX = 16;
    private static final int DIGITS = 16;
    private static final int LEAST = 1 << 10;

    private long[] table = new long[LEAST];
    private int size;

    /** Says whether an occurrence was added before. */
    boolean contains(IdempotencyKey key) {
        long hash = hash(key);
        return table[place(hash)] == hash;
    }

    void add(IdempotencyKey key) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        long hash = hash(key);
        int place = place(hash);
        size += table[place] == hash ? 0 : 1;
        table[place] = hash;
    }

    private void grow() {
        long[] before = table;
        table = new long[2 * before.length];
        for (long hash : before) {
            if (hash != 0) {
                table[place(hash)] = hash;
            }
        }
    }

    /** Returns where a hash stands, or would. */
    private int place(long hash) {
        int place = (int) hash & (table.length - 1);
        while (table[place] != 0 && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    /** Returns the first bits of an occurrence, never 0, which stands for none. */
    private static long hash(IdempotencyKey key) {
        long hash = Long.parseUnsignedLong(key.occurrence(), 0, DIGITS, HEX);
        return hash == 0 ? 1 : hash;
    }
}
