package dev.triggered.tracking;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encoded words in a header (RFC 2047). */
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]{1,40})(?:\\*[^?]{0,20})?\\?([bBqQ])\\?([^?]{0,1000})\\?=(?:\\s+(?==\\?))?");
    private static final int LONGEST = 1_000;

    private EncodedWords() {}

    /** Returns the text of a field's value, which has one character for each octet. */
    static String decode(String value) {
        if (!value.contains("=?")) {
            return Charsets.decode(octets(value), "");
        }
        Matcher word = WORD.matcher(value);
        StringBuilder text = new StringBuilder();
        int done = 0;
        while (word.find()) {
            text.append(value, done, word.start()).append(decode(word));
            done = word.end();
        }
        return text.append(value, done, value.length()).toString();
    }

    private static String decode(Matcher word) {
        boolean base64 = word.group(2).equalsIgnoreCase("b");
        Octets octets = base64
                ? TransferDecoder.fromBase64(octets(word.group(3)), LONGEST)
                : TransferDecoder.fromQuotedPrintable(octets(word.group(3).replace('_', ' ')), LONGEST);
        return Charsets.decode(octets, word.group(1));
    }

    private static Octets octets(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new Octets(bytes, 0, bytes.length);
    }
}
