package dev.triggered.tracking.response;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The addresses that a link may be led to: absolute ones of the web, as a {@code Location} field carries them. */
final class WebTarget {
    /** The longest address that is tracked, in characters: the link that tracks it is a third longer. */
    static final int LONGEST = 1_200;

    private static final List<String> SCHEMES = List.of("https://", "http://");
    private static final int LONGEST_PORT = 5;
    private static final int NONE = -1;

    private WebTarget() {}

    /**
     * Returns an address as it can be led to: without the white space around it, and what is not ASCII as octets of UTF-8; nothing where
     * it is no such address, is too long, or names a user.
     */
    static Optional<String> of(String address) {
        if (isSafe(address)) {
            return Optional.of(address);
        }
        if (!mayBeWeb(address)) {
            return Optional.empty();
        }
        String target = encoded(address.strip());
        return isSafe(target) ? Optional.of(target) : Optional.empty();
    }

    /** Says whether a target can be led to as it is. */
    static boolean isSafe(String target) {
        int end = originEnd(target);
        if (end < 0 || target.length() > LONGEST) {
            return false;
        }
        for (int i = end; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return end == target.length() || "/?#".indexOf(target.charAt(end)) >= 0;
    }

    /** Returns the end of the scheme, the host and the port that an address begins with; -1 where these are none. */
    private static int originEnd(String address) {
        int host = hostStart(address);
        if (host < 0 || host == address.length()) {
            return NONE;
        }
        int end = address.charAt(host) == '[' ? literalEnd(address, host + 1) : nameEnd(address, host);
        return end > host ? portEnd(address, end) : NONE;
    }

    private static int hostStart(String address) {
        for (String scheme : SCHEMES) {
            if (AsciiCase.startsAt(scheme, address, 0)) {
                return scheme.length();
            }
        }
        return NONE;
    }

    private static int nameEnd(String address, int start) {
        int end = start;
        while (end < address.length() && isOfName(AsciiCase.small(address.charAt(end)))) {
            end++;
        }
        return end;
    }

    /** Returns what is behind the bracket that ends an address of IPv6. */
    private static int literalEnd(String address, int start) {
        int end = start;
        while (end < address.length() && isOfLiteral(AsciiCase.small(address.charAt(end)))) {
            end++;
        }
        return end > start && address.startsWith("]", end) ? end + 1 : NONE;
    }

    private static int portEnd(String address, int start) {
        if (!address.startsWith(":", start)) {
            return start;
        }
        int end = start + 1;
        while (end < address.length() && isDigit(address.charAt(end))) {
            end++;
        }
        int digits = end - start - 1;
        return digits > 0 && digits <= LONGEST_PORT ? end : NONE;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isOfLiteral(char c) {
        return (c >= 'a' && c <= 'f') || isDigit(c) || c == ':' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean mayBeWeb(String address) {
        int start = 0;
        while (start < address.length() && address.charAt(start) <= ' ') {
            start++;
        }
        return AsciiCase.startsAt("http", address, start) && address.length() - start <= 2 * LONGEST;
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
