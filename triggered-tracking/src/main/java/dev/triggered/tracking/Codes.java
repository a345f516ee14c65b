package dev.triggered.tracking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codes in the words of a server.
 *
 * @param code the reply code (RFC 5321, section 4.2); 0 where there is none
 * @param status the enhanced status code (RFC 3463); empty where there is none
 */
record Codes(int code, String status) {
    static final Codes NONE = new Codes(0, "");

    private static final int LONGEST = 4_000;
    private static final String STATUS_CODE = "([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)";
    private static final Pattern BOTH = Pattern.compile("(?<![\\w.])([45][0-7]\\d)[ -] ?[#(\\[]{0,2}" + STATUS_CODE);
    private static final Pattern QUOTED = Pattern.compile("<([45][0-7]\\d)[ -]" + STATUS_CODE + "[^<>]*>");
    private static final Pattern STATUS = Pattern.compile("(?<![\\w.])" + STATUS_CODE);
    private static final Pattern PRODUCT =
            Pattern.compile("(?i)(?:version|release|exim|sendmail|postfix|qmail|mdaemon|build|v) ?$");
    private static final Pattern REPLY = Pattern.compile("(?i)(?:^|[\\n:;#('\"\\[<>,=-]\\s{0,3}"
            + "|\\b(?:said|error|code|with|returned|was|response|reply|reason|is|smtp)[: ]{1,2})"
            + "([45][0-7]\\d)(?=[ :,.)'\"\\]\\r\\n-]|$)");

    /** Finds the first codes in a text, or those of a reply that is quoted in it in angle brackets. */
    static Codes in(String words) {
        String text = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.find()) {
            return new Codes(Integer.parseInt(quoted.group(1)), quoted.group(2));
        }
        Matcher both = BOTH.matcher(text);
        if (both.find()) {
            return new Codes(Integer.parseInt(both.group(1)), both.group(2));
        }
        Matcher reply = REPLY.matcher(text);
        return new Codes(reply.find() ? Integer.parseInt(reply.group(1)) : 0, status(text));
    }

    private static String status(String text) {
        Matcher status = STATUS.matcher(text);
        while (status.find()) {
            String before = text.substring(Math.max(0, status.start() - 10), status.start());
            if (!PRODUCT.matcher(before).find()) {
                return status.group(1);
            }
        }
        return "";
    }

    /** Returns a text from its first reply code on: what another server said, without what the reporting one says before. */
    static String said(String words) {
        String text = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        Matcher both = BOTH.matcher(text);
        if (both.find()) {
            return text.substring(both.start());
        }
        Matcher reply = REPLY.matcher(text);
        return reply.find() ? text.substring(reply.start(1)) : "";
    }

    /** Says whether the status tells more than that something failed (RFC 3463, section 3.1). */
    boolean isSpecific() {
        return isSpecific(status);
    }

    static boolean isSpecific(String status) {
        return !status.isEmpty() && !status.endsWith(".0.0");
    }

    /** Returns what is known here, and from others what is not. */
    Codes or(Codes others) {
        return new Codes(code == 0 ? others.code : code, status.isEmpty() ? others.status : status);
    }
}
