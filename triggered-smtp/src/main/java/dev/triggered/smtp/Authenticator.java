package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Logs in (RFC 4954), and keeps what is secret out of what it says about a failure. */
final class Authenticator {
    private static final int LONGEST_INITIAL_RESPONSE = 500;
    private static final int CHALLENGE = 334;

    private final Login login;
    private final Duration limit;

    Authenticator(Login login, Duration limit) {
        this.login = login;
        this.limit = limit;
    }

    void logIn(Wire wire, Capabilities capabilities) throws IOException {
        if (login instanceof Login.Password password) {
            if (capabilities.mechanisms().contains("PLAIN")) {
                oneAnswer(wire, "PLAIN", "\0" + password.user() + "\0" + password.secret(), password.secret());
            } else if (capabilities.mechanisms().contains("LOGIN")) {
                twoAnswers(wire, password);
            } else {
                throw notOffered("AUTH PLAIN or LOGIN", capabilities);
            }
        } else if (login instanceof Login.Bearer bearer) {
            if (!capabilities.mechanisms().contains("XOAUTH2")) {
                throw notOffered("AUTH XOAUTH2", capabilities);
            }
            String token = tokenOf(bearer);
            oneAnswer(wire, "XOAUTH2", "user=" + bearer.user() + "\1auth=Bearer " + token + "\1\1", token);
        }
    }

    private void oneAnswer(Wire wire, String mechanism, String answer, String secret) throws IOException {
        String encoded = base64(answer);
        boolean atOnce = encoded.length() <= LONGEST_INITIAL_RESPONSE;
        Reply reply = wire.command("AUTH " + mechanism + (atOnce ? " " + encoded : ""), limit);
        if (!atOnce && reply.code() == CHALLENGE) {
            reply = wire.command(encoded, limit);
        }
        if (reply.code() == CHALLENGE) {
            // A refusal with its details in a challenge, which an empty answer ends.
            reply = wire.command("", limit);
        }
        requireSuccess(reply, List.of(encoded, secret, base64(secret)));
    }

    private void twoAnswers(Wire wire, Login.Password password) throws IOException {
        List<String> secrets = List.of(base64(password.secret()), password.secret());
        Reply reply = wire.command("AUTH LOGIN", limit);
        if (reply.code() == CHALLENGE) {
            reply = wire.command(base64(password.user()), limit);
        }
        if (reply.code() == CHALLENGE) {
            reply = wire.command(base64(password.secret()), limit);
        }
        requireSuccess(reply, secrets);
    }

    private static String tokenOf(Login.Bearer bearer) throws SetUpException {
        try {
            return bearer.token().get();
        } catch (RuntimeException e) {
            // Neither the message nor the cause: either may hold the token.
            throw new SetUpException(
                    "4.7.0",
                    "no token for the login: the supplier threw " + e.getClass().getName());
        }
    }

    private static void requireSuccess(Reply reply, List<String> secrets) throws SetUpException {
        if (reply.positive()) {
            return;
        }
        SmtpReply said = reply.toSmtpReply();
        boolean leaks = secrets.stream()
                .anyMatch(secret ->
                        !secret.isEmpty() && String.join(" ", reply.lines()).contains(secret));
        throw new SetUpException(
                "the relay refused the login",
                leaks ? new SmtpReply(said.code(), said.enhancedStatus(), "(its reply repeats the secret)") : said);
    }

    private static SetUpException notOffered(String wanted, Capabilities capabilities) {
        return new SetUpException(
                "4.7.4",
                "the relay does not offer " + wanted + " here, but: " + String.join(" ", capabilities.mechanisms()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
