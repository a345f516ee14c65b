package dev.triggered.testkit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of MAIL or RCPT: an address and parameters (RFC 5321, section 4.1.2).
 *
 * @param address the address between the angle brackets; empty for the null reverse-path
 * @param parameters the parameters in their order; keywords in upper case, values empty where there are none
 */
record SmtpPath(String address, Map<String, String> parameters) {
    private static final Pattern SYNTAX =
            Pattern.compile("(FROM|TO):<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"<>])*)>(?: +(.*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^= \\x00-\\x1f\\x7f]+))?");

    /** Reads {@code FROM:<...>} or {@code TO:<...>}; empty if it does not follow the grammar. */
    static Optional<SmtpPath> parse(String prefix, String argument) {
        Matcher matcher = SYNTAX.matcher(argument);
        if (!matcher.matches() || !matcher.group(1).equalsIgnoreCase(prefix)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        String rest = matcher.group(3);
        if (rest != null) {
            Matcher parameter = PARAMETER.matcher("");
            for (String word : rest.trim().split(" +", -1)) {
                if (!parameter.reset(word).matches()) {
                    return Optional.empty();
                }
                String value = parameter.group(2) == null ? "" : parameter.group(2);
                if (parameters.put(parameter.group(1).toUpperCase(Locale.ROOT), value) != null) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new SmtpPath(matcher.group(2), parameters));
    }

    boolean isEmpty() {
        return address.isEmpty();
    }

    boolean isMailbox() {
        int at = address.lastIndexOf('@');
        return (at > 0 && at < address.length() - 1) || address.equalsIgnoreCase("postmaster");
    }

    boolean isAscii() {
        return address.chars().allMatch(c -> c < 128);
    }
}
