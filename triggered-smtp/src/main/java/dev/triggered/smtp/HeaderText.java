package dev.triggered.smtp;

import dev.triggered.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The values of header fields: one line each, folded, and in ASCII except for an address that is not (RFC 5322, RFC 6532). */
final class HeaderText {
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");
    private static final int LONGEST_WORD = 200;
    private static final int USUAL_LINE = 76;
    private static final int PARAMETER_PIECE = 60;

    private HeaderText() {}

    /** Returns a free text, such as a subject. */
    static String unstructured(String text, int column) {
        String line = oneLine(text);
        boolean plain = PRINTABLE.matcher(line).matches() && !line.contains("=?");
        if (!plain) {
            return EncodedWords.encode(line, column);
        }
        StringBuilder folded = new StringBuilder();
        int width = column;
        for (String word : line.split(" ", -1)) {
            if (word.length() > LONGEST_WORD) {
                return EncodedWords.encode(line, column);
            }
            if (!folded.isEmpty()) {
                boolean fold = width + 1 + word.length() > USUAL_LINE && !word.isEmpty();
                folded.append(fold ? "\r\n " : " ");
                width = fold ? 1 : width + 1;
            }
            folded.append(word);
            width += word.length();
        }
        return folded.toString();
    }

    /** Returns an address with its display name. */
    static String mailbox(Mailbox mailbox, int column) {
        if (mailbox.name().isEmpty()) {
            return mailbox.address().toString();
        }
        String name = phrase(mailbox.name(), column);
        String address = "<" + mailbox.address() + ">";
        int lastLine = name.length() - (name.lastIndexOf('\n') + 1);
        return name + (lastLine + column + 1 + address.length() > USUAL_LINE ? "\r\n " : " ") + address;
    }

    /** Returns a parameter that follows others (RFC 2045; beyond ASCII, RFC 2231), on lines of its own. */
    static String parameter(String name, String value) {
        String line = oneLine(value);
        if (PRINTABLE.matcher(line).matches()) {
            return ";\r\n " + name + "=" + quoted(line);
        }
        String encoded = "UTF-8''" + percentEncoded(line);
        if (encoded.length() <= PARAMETER_PIECE) {
            return ";\r\n " + name + "*=" + encoded;
        }
        StringBuilder pieces = new StringBuilder();
        int section = 0;
        for (int from = 0; from < encoded.length(); section++) {
            int to = Math.min(encoded.length(), from + PARAMETER_PIECE);
            // An escape stays whole.
            int escape = encoded.lastIndexOf('%', to - 1);
            if (to < encoded.length() && escape > to - 3) {
                to = escape;
            }
            pieces.append(";\r\n ")
                    .append(name)
                    .append('*')
                    .append(section)
                    .append("*=")
                    .append(encoded, from, to);
            from = to;
        }
        return pieces.toString();
    }

    private static String phrase(String name, int column) {
        String line = oneLine(name);
        if (!PRINTABLE.matcher(line).matches() || line.contains("=?")) {
            return EncodedWords.encode(line, column);
        }
        return ATOMS.matcher(line).matches() ? line : quoted(line);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
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
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }
}
