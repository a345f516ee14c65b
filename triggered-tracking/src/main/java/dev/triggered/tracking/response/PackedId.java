package dev.triggered.tracking.response;

import dev.triggered.MessageId;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A message's id in 18 bytes: its 26 digits in base 36, as two numbers of twelve digits and one of two. */
final class PackedId {
    static final int LENGTH = Long.BYTES + Long.BYTES + Short.BYTES;

    private static final int RADIX = 36;
    private static final int LONG_DIGITS = 12;
    private static final int SHORT_DIGITS = 2;
    private static final long BEYOND_LONG = power(LONG_DIGITS);
    private static final long BEYOND_SHORT = power(SHORT_DIGITS);

    private PackedId() {}

    static void write(MessageId id, ByteBuffer out) {
        String digits = id.value();
        out.putLong(Long.parseLong(digits, 0, LONG_DIGITS, RADIX));
        out.putLong(Long.parseLong(digits, LONG_DIGITS, 2 * LONG_DIGITS, RADIX));
        out.putShort((short) Integer.parseInt(digits, 2 * LONG_DIGITS, digits.length(), RADIX));
    }

    /** Reads an id; nothing where it is none. */
    static Optional<MessageId> read(ByteBuffer in) {
        long first = in.getLong();
        long second = in.getLong();
        int third = Short.toUnsignedInt(in.getShort());
        if (!isWithin(first, BEYOND_LONG) || !isWithin(second, BEYOND_LONG) || !isWithin(third, BEYOND_SHORT)) {
            return Optional.empty();
        }
        return Optional.of(
                new MessageId(digits(first, LONG_DIGITS) + digits(second, LONG_DIGITS) + digits(third, SHORT_DIGITS)));
    }

    private static boolean isWithin(long number, long beyond) {
        return number >= 0 && number < beyond;
    }

    private static String digits(long number, int count) {
        String digits = Long.toString(number, RADIX);
        return "0".repeat(count - digits.length()) + digits;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= RADIX;
        }
        return power;
    }
}
