package dev.triggered;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to (RFC 5321, section 4.1.2; beyond ASCII, RFC 6531, section 3.3).
 *
 * <p>Stricter than the grammar where leniency only hides typing errors: the local part is a dot-atom of at most 64 octets, not
 * a quoted string; the domain has at least two labels and is a name, not an address literal. A domain beyond ASCII is kept in
 * its ASCII form ({@code xn--}). The local part is kept as given, because only its own server knows whether case matters.
 * Control characters and invisible ones are refused wherever they stand.
 *
 * @param localPart what stands before the {@code @}
 * @param domain what stands behind it, in lower case and ASCII
 */
public record EmailAddress(String localPart, String domain) {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_ADDRESS = 254;
    private static final String HIDDEN = "\\p{C}\\p{Z}\\u034f\\u115f\\u1160\\u3164\\uffa0";
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[^\\x00-\\x7f" + HIDDEN + "]]+";
    private static final Pattern DOT_ATOM = Pattern.compile(ATEXT + "(\\." + ATEXT + ")*");
    private static final int LONGEST_LABEL = 63;
    private static final Pattern DEVIATIONS = Pattern.compile("[\\u00df\\u1e9e\\u03c2\\u200c\\u200d]");
    /** Much of this IDNA 2003 would drop without a word. */
    private static final Pattern HIDDEN_IN_DOMAIN = Pattern.compile("[" + HIDDEN + "\\u180b-\\u180d\\ufe00-\\ufe0f]");

    /**
     * Checks and copies the components.
     *
     * @param localPart as for the record
     * @param domain as for the record
     */
    public EmailAddress {
        domain = requireDomain(domain);
        requireLocalPart(localPart);
        int octets = octets(localPart) + 1 + domain.length();
        if (octets > LONGEST_ADDRESS) {
            throw new InvalidAddressException("an address has at most " + LONGEST_ADDRESS + " octets, this one "
                    + octets + ": " + shown(localPart));
        }
    }

    /**
     * Reads an address such as {@code jane@example.com}; spaces around it are ignored, line breaks and tabs are not.
     *
     * @param text the address alone, without a display name
     * @return the address
     * @throws InvalidAddressException saying what is wrong with it
     */
    public static EmailAddress parse(String text) {
        if (Text.hasControls(text)) {
            throw new InvalidAddressException(
                    "an address has no line break, tab or other control character: '" + shown(text) + "'");
        }
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidAddressException("an address has an @: '" + shown(address) + "'");
        }
        return new EmailAddress(address.substring(0, at), address.substring(at + 1));
    }

    /**
     * Says whether the local part needs a relay that offers SMTPUTF8 (RFC 6531).
     *
     * @return {@code true} if it holds a character beyond ASCII
     */
    public boolean isInternational() {
        return !isAscii(localPart);
    }

    /**
     * Returns what addresses are compared by: two with the same key are taken for the same contact. ASCII letters of the local part
     * count without case, as practically every server takes them; others count as they are.
     *
     * @return the address with the ASCII letters of the local part in lower case
     */
    public String key() {
        return lowerAscii(localPart) + "@" + domain;
    }

    /** Returns a text with its ASCII letters in lower case. */
    static String lowerAscii(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }

    /** Returns the address as it stands in an envelope. */
    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static void requireLocalPart(String localPart) {
        if (octets(localPart) > LONGEST_LOCAL_PART) {
            throw new InvalidAddressException("the part before the @ has at most " + LONGEST_LOCAL_PART
                    + " octets, this one " + octets(localPart) + ": '" + shown(localPart) + "'");
        }
        if (!isDotAtom(localPart)) {
            throw new InvalidAddressException("the part before the @ is letters, digits and !#$%&'*+-/=?^_`{|}~ with"
                    + " single dots between them: '" + shown(localPart) + "'");
        }
    }

    /** A relay that normalises (RFC 6530, section 10.1) must not find an {@code @} or a bracket that was not there before. */
    private static boolean isDotAtom(String localPart) {
        return isPlain(localPart) || isUnusualDotAtom(localPart);
    }

    /** Says whether there are only ASCII letters and digits, with single dots between them, as in most addresses. */
    private static boolean isPlain(String localPart) {
        boolean afterDot = true;
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            boolean dot = c == '.';
            if (dot ? afterDot : !isLetterOrDigit(c) && (c < 'A' || c > 'Z')) {
                return false;
            }
            afterDot = dot;
        }
        return !afterDot;
    }

    private static boolean isUnusualDotAtom(String localPart) {
        return DOT_ATOM.matcher(localPart).matches()
                && DOT_ATOM.matcher(Normalizer.normalize(localPart, Normalizer.Form.NFKC))
                        .matches();
    }

    /** Returns the domain in lower case and ASCII. */
    static String requireDomain(String domain) {
        requireLength(domain, domain);
        String ascii = toAscii(domain).toLowerCase(Locale.ROOT);
        int last = ascii.lastIndexOf('.') + 1;
        if (last == 0) {
            throw new InvalidAddressException(
                    "a domain has at least two labels, such as example.com: '" + shown(domain) + "'");
        }
        requireLength(ascii, domain);
        for (int from = 0; from <= ascii.length(); from = endOfLabel(ascii, from) + 1) {
            if (!isLabel(ascii, from, endOfLabel(ascii, from))) {
                throw new InvalidAddressException(
                        "a domain's labels are 1 to 63 letters, digits and inner hyphens: '" + shown(domain) + "'");
            }
        }
        if (isNumber(ascii, last)) {
            throw new InvalidAddressException("a domain is a name, not a number: '" + shown(domain) + "'");
        }
        return ascii;
    }

    /** Before the conversion too, which takes longer than linear time. */
    private static void requireLength(String name, String domain) {
        if (name.length() > LONGEST_DOMAIN) {
            throw new InvalidAddressException(
                    "a domain has at most " + LONGEST_DOMAIN + " octets: '" + shown(domain) + "'");
        }
    }

    /**
     * The JDK converts by IDNA 2003, which takes the characters that IDNA 2008 (RFC 5894, section 7.2) treats differently to
     * another domain: those have to be given in their ASCII form.
     */
    private static String toAscii(String domain) {
        if (isAscii(domain)) {
            return domain;
        }
        if (DEVIATIONS.matcher(domain).find()) {
            throw new InvalidAddressException("the domain '" + shown(domain)
                    + "' has a character whose ASCII form is ambiguous: give the domain in its xn-- form");
        }
        if (HIDDEN_IN_DOMAIN.matcher(domain).find()) {
            throw new InvalidAddressException("the domain '" + shown(domain) + "' has an invisible character");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new InvalidAddressException("the domain '" + shown(domain) + "' has no ASCII form (IDNA)");
        }
    }

    private static int endOfLabel(String domain, int from) {
        int dot = domain.indexOf('.', from);
        return dot < 0 ? domain.length() : dot;
    }

    private static boolean isLabel(String domain, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean inner = i > from && i < to - 1;
            if (!isLetterOrDigit(domain.charAt(i)) && !(inner && domain.charAt(i) == '-')) {
                return false;
            }
        }
        return to > from && to - from <= LONGEST_LABEL;
    }

    private static boolean isNumber(String domain, int from) {
        for (int i = from; i < domain.length(); i++) {
            if (domain.charAt(i) < '0' || domain.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Says whether it is an ASCII digit or an ASCII letter in lower case. */
    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int octets(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shown(String text) {
        return Text.excerpt(text, 80);
    }
}
