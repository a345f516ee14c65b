package dev.triggered.engine;

import dev.triggered.MessageId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes message ids: 48 bits of the time and 80 bits of chance, in base 32, so that they sort by their time. Chance is drawn for
 * many ids at once.
 */
final class MessageIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 16;

    private static final Instant LAST = Instant.ofEpochMilli((1L << 48) - 1);
    private static final int IDS_AT_ONCE = 64;

    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer chance =
            ByteBuffer.allocate(IDS_AT_ONCE * 2 * Long.BYTES).position(IDS_AT_ONCE * 2 * Long.BYTES);

    MessageIds(RandomGenerator random) {
        this.random = random;
    }

    MessageId next(Instant now) {
        char[] text = new char[TIME_DIGITS + CHANCE_DIGITS];
        write(now.toEpochMilli(), text, 0, TIME_DIGITS);
        lock.lock();
        try {
            if (!chance.hasRemaining()) {
                random.nextBytes(chance.array());
                chance.rewind();
            }
            write(chance.getLong(), text, TIME_DIGITS, CHANCE_DIGITS / 2);
            write(chance.getLong(), text, TIME_DIGITS + CHANCE_DIGITS / 2, CHANCE_DIGITS / 2);
        } finally {
            lock.unlock();
        }
        return new MessageId(new String(text));
    }

    /** Returns an id before which there is none that is made at a time, to the millisecond, or later, and before that all are. */
    static MessageId first(Instant time) {
        char[] text = new char[TIME_DIGITS + CHANCE_DIGITS];
        Arrays.fill(text, time.isAfter(LAST) ? DIGITS[DIGITS.length - 1] : DIGITS[0]);
        if (time.isAfter(Instant.EPOCH) && !time.isAfter(LAST)) {
            write(time.toEpochMilli(), text, 0, TIME_DIGITS);
        }
        return new MessageId(new String(text));
    }

    private static void write(long bits, char[] text, int from, int digits) {
        long rest = bits;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
