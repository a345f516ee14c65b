package dev.triggered.examples;

import dev.triggered.smtp.SmtpRelay;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
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
 * @param data the folder in which the mails are kept
 * @param plan what is done
 */
record DemoArguments(Optional<SmtpRelay> relay, String from, String to, Path data, Plan plan) {
    static final String USAGE = """
            Three mails are triggered. They are kept in a folder until they are sent. Then the dashboard is open.
              --no-dashboard         ends after the three mails
              --many COUNT           triggers so many order confirmations instead; stop it, start it again, and it goes on
              --data FOLDER          the folder; by default "shop-data" beside the classes of this program
            The mails go to an SMTP server inside this process. To send them through a relay, without a dashboard:
              --relay HOST:PORT      the relay; STARTTLS is required unless told otherwise
              --from ADDRESS         a sender that the relay permits
              --to ADDRESS           who receives the mails
              --user NAME            logs in with this name, and
              --password-env NAME    with the password from this environment variable
              --tls starttls|implicit|none
            """;

    private static final Set<String> OF_RELAY =
            Set.of("--relay", "--from", "--to", "--user", "--password-env", "--tls");
    private static final String NO_DASHBOARD = "--no-dashboard";
    private static final Set<String> OF_SHOP = Set.of("--data", "--many");
    private static final int MOST = 1_000_000;

    static DemoArguments parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = pairs(args);
        Path data = given.containsKey("--data") ? Path.of(require(given, "--data")) : besideTheClasses();
        int many = many(given);
        if (!given.containsKey("--relay")) {
            if (OF_RELAY.stream().anyMatch(given::containsKey)) {
                throw new IllegalArgumentException(given.keySet() + " make no sense without --relay HOST:PORT");
            }
            Plan plan = new Plan(many, many == 0 && !given.containsKey(NO_DASHBOARD));
            return new DemoArguments(Optional.empty(), "shop@notify.acme.example", "jane@example.com", data, plan);
        }
        return new DemoArguments(
                Optional.of(relay(given, environment)),
                require(given, "--from"),
                require(given, "--to"),
                data,
                new Plan(many, false));
    }

    private static int many(Map<String, String> given) {
        String count = given.getOrDefault("--many", "0");
        if (!count.matches("\\d{1,7}") || Integer.parseInt(count) > MOST) {
            throw new IllegalArgumentException("--many is a number of orders, at most " + MOST + ": " + count);
        }
        return Integer.parseInt(count);
    }

    /** Returns the same folder whatever the working directory is. */
    private static Path besideTheClasses() {
        try {
            URI classes = DemoArguments.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(classes).resolveSibling("shop-data");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("nobody knows where this program is: give --data FOLDER", e);
        }
    }

    private static Map<String, String> pairs(String[] args) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String name = words.next();
            if (name.equals(NO_DASHBOARD)) {
                given.put(name, "");
                continue;
            }
            if (!OF_RELAY.contains(name) && !OF_SHOP.contains(name)) {
                throw new IllegalArgumentException("unknown argument: " + name);
            }
            if (!words.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            given.put(name, words.next());
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

    /**
     * What the shop does.
     *
     * @param many how many orders to confirm instead of sending the three mails, or 0
     * @param dashboard whether the dashboard is opened afterwards
     */
    record Plan(int many, boolean dashboard) {}
}
