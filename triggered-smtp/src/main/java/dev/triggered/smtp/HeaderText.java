package dev.triggered.smtp;

import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import java.nio.charset.StandardCharsets;

/** The values of header fields: one line each, folded, and in ASCII except for an address that is not (RFC 5322, RFC 6532). */
final class HeaderText {
    private static final String SPECIALS = "\"(),.:;<>@[\\]";
    private static final String HEX = "0123456789ABCDEF";
    private static final int LONGEST_WORD = 200;
    private static final int USUAL_LINE = 76;
    private static final int PARAMETER_PIECE = 60;

    private HeaderText() {}

    /**
     * Writes a free text, such as a subject.
     *
     * @param column how much of the line is used up already
     */
    static void unstructured(String text, int column, MailBuffer out) {
        String line = oneLine(text);
        if (!isPlain(line) || longestWord(line) > LONGEST_WORD) {
            EncodedWords.write(line, column, out);
        } else if (column + line.length() <= USUAL_LINE) {
            out.put(line);
        } else {
            fold(line, column, out);
        }
    }

    /** Writes an address with its display name. */
    static void mailbox(Mailbox mailbox, int column, MailBuffer out) {
        if (mailbox.name().isEmpty()) {
            address(mailbox.address(), out);
            return;
        }
        int start = out.length();
        phrase(mailbox.name(), column, out);
        int width = widthOfLastLine(start, column, out);
        EmailAddress address = mailbox.address();
        int length = address.localPart().length() + address.domain().length() + 3;
        if (width + 1 + length > USUAL_LINE) {
            newLine(out);
        } else {
            out.put(' ');
        }
        out.put('<');
        address(address, out);
        out.put('>');
    }

    /** Writes a parameter that follows others (RFC 2045; beyond ASCII, RFC 2231), on lines of its own. */
    static void parameter(String name, String value, MailBuffer out) {
        String line = oneLine(value);
        if (isPrintable(line) && !looksExtended(line)) {
            startParameter(name, out);
            out.put('=');
            quoted(line, out);
            return;
        }
        String encoded = "UTF-8''" + percentEncoded(line);
        if (encoded.length() <= PARAMETER_PIECE) {
            startParameter(name, out);
            out.put("*=");
            out.put(encoded);
            return;
        }
        int section = 0;
        for (int from = 0; from < encoded.length(); section++) {
            int to = endOfPiece(encoded, from);
            startParameter(name, out);
            out.put("*" + section + "*=");
            out.put(encoded.substring(from, to));
            from = to;
        }
    }

    private static int widthOfLastLine(int start, int column, MailBuffer out) {
        for (int i = out.length() - 1; i >= start; i--) {
            if (out.bytes()[i] == '\n') {
                return out.length() - i - 1;
            }
        }
        return column + out.length() - start;
    }

    private static void startParameter(String name, MailBuffer out) {
        out.put(';');
        newLine(out);
        out.put(name);
    }

    /** An escape stays whole. */
    private static int endOfPiece(String encoded, int from) {
        int to = Math.min(encoded.length(), from + PARAMETER_PIECE);
        int escape = encoded.lastIndexOf('%', to - 1);
        return to < encoded.length() && escape > to - 3 ? escape : to;
    }

    private static void address(EmailAddress address, MailBuffer out) {
        out.put(address.localPart());
        out.put('@');
        out.put(address.domain());
    }

    private static void newLine(MailBuffer out) {
        out.put("\r\n ");
    }

    private static void fold(String line, int column, MailBuffer out) {
        int width = column;
        int from = 0;
        while (from <= line.length()) {
            int space = line.indexOf(' ', from);
            int to = space < 0 ? line.length() : space;
            int word = to - from;
            if (from > 0) {
                boolean fold = width + 1 + word > USUAL_LINE && word > 0;
                out.put(fold ? "\r\n " : " ");
                width = fold ? 1 : width + 1;
            }
            out.put(line.substring(from, to));
            width += word;
            from = to + 1;
        }
    }

    private static void phrase(String name, int column, MailBuffer out) {
        String line = oneLine(name);
        if (!isPlain(line)) {
            EncodedWords.write(line, column, out);
        } else if (hasSpecials(line)) {
            quoted(line, out);
        } else {
            out.put(line);
        }
    }

    private static void quoted(String text, MailBuffer out) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '"') {
                out.put('\\');
            }
            out.put(c);
        }
        out.put('"');
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= 'a' && b <= 'z')
                    || b == '.'
                    || b == '-'
                    || b == '_';
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }

    private static int longestWord(String line) {
        int longest = 0;
        int start = 0;
        for (int space = line.indexOf(' '); space >= 0; space = line.indexOf(' ', start)) {
            longest = Math.max(longest, space - start);
            start = space + 1;
        }
        return Math.max(longest, line.length() - start);
    }

    private static boolean hasSpecials(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (SPECIALS.indexOf(line.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Says whether it can stand as it is: printable ASCII without what looks like an encoded word. */
    private static boolean isPlain(String line) {
        return isPrintable(line) && !line.contains("=?");
    }

    private static boolean isPrintable(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Says whether some readers would take a plain value for an extended one (RFC 2231, section 4). */
    private static boolean looksExtended(String line) {
        return line.indexOf('\'') != line.lastIndexOf('\'');
    }

    private static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (breaksLine(text.charAt(i))) {
                return spaced(text);
            }
        }
        return text;
    }

    private static String spaced(String text) {
        StringBuilder line = new StringBuilder(text);
        for (int i = 0; i < line.length(); i++) {
            if (breaksLine(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }

    private static boolean breaksLine(char c) {
        return c < ' ' || (c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029';
    }
}
