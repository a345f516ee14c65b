package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.util.List;
import java.util.regex.Pattern;

/** A reply as it came from the relay, its lines without the code (RFC 5321, section 4.2). */
record Reply(int code, List<String> lines) {
    static final int SERVICE_CLOSING = 421;

    private static final int MOST_DIGITS = 3;

    private static final Pattern ABOUT_PIPELINING = Pattern.compile("(?i)pipelin|synchroni[sz]ation");

    boolean positive() {
        return code / 100 == 2;
    }

    boolean intermediate() {
        return code / 100 == 3;
    }

    boolean permanent() {
        return code / 100 == 5;
    }

    boolean negative() {
        return code >= 400;
    }

    /** Says whether the relay says that commands came in the wrong order. */
    boolean isAboutOrder() {
        return code == 503 && isAboutCommands();
    }

    /** Says whether the relay says that it does not know or understand a command. */
    boolean isAboutUnknown() {
        return code >= 500 && code <= 502 && isAboutCommands();
    }

    private boolean isAboutCommands() {
        String status = toSmtpReply().enhancedStatus();
        return status.isEmpty() || status.startsWith("5.5.");
    }

    /** Says whether the relay complains about commands ahead of its replies. */
    boolean isAboutPipelining() {
        return lines.stream().anyMatch(line -> ABOUT_PIPELINING.matcher(line).find());
    }

    /** Returns the reply with its enhanced status code apart from its text. */
    SmtpReply toSmtpReply() {
        String status = "";
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            int end = endOfStatus(line);
            if (end > 0 && status.isEmpty()) {
                status = line.substring(0, end);
            }
            text.append(text.isEmpty() ? "" : " ")
                    .append(line, Math.min(line.length(), end > 0 ? end + 1 : 0), line.length());
        }
        return new SmtpReply(code, status, text.toString());
    }

    /** Returns where the enhanced status code (RFC 2034, section 4) ends that a line begins with; 0 where it begins with none. */
    private int endOfStatus(String line) {
        boolean begins = line.length() >= 5 && line.charAt(0) - '0' == code / 100 && line.charAt(1) == '.';
        int subject = begins && code >= 200 && code / 100 != 3 ? endOfNumber(line, 2) : 0;
        boolean divided = subject > 0 && subject < line.length() && line.charAt(subject) == '.';
        int end = divided ? endOfNumber(line, subject + 1) : 0;
        return end == line.length() || (end > 0 && line.charAt(end) == ' ') ? end : 0;
    }

    /** Returns where a number of at most three digits ends; 0 where there is none. */
    private static int endOfNumber(String line, int from) {
        int end = from;
        while (end < line.length() && end - from < MOST_DIGITS && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end == from ? 0 : end;
    }
}
