package dev.triggered.web.bridge;

import dev.triggered.web.Authorizer;
import dev.triggered.web.Caller;
import dev.triggered.web.WebRequest;
import dev.triggered.web.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises callers by the header field {@code X-WSSE}, or by a bearer token that somebody else knows: by what a client has to send
 * itself, so that no page of another site sends it. Thread-safe.
 */
final class Wsse implements Authorizer {
    /** How far the clock of a client may be off, and how old a token may be. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String BEARER = "Bearer ";

    private final Map<String, WsseUser> users;
    private final Optional<Authorizer> others;
    private final InstantSource clock;
    private final Proofs proofs = new Proofs(WINDOW);

    Wsse(Map<String, WsseUser> users, Optional<Authorizer> others, InstantSource clock) {
        this.users = Map.copyOf(users);
        this.others = others;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> authorize(WebRequest request) {
        Optional<String> field = request.header("X-WSSE");
        if (field.isPresent()) {
            return WsseToken.parse(field.get()).flatMap(this::callerOf);
        }
        boolean bears = request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .isPresent();
        return bears ? others.flatMap(authorizer -> authorizer.authorize(request)) : Optional.empty();
    }

    @Override
    public List<String> challenges() {
        List<String> challenges = new ArrayList<>();
        challenges.add("WSSE realm=\"Triggered\", profile=\"UsernameToken\"");
        others.ifPresent(authorizer -> authorizer.challenges().stream()
                .filter(challenge -> challenge.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .forEach(challenges::add));
        return challenges;
    }

    /** Only who has the secret learns what else is wrong with the token. */
    private Optional<Caller> callerOf(WsseToken token) {
        WsseUser user = users.get(token.user());
        byte[] hash = sha1(token.nonce() + token.created() + (user == null ? "" : user.knownSecret()));
        boolean right = token.proves(hash);
        if (user == null || !right) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant made = token.time()
                .orElseThrow(() -> refusal("Created is no time such as 2026-11-28T12:00:00Z: " + shown(token)));
        if (Duration.between(made, now).abs().compareTo(WINDOW) > 0) {
            throw refusal("Created is " + shown(token) + ", and here it is " + now + ": clocks may differ by "
                    + WINDOW.toMinutes() + " minutes; set that of the client");
        }
        if (!proofs.add(HexFormat.of().formatHex(hash), made, now)) {
            throw refusal("this X-WSSE came before: make a new nonce for each request");
        }
        return Optional.of(user.caller());
    }

    private static String shown(WsseToken token) {
        String created = token.created();
        return created.length() > 40 ? created.substring(0, 40) : created;
    }

    private static ProblemException refusal(String detail) {
        return new ProblemException(401, detail);
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }

    /** Shows how many users there are. */
    @Override
    public String toString() {
        return "Wsse[" + users.size() + " users]";
    }
}
