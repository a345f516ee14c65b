package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A reply of one or several lines (RFC 5321, section 4.2).
 *
 * @param code the reply code, 200 to 599
 * @param status the enhanced status code (RFC 3463) for clients to whom it was offered, or empty
 * @param lines the text of each line, at least one
 */
record ScriptedReply(int code, String status, List<String> lines) {
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private static final Map<Integer, String> STANDARD = Map.ofEntries(
            Map.entry(220, "localhost ESMTP scripted server"),
            Map.entry(221, "2.0.0 Closing the connection"),
            Map.entry(235, "2.7.0 Authentication succeeded"),
            Map.entry(250, "2.0.0 Done"),
            Map.entry(251, "2.1.5 User not local; will forward"),
            Map.entry(252, "2.0.0 Cannot verify the user, but will take the message"),
            Map.entry(334, ""),
            Map.entry(354, "Go ahead, and end with a lone dot"),
            Map.entry(421, "4.3.2 Service not available, closing the connection"),
            Map.entry(450, "4.2.0 Mailbox unavailable"),
            Map.entry(451, "4.3.0 Local error"),
            Map.entry(452, "4.3.1 Insufficient storage"),
            Map.entry(454, "4.7.0 Temporarily not available"),
            Map.entry(455, "4.5.4 Unable to accommodate the parameters"),
            Map.entry(500, "5.5.2 Command not recognised"),
            Map.entry(501, "5.5.4 Error in parameters or arguments"),
            Map.entry(502, "5.5.1 Command not implemented"),
            Map.entry(503, "5.5.1 Bad sequence of commands"),
            Map.entry(504, "5.5.4 Parameter not implemented"),
            Map.entry(530, "5.7.0 Authentication required"),
            Map.entry(534, "5.7.9 Authentication mechanism is too weak"),
            Map.entry(535, "5.7.8 Authentication credentials invalid"),
            Map.entry(538, "5.7.11 Encryption required"),
            Map.entry(550, "5.1.1 No such mailbox"),
            Map.entry(551, "5.1.6 User not local"),
            Map.entry(552, "5.3.4 Message too big"),
            Map.entry(553, "5.1.3 Mailbox name not allowed"),
            Map.entry(554, "5.0.0 Transaction failed"),
            Map.entry(555, "5.5.4 Parameter not recognised"));

    ScriptedReply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("a reply code is between 200 and 599: " + code);
        }
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
        for (String line : lines) {
            if (CONTROL.matcher(line).find()) {
                throw new IllegalArgumentException("the text of a reply has no control characters; use raw() for them");
            }
        }
    }

    /** Returns the reply that is usual for a code; the enhanced status is shown only if it is offered. */
    static ScriptedReply standard(int code) {
        String text = STANDARD.getOrDefault(code, "Scripted reply");
        int space = text.indexOf(' ');
        if (space > 0 && STATUS.matcher(text.substring(0, space)).matches()) {
            return of(code, text.substring(0, space), text.substring(space + 1));
        }
        return literal(code, text);
    }

    static ScriptedReply of(int code, String status, String text) {
        return new ScriptedReply(code, status, List.of(text));
    }

    /** Returns a reply whose lines are sent as they are, without an enhanced status of ours. */
    static ScriptedReply literal(int code, String... lines) {
        return new ScriptedReply(code, "", List.of(lines));
    }

    /** Returns a reply that shows an enhanced status in any case, once it is checked. */
    static ScriptedReply withStatus(int code, String status, String text) {
        if (!STATUS.matcher(status).matches() || status.charAt(0) - '0' != code / 100) {
            throw new IllegalArgumentException("an enhanced status such as " + code / 100 + ".1.1 goes with the code "
                    + code + ", not '" + status + "'; use raw() to send a contradiction");
        }
        return literal(code, status + " " + text);
    }

    byte[] bytes(boolean withStatus) {
        List<String> rendered = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String separator = i < lines.size() - 1 ? "-" : " ";
            String shown = withStatus && !status.isEmpty() ? status + " " : "";
            rendered.add(code + separator + shown + lines.get(i) + "\r\n");
        }
        return String.join("", rendered).getBytes(UTF_8);
    }

    /** Tells whether the last line of what was sent begins like a positive reply (RFC 5321, section 4.2.1). */
    static boolean isPositive(byte[] sent) {
        int lineStart = 0;
        for (int i = 0; i < sent.length - 1; i++) {
            if (sent[i] == '\n') {
                lineStart = i + 1;
            }
        }
        return lineStart < sent.length && (sent[lineStart] == '2' || sent[lineStart] == '3');
    }
}
