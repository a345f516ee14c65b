package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A message that a {@link ScriptedSmtpServer} has taken responsibility for: its envelope (RFC 5321, section 2.3.1) and
 * its content, as they came over the wire. Immutable.
 */
public final class ReceivedMessage {
    private final SmtpPath from;
    private final List<SmtpPath> to;
    private final byte[] content;
    private final Origin origin;

    ReceivedMessage(SmtpPath from, List<SmtpPath> to, byte[] content, Origin origin) {
        this.from = from;
        this.to = List.copyOf(to);
        this.content = content;
        this.origin = origin;
    }

    /** Which connection a message came over, and in what state that was. */
    record Origin(int connection, boolean overTls, Optional<String> user) {}

    /**
     * Returns the envelope's sender.
     *
     * @return the reverse-path of MAIL without angle brackets; empty for the null sender {@code <>}
     */
    public String sender() {
        return from.address();
    }

    /**
     * Returns the accepted recipients.
     *
     * @return the addresses in the order of their RCPT, as they were written
     */
    public List<String> recipients() {
        return to.stream().map(SmtpPath::address).toList();
    }

    /**
     * Returns the parameters of MAIL, such as SIZE (RFC 1870), BODY (RFC 6152) or ENVID (RFC 3461).
     *
     * @return values by keyword in upper case; the value is empty where there was none
     */
    public Map<String, String> parameters() {
        return Map.copyOf(from.parameters());
    }

    /**
     * Returns the parameters of a recipient's RCPT, such as NOTIFY or ORCPT (RFC 3461).
     *
     * @param recipient one of {@link #recipients()}
     * @return values by keyword in upper case; the value is empty where there was none
     * @throws IllegalArgumentException if it is not a recipient of this message
     */
    public Map<String, String> parameters(String recipient) {
        return to.stream()
                .filter(path -> path.address().equals(recipient))
                .findFirst()
                .map(path -> Map.copyOf(path.parameters()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + recipient + "' is no recipient of this message; its recipients are " + recipients()));
    }

    /**
     * Returns the content: headers and body, with the transparency of RFC 5321, section 4.5.2 undone.
     *
     * @return the octets, in an array of the caller's own
     */
    public byte[] content() {
        return content.clone();
    }

    /**
     * Returns the content as text.
     *
     * @return the octets of {@link #content()} read as UTF-8
     */
    public String text() {
        return new String(content, UTF_8);
    }

    /**
     * Returns the value of a header, unfolded (RFC 5322, section 2.2.3) and not decoded any further.
     *
     * @param name the name of the header; letter case is ignored
     * @return the value of the first header of that name, or empty if there is none
     */
    public Optional<String> header(String name) {
        StringBuilder value = new StringBuilder();
        boolean found = false;
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : headers().split("\r\n", -1)) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (found && !folded) {
                break;
            }
            if (found) {
                value.append(line);
            } else if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                found = true;
                value.append(line, prefix.length(), line.length());
            }
        }
        return found ? Optional.of(value.toString().strip()) : Optional.empty();
    }

    /**
     * Returns the identification of the message (RFC 5322, section 3.6.4).
     *
     * @return the value of its header {@code Message-ID}, with angle brackets, or empty if there is none
     */
    public Optional<String> messageId() {
        return header("Message-ID");
    }

    /**
     * Returns the connection that the message came over.
     *
     * @return the number of the connection, counted from 1
     */
    public int connection() {
        return origin.connection();
    }

    /**
     * Tells whether the message came over TLS.
     *
     * @return true if the connection was in TLS when the message was taken
     */
    public boolean overTls() {
        return origin.overTls();
    }

    /**
     * Returns the user that was logged in.
     *
     * @return the user's name, or empty if the client had not logged in
     */
    public Optional<String> user() {
        return origin.user();
    }

    /** Returns the envelope and the size of the content, but nothing of the content itself. */
    @Override
    public String toString() {
        return "<" + sender() + "> to " + recipients() + ", " + content.length + " octets, connection " + connection();
    }

    /** Returns the content up to its first empty line. */
    private String headers() {
        int lineStart = 0;
        for (int i = 0; i + 1 < content.length; i++) {
            if (content[i] == '\r' && content[i + 1] == '\n') {
                if (i == lineStart) {
                    return new String(content, 0, lineStart, UTF_8);
                }
                lineStart = i + 2;
            }
        }
        return text();
    }
}
