package dev.triggered.tracking.intake;

import dev.triggered.EmailAddress;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.spi.ReturnPaths;
import dev.triggered.tracking.TrackingKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Return paths that name their message and are signed (variable envelope return paths): the mailbox, a separator, the message's id, two
 * digits of the key's number, and the first 80 bits of an HMAC-SHA256 (RFC 2104) over all of that, in lower-case digits of base 32,
 * because servers on the way change the case of letters. Thread-safe.
 */
final class VerpReturnPaths implements ReturnPaths {
    private static final byte PURPOSE = 64;
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int BITS_OF_DIGIT = 5;
    private static final int ID_LENGTH = 26;
    private static final int KEY_LENGTH = 2;
    private static final int MAC_OCTETS = 10;
    private static final int MARK_LENGTH = ID_LENGTH + KEY_LENGTH + MAC_OCTETS * Byte.SIZE / BITS_OF_DIGIT;
    /** RFC 5321, section 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final String SEPARATORS = "+-=_";

    private final String before;
    private final String domain;
    private final TrackingKeys keys;

    private VerpReturnPaths(String before, String domain, TrackingKeys keys) {
        this.before = before;
        this.domain = domain;
        this.keys = keys;
    }

    /**
     * Returns the return paths of a mailbox.
     *
     * @param mailbox the address of the mailbox that gets them all
     * @param separator what its server takes for the end of the mailbox's name
     * @param keys what signs
     * @throws dev.triggered.InvalidAddressException if the mailbox is no address
     * @throws IllegalArgumentException if there is no room for the mark, or the separator is none
     */
    static VerpReturnPaths at(String mailbox, char separator, TrackingKeys keys) {
        EmailAddress address = EmailAddress.parse(mailbox);
        String name = address.localPart().toLowerCase(Locale.ROOT);
        int longest = LONGEST_LOCAL_PART - 1 - MARK_LENGTH;
        if (address.isInternational() || name.length() > longest) {
            throw new IllegalArgumentException("before the @ of a mailbox of return paths stand at most " + longest
                    + " ASCII characters, so that there is room for the mark: '" + name + "'");
        }
        if (SEPARATORS.indexOf(separator) < 0) {
            throw new IllegalArgumentException("a separator is one of " + SEPARATORS + ": '" + separator + "'");
        }
        return new VerpReturnPaths(name + separator, address.domain(), keys);
    }

    @Override
    public EmailAddress returnPath(MessageId message, MailStream stream) {
        return new EmailAddress(before + mark(message.value(), keys.newest()).orElseThrow(), domain);
    }

    /** Says whether an address has the form of a return path of this mailbox, whoever made it. */
    boolean isMarked(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith(before)
                && lower.length() == before.length() + MARK_LENGTH + 1 + domain.length()
                && lower.endsWith("@" + domain)
                && isAlphanumeric(lower, before.length(), before.length() + MARK_LENGTH);
    }

    /** Returns the message of a return path that was signed here; nothing for any other address. */
    Optional<MessageId> read(String address) {
        if (!isMarked(address)) {
            return Optional.empty();
        }
        String given = address.toLowerCase(Locale.ROOT).substring(before.length(), before.length() + MARK_LENGTH);
        String id = given.substring(0, ID_LENGTH);
        int key = number(given.charAt(ID_LENGTH), given.charAt(ID_LENGTH + 1));
        return mark(id, key)
                .filter(made -> MessageDigest.isEqual(octets(made), octets(given)))
                .map(made -> new MessageId(id));
    }

    /** Returns the mark of a message by a key; nothing where the ring has no such key. */
    private Optional<String> mark(String id, int key) {
        byte[] signed = new byte[2 + ID_LENGTH];
        signed[0] = PURPOSE;
        signed[1] = (byte) key;
        System.arraycopy(octets(id), 0, signed, 2, ID_LENGTH);
        return keys.sign(key, signed, signed.length)
                .map(signature -> mark(id, key, Arrays.copyOf(signature, MAC_OCTETS)));
    }

    private static String mark(String id, int key, byte[] signature) {
        StringBuilder mark = new StringBuilder(MARK_LENGTH)
                .append(id)
                .append(DIGITS[key >> BITS_OF_DIGIT])
                .append(DIGITS[key & (DIGITS.length - 1)]);
        int bits = 0;
        int count = 0;
        for (byte octet : signature) {
            bits = (bits << Byte.SIZE) | Byte.toUnsignedInt(octet);
            count += Byte.SIZE;
            while (count >= BITS_OF_DIGIT) {
                count -= BITS_OF_DIGIT;
                mark.append(DIGITS[(bits >> count) & (DIGITS.length - 1)]);
            }
        }
        return mark.toString();
    }

    /** Returns the number of a key; -1 where the digits are none. */
    private static int number(char first, char second) {
        int high = Arrays.binarySearch(DIGITS, first);
        int low = Arrays.binarySearch(DIGITS, second);
        return high < 0 || low < 0 ? -1 : (high << BITS_OF_DIGIT) | low;
    }

    private static boolean isAlphanumeric(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
