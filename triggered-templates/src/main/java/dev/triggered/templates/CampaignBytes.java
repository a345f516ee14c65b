package dev.triggered.templates;

import dev.triggered.templates.CampaignFault.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the files of campaigns, and no endless ones. */
final class CampaignBytes {
    static final int LARGEST = 25_000_000;

    /** No mail program shows a part of this length, and its tree still has room in memory. */
    private static final int LONGEST_TEXT = 1_000_000;

    private CampaignBytes() {}

    static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw CampaignException.unreadable(file + " cannot be read: " + e, e);
        }
    }

    static byte[] read(InputStream in) throws IOException {
        return requireSmall(in.readNBytes(LARGEST + 1));
    }

    static byte[] requireSmall(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw CampaignException.unreadable("is larger than " + LARGEST + " bytes");
        }
        return bytes;
    }

    static String requireShort(String part, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw CampaignException.unreadable(
                    "has " + text.length() + " characters of " + part + ", at most " + LONGEST_TEXT + " are allowed");
        }
        return text;
    }

    /** Decodes text; notes a charset that nobody knows, and octets that it does not have, which become U+FFFD. */
    static String decode(byte[] bytes, String charset, Findings findings) {
        Charset known = StandardCharsets.UTF_8;
        try {
            known = charset(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            findings.add(Category.UNREADABLE, charset, "is the name of a charset that nobody knows");
        }
        try {
            return withoutMark(known.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            findings.add(Category.UNREADABLE, known.name(), "is not the charset that it is written in");
            return withoutMark(new String(bytes, known));
        }
    }

    private static Charset charset(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "us-ascii", "ascii" -> StandardCharsets.UTF_8;
            case "iso-8859-1", "latin1" -> Charset.forName("windows-1252");
            default -> Charset.forName(name);
        };
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
