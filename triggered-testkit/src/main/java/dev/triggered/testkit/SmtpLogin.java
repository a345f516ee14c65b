package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exchange that follows AUTH (RFC 4954, section 4): reads what the client says about itself and judges it. */
final class SmtpLogin {
    private static final int LONGEST_RESPONSE = 12_288;
    private static final Pattern BEARER = Pattern.compile("user=([^\\x01]*)\\x01auth=Bearer ([^\\x01]*)\\x01\\x01");
    private static final String BEARER_REFUSAL = "{\"status\":\"400\",\"schemes\":\"Bearer\"}";

    private final SmtpDialogue dialogue;

    SmtpLogin(SmtpDialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** A reply instead of further questions. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ScriptedReply reply;

        Refused(int code, String status, String text) {
            super(text);
            this.reply = ScriptedReply.of(code, status, text);
        }
    }

    /** Asks what has to be asked and returns the server's own answer. */
    SmtpAnswer answer(SmtpCommand command) throws IOException {
        try {
            String user = converse(command);
            return SmtpAnswer.of(235).before(() -> dialogue.logIn(user));
        } catch (Refused e) {
            return SmtpAnswer.of(e.reply);
        }
    }

    private String converse(SmtpCommand command) throws IOException, Refused {
        String[] words = command.argument().split(" ", 2);
        Optional<String> initial = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
        SmtpMechanism mechanism = mechanism(words[0]);
        Optional<String> user = switch (mechanism) {
            case PLAIN -> plain(ask(initial, ""));
            case LOGIN -> login(ask(initial, "Username:"));
            case XOAUTH2 -> bearer(ask(initial, ""));
        };
        return user.orElseThrow(() -> new Refused(535, "5.7.8", "Authentication credentials invalid"));
    }

    private SmtpMechanism mechanism(String name) throws Refused {
        if (!dialogue.offers(SmtpCapability.AUTH)) {
            throw new Refused(dialogue.isGreeted() ? 502 : 503, "5.5.1", "AUTH was not offered");
        }
        if (dialogue.isLoggedIn() || dialogue.transaction().isOpen()) {
            throw new Refused(503, "5.5.1", "AUTH comes once, and before MAIL");
        }
        if (name.isEmpty()) {
            throw new Refused(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
        }
        return SmtpMechanism.named(name)
                .filter(mechanism -> dialogue.settings().mechanisms().contains(mechanism))
                .orElseThrow(() -> new Refused(504, "5.5.4", "Mechanism was not offered"));
    }

    private Optional<String> plain(String message) {
        String[] parts = message.split("\0", -1);
        return parts.length == 3 && admits(SmtpMechanism.PLAIN, parts[1], parts[2])
                ? Optional.of(parts[1])
                : Optional.empty();
    }

    private Optional<String> login(String user) throws IOException, Refused {
        String password = ask(Optional.empty(), "Password:");
        return admits(SmtpMechanism.LOGIN, user, password) ? Optional.of(user) : Optional.empty();
    }

    private Optional<String> bearer(String message) throws IOException {
        Matcher matcher = BEARER.matcher(message);
        if (matcher.matches() && admits(SmtpMechanism.XOAUTH2, matcher.group(1), matcher.group(2))) {
            return Optional.of(matcher.group(1));
        }
        challenge(BEARER_REFUSAL);
        return Optional.empty();
    }

    private boolean admits(SmtpMechanism mechanism, String user, String secret) {
        return dialogue.settings().admits(mechanism, user, secret);
    }

    private String ask(Optional<String> initial, String question) throws IOException, Refused {
        String response = initial.isPresent() ? initial.get() : challenge(question);
        if (response.equals("*")) {
            throw new Refused(501, "5.7.0", "Authentication cancelled");
        }
        boolean empty = initial.isPresent() && response.equals("=");
        try {
            return empty ? "" : new String(Base64.getDecoder().decode(response), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(501, "5.5.2", "Response is not base64");
        }
    }

    private String challenge(String question) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(question.getBytes(UTF_8));
        byte[] reply = ScriptedReply.literal(334, encoded).bytes(false);
        dialogue.wire().write(reply, 0, reply.length);
        return new String(dialogue.wire().readLine(LONGEST_RESPONSE), US_ASCII);
    }
}
