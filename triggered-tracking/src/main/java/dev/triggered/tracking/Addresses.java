package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Addresses in running text, as they are written there. */
final class Addresses {
    private static final int LONGEST_LOCAL_PART = 128;
    private static final int LONGEST_DOMAIN = 253;
    static final int LONGEST = LONGEST_LOCAL_PART + 1 + LONGEST_DOMAIN;
    private static final String TRIMMED_BEFORE = "'`=.-*/|{";

    private Addresses() {}

    /**
     * An address and where it stands.
     *
     * @param address the address
     * @param begin where it begins
     * @param end where it ends, exclusive
     */
    record Found(String address, int begin, int end) {}

    /** Returns the addresses in a text in their order, at most so many. */
    static List<Found> find(String text, int most) {
        List<Found> found = new ArrayList<>();
        int at = text.indexOf('@');
        while (at >= 0 && found.size() < most) {
            int begin = beginOfLocalPart(
                    text, at, found.isEmpty() ? 0 : found.get(found.size() - 1).end());
            int end = endOfDomain(text, at);
            if (begin < at && end > at + 1) {
                found.add(new Found(text.substring(begin, end), begin, end));
            }
            at = text.indexOf('@', Math.max(at + 1, end));
        }
        return found;
    }

    /** Returns the first address in a text, or an empty text. */
    static String first(String text) {
        List<Found> found = find(text, 1);
        return found.isEmpty() ? "" : found.get(0).address();
    }

    /** Says whether two are the same, without the case of letters. */
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    static boolean contains(List<String> addresses, String address) {
        return addresses.stream().anyMatch(other -> same(other, address));
    }

    static String localPart(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
    }

    private static int beginOfLocalPart(String text, int at, int from) {
        int earliest = Math.max(from, at - LONGEST_LOCAL_PART);
        if (at > earliest && text.charAt(at - 1) == '"') {
            int quote = text.lastIndexOf('"', at - 2);
            return quote >= earliest ? quote : at;
        }
        int begin = at;
        while (begin > earliest && isLocalCharacter(text.charAt(begin - 1))) {
            begin--;
        }
        while (begin < at && TRIMMED_BEFORE.indexOf(text.charAt(begin)) >= 0 && !isAllHidden(text, begin, at)) {
            begin++;
        }
        return begin;
    }

    /** Says whether nothing but stars is left, which stand for what was hidden. */
    private static boolean isAllHidden(String text, int begin, int at) {
        for (int i = begin; i < at; i++) {
            if (text.charAt(i) != '*') {
                return false;
            }
        }
        return true;
    }

    private static int endOfDomain(String text, int at) {
        int latest = Math.min(text.length(), at + 1 + LONGEST_DOMAIN);
        int end = at + 1;
        if (end < latest && text.charAt(end) == '[') {
            int bracket = text.indexOf(']', end);
            return bracket > 0 && bracket < latest ? bracket + 1 : end;
        }
        while (end < latest && isDomainCharacter(text.charAt(end))) {
            end++;
        }
        while (end > at + 1 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        return end;
    }

    private static boolean isLocalCharacter(char c) {
        return c < 0x80
                ? Ascii.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0
                : Character.isLetterOrDigit(c);
    }

    private static boolean isDomainCharacter(char c) {
        return c < 0x80
                ? Ascii.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '*'
                : Character.isLetterOrDigit(c);
    }
}
