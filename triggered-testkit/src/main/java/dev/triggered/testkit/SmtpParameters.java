package dev.triggered.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Judges the parameters of MAIL and RCPT by the extensions that were offered. */
final class SmtpParameters {
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+");
    private static final Set<String> NOTIFY = Set.of("SUCCESS", "FAILURE", "DELAY");

    private static final Map<String, Rule> MAIL = Map.of(
            "SIZE", new Rule(SmtpCapability.SIZE, value -> value.matches("\\d{1,20}")),
            "BODY", new Rule(SmtpCapability.EIGHT_BIT_MIME, value -> isOneOf(value, "7BIT", "8BITMIME")),
            "SMTPUTF8", new Rule(SmtpCapability.SMTPUTF8, String::isEmpty),
            "RET", new Rule(SmtpCapability.DSN, value -> isOneOf(value, "FULL", "HDRS")),
            "ENVID", new Rule(SmtpCapability.DSN, value -> XTEXT.matcher(value).matches()),
            "AUTH", new Rule(SmtpCapability.AUTH, value -> XTEXT.matcher(value).matches()));

    private static final Map<String, Rule> RCPT = Map.of(
            "NOTIFY", new Rule(SmtpCapability.DSN, SmtpParameters::isNotify),
            "ORCPT", new Rule(SmtpCapability.DSN, SmtpParameters::isOriginalRecipient));

    private record Rule(SmtpCapability needs, Predicate<String> valid) {}

    private SmtpParameters() {}

    /** Returns the refusal of MAIL's parameters, if there is one. */
    static Optional<ScriptedReply> refuseMail(SmtpPath path, Predicate<SmtpCapability> offered, long maxSize) {
        Optional<ScriptedReply> refusal = refuse(path.parameters(), MAIL, offered);
        if (refusal.isPresent()) {
            return refusal;
        }
        String size = path.parameters().getOrDefault("SIZE", "0");
        if (size.length() > 18 || Long.parseLong(size) > maxSize) {
            return Optional.of(ScriptedReply.of(552, "5.3.4", "Message size exceeds the limit of " + maxSize));
        }
        if (!path.isAscii() && !path.parameters().containsKey("SMTPUTF8")) {
            return Optional.of(ScriptedReply.of(550, "5.6.7", "Address needs SMTPUTF8"));
        }
        return Optional.empty();
    }

    /** Returns the refusal of RCPT's parameters, if there is one. */
    static Optional<ScriptedReply> refuseRcpt(SmtpPath path, Predicate<SmtpCapability> offered) {
        return refuse(path.parameters(), RCPT, offered);
    }

    private static Optional<ScriptedReply> refuse(
            Map<String, String> parameters, Map<String, Rule> rules, Predicate<SmtpCapability> offered) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            Rule rule = rules.get(parameter.getKey());
            if (rule == null || !offered.test(rule.needs())) {
                return Optional.of(
                        ScriptedReply.of(555, "5.5.4", "Parameter " + parameter.getKey() + " was not offered"));
            }
            if (!rule.valid().test(parameter.getValue())) {
                return Optional.of(ScriptedReply.of(501, "5.5.4", "Invalid value of " + parameter.getKey()));
            }
        }
        return Optional.empty();
    }

    private static boolean isOneOf(String value, String... allowed) {
        return Arrays.stream(allowed).anyMatch(value::equalsIgnoreCase);
    }

    private static boolean isNotify(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return upper.equals("NEVER") || NOTIFY.containsAll(Arrays.asList(upper.split(",", -1)));
    }

    private static boolean isOriginalRecipient(String value) {
        int semicolon = value.indexOf(';');
        if (semicolon <= 0) {
            return false;
        }
        boolean international = value.substring(0, semicolon).equalsIgnoreCase("utf-8");
        String address = value.substring(semicolon + 1);
        return international ? !address.isEmpty() : XTEXT.matcher(address).matches();
    }
}
