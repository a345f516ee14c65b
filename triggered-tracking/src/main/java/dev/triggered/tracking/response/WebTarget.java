package dev.triggered.tracking.response;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses that a link may be led to: absolute ones of the web, as a {@code Location} field carries them. */
final class WebTarget {
    /** The longest address that is tracked, in characters: the link that tracks it is a third longer. */
    static final int LONGEST = 1_200;

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private WebTarget() {}

    /**
     * Returns an address as it can be led to: without the white space around it, and what is not ASCII as octets of UTF-8; nothing where
     * it is no such address, is too long, or names a user.
     */
    static Optional<String> of(String address) {
        if (!mayBeWeb(address)) {
            return Optional.empty();
        }
        String target = encoded(address.strip());
        return isSafe(target) ? Optional.of(target) : Optional.empty();
    }

    /** Says whether a target can be led to as it is. */
    static boolean isSafe(String target) {
        if (target.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        var origin = ORIGIN.matcher(target);
        return origin.lookingAt()
                && (origin.end() == target.length() || "/?#".indexOf(target.charAt(origin.end())) >= 0);
    }

    private static boolean mayBeWeb(String address) {
        int start = 0;
        while (start < address.length() && address.charAt(start) <= ' ') {
            start++;
        }
        return address.regionMatches(true, start, "http", 0, 4) && address.length() - start <= 2 * LONGEST;
    }

    private static String encoded(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == ' ' || c > '~') {
                return percentEncoded(address);
            }
        }
        return address;
    }

    private static String percentEncoded(String address) {
        StringBuilder out = new StringBuilder(2 * address.length());
        for (byte octet : address.getBytes(StandardCharsets.UTF_8)) {
            if (octet == ' ' || octet < 0 || octet == 0x7f) {
                out.append('%').append(hex(octet >> 4)).append(hex(octet));
            } else {
                out.append((char) octet);
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit & 0xf, 16));
    }
}
