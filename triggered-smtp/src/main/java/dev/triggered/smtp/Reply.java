package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply as it came from the relay, its lines without the code (RFC 5321, section 4.2). */
record Reply(int code, List<String> lines) {
    static final int SERVICE_CLOSING = 421;

    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: (.*))?");

    boolean positive() {
        return code / 100 == 2;
    }

    boolean intermediate() {
        return code / 100 == 3;
    }

    boolean permanent() {
        return code / 100 == 5;
    }

    /** Returns the reply with its enhanced status code apart from its text. */
    SmtpReply toSmtpReply() {
        String status = "";
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            Matcher matcher = ENHANCED.matcher(line);
            boolean enhanced = matcher.matches() && line.charAt(0) - '0' == code / 100;
            if (enhanced && status.isEmpty()) {
                status = matcher.group(1);
            }
            String rest = enhanced ? matcher.group(2) : line;
            text.append(text.isEmpty() ? "" : " ").append(rest == null ? "" : rest);
        }
        return new SmtpReply(code, status, text.toString());
    }
}
