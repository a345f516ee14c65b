package dev.triggered.tracking;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Octets as text, whatever character set they claim to be in. */
final class Charsets {
    private static final String UTF_7 = "utf-7";

    private Charsets() {}

    /** Decodes by the named set; where it is unknown, missing or plainly wrong, by UTF-8, and where that fails, octet by octet. */
    static String decode(Octets octets, String name) {
        Optional<Charset> named = find(name.isEmpty() && hasJapaneseShifts(octets) ? "ISO-2022-JP" : name);
        boolean ascii = named.isEmpty()
                || named.get().equals(StandardCharsets.US_ASCII)
                || named.get().equals(StandardCharsets.UTF_8);
        return ascii ? utf8OrLatin1(octets) : new String(octets.bytes(), octets.from(), octets.length(), named.get());
    }

    /** Says whether there are the shifts of ISO-2022-JP (RFC 1468), which nobody writes for another purpose. */
    private static boolean hasJapaneseShifts(Octets octets) {
        byte[] bytes = octets.bytes();
        for (int i = octets.from(); i + 2 < octets.to(); i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    private static String utf8OrLatin1(Octets octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.bytes(), octets.from(), wholeCharacters(octets)))
                    .toString();
        } catch (CharacterCodingException e) {
            return octets.latin1();
        }
    }

    /** Returns how many octets there are without the first ones of a character of UTF-8 whose last ones were cut off. */
    private static int wholeCharacters(Octets octets) {
        int last = octets.to() - 1;
        int earliest = Math.max(octets.from(), octets.to() - 3);
        for (int i = last; i >= earliest; i--) {
            int b = octets.bytes()[i] & 0xff;
            if (b >= 0xc0) {
                int wanted = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return wanted > octets.to() - i ? i - octets.from() : octets.length();
            }
        }
        return octets.length();
    }

    private static Optional<Charset> find(String name) {
        if (name.isEmpty() || name.toLowerCase(Locale.ROOT).equals(UTF_7)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
