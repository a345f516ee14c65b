package dev.triggered.smtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight octets at a time, the first of them in the lowest bits. */
final class Octets {
    /** How far a read or a write may go beyond what is asked for. */
    static final int AT_ONCE = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long SPACES = ' ' * ONES;
    private static final long EQUALS = '=' * ONES;

    private Octets() {}

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long eight) {
        LONGS.set(bytes, at, eight);
    }

    /** Marks what is no printable ASCII character; 0 where all eight are. */
    static long notPrintable(long eight) {
        return HIGH & (eight | (eight - SPACES) | (eight + ONES));
    }

    /** Marks what is no printable ASCII character, or is an equals sign; 0 where none of the eight is. */
    static long notPlain(long eight) {
        return HIGH & (eight | (eight - SPACES) | (eight + ONES) | ((eight ^ EQUALS) - ONES));
    }

    /** Marks what is a control character below the space; 0 where none of the eight is. */
    static long control(long eight) {
        return HIGH & (eight - SPACES) & ~eight;
    }

    /** Returns how many of the eight come before the first that is marked, above which the marks mean nothing. */
    static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** Returns how many of the first octets of an array, which has room for {@link #AT_ONCE} more, are beyond ASCII. */
    static int beyondAscii(byte[] bytes, int count) {
        int beyond = 0;
        int at = 0;
        for (; at + AT_ONCE <= count; at += AT_ONCE) {
            beyond += Long.bitCount(get(bytes, at) & HIGH);
        }
        for (; at < count; at++) {
            beyond -= bytes[at] >> 7;
        }
        return beyond;
    }
}
