package dev.triggered.testkit;

import java.io.IOException;

/**
 * Reads the content of a message, with its dots (RFC 5321, section 4.5.2) or counted (RFC 3030, section 2), and lets a
 * script break in after a number of octets.
 */
final class SmtpContentReader {
    private static final int CHUNK = 16 * 1024;

    private final SmtpWire wire;
    private final long breakAfter;
    private final SmtpAnswer.Effect breakIn;
    private long taken;

    SmtpContentReader(SmtpWire wire, long breakAfter, SmtpAnswer.Effect breakIn) {
        this.wire = wire;
        this.breakAfter = breakAfter;
        this.breakIn = breakIn;
    }

    /** Where the reader stands within a line; CR LF alone ends one. */
    private enum Place {
        LINE_START,
        DOT,
        DOT_CR,
        WITHIN,
        CR
    }

    /** Reads up to the line that is a lone dot, and takes the dots away that were put in front of others. */
    void readDotted(SmtpContent content) throws IOException {
        Place place = Place.LINE_START;
        while (true) {
            int octet = next();
            if (place == Place.DOT_CR && octet == '\n') {
                return;
            }
            if (place == Place.DOT_CR) {
                content.add('\r');
                place = Place.CR;
            }
            if (place == Place.LINE_START && octet == '.') {
                place = Place.DOT;
            } else if (place == Place.DOT && octet == '\r') {
                place = Place.DOT_CR;
            } else {
                content.add(octet);
                place = after(place, octet);
            }
        }
    }

    /** Reads exactly so many octets. */
    void readCounted(long size, SmtpContent content) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = size;
        while (left > 0) {
            long most = Math.min(left, CHUNK);
            if (taken < breakAfter) {
                most = Math.min(most, breakAfter - taken);
            }
            int count = wire.read(chunk, (int) most);
            content.add(chunk, count);
            left -= count;
            take(count);
        }
    }

    private static Place after(Place place, int octet) {
        if (octet == '\r') {
            return Place.CR;
        }
        return place == Place.CR && octet == '\n' ? Place.LINE_START : Place.WITHIN;
    }

    private int next() throws IOException {
        int octet = wire.read();
        take(1);
        return octet;
    }

    private void take(int count) throws IOException {
        taken += count;
        if (taken == breakAfter) {
            breakIn.apply();
        }
    }
}
