package dev.triggered.examples;

import dev.triggered.smtp.SmtpRelay;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@link ShopDemo}.
 *
 * @param relay the relay to send through, or empty for the one inside the process
 * @param from the address that mails are sent from
 * @param to the address that mails are sent to
 */
record DemoArguments(Optional<SmtpRelay> relay, String from, String to) {
    static final String USAGE = """
            Without arguments the mails go to an SMTP server inside this process. To send them through a relay:
              --relay HOST:PORT      the relay; STARTTLS is required unless told otherwise
              --from ADDRESS         a sender that the relay permits
              --to ADDRESS           who receives the three mails
              --user NAME            logs in with this name, and
              --password-env NAME    with the password from this environment variable
              --tls starttls|implicit|none
            """;

    private static final Set<String> NAMES = Set.of("--relay", "--from", "--to", "--user", "--password-env", "--tls");

    static DemoArguments parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = pairs(args);
        if (!given.containsKey("--relay")) {
            if (!given.isEmpty()) {
                throw new IllegalArgumentException(given.keySet() + " make no sense without --relay HOST:PORT");
            }
            return new DemoArguments(Optional.empty(), "shop@notify.acme.example", "jane@example.com");
        }
        return new DemoArguments(
                Optional.of(relay(given, environment)), require(given, "--from"), require(given, "--to"));
    }

    private static Map<String, String> pairs(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!NAMES.contains(args[i])) {
                throw new IllegalArgumentException("unknown argument: " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            given.put(args[i], args[i + 1]);
        }
        return given;
    }

    private static SmtpRelay relay(Map<String, String> given, Map<String, String> environment) {
        String relay = require(given, "--relay");
        int colon = relay.lastIndexOf(':');
        if (colon < 1 || !relay.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--relay is a host and a port, such as smtp.acme.example:587: " + relay);
        }
        SmtpRelay.Builder builder =
                SmtpRelay.at(relay.substring(0, colon), Integer.parseInt(relay.substring(colon + 1)));
        switch (given.getOrDefault("--tls", "starttls").toLowerCase(Locale.ROOT)) {
            case "starttls" -> {}
            case "implicit" -> builder.implicitTls();
            case "none" -> builder.plaintext();
            default -> throw new IllegalArgumentException("--tls is starttls, implicit or none");
        }
        if (given.containsKey("--user")) {
            String variable = require(given, "--password-env");
            String password = environment.get(variable);
            if (password == null) {
                throw new IllegalArgumentException(
                        "the environment variable " + variable + " of --password-env is not set");
            }
            builder.login(require(given, "--user"), password);
        }
        return builder.build();
    }

    private static String require(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
