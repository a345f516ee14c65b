package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * A command line (RFC 5321, section 4.1.1).
 *
 * @param line the line as it came, without its CRLF
 * @param verb its first word, in upper case
 * @param argument what follows the verb, without the space between them
 */
record SmtpCommand(String line, String verb, String argument) {
    static SmtpCommand parse(byte[] bytes) {
        String line = new String(bytes, UTF_8);
        int space = line.indexOf(' ');
        if (space < 0) {
            return new SmtpCommand(line, line.toUpperCase(Locale.ROOT), "");
        }
        return new SmtpCommand(
                line,
                line.substring(0, space).toUpperCase(Locale.ROOT),
                line.substring(space + 1).stripTrailing());
    }

    /** Tells whether the line holds what no command line may hold: a bare CR or LF, or NUL. */
    boolean isMangled() {
        return line.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }
}
