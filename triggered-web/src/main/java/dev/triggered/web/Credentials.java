package dev.triggered.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users with passwords, by HTTP Basic (RFC 7617), and applications with bearer tokens (RFC 6750, section 2.1). Only hashes are held:
 * of passwords by PBKDF2 with HMAC-SHA-256, of tokens by SHA-256. Both travel readably, so that anything but a loopback address needs TLS
 * in front. Immutable and thread-safe.
 *
 * <pre>{@code
 * Credentials credentials = Credentials.none()
 *         .user("jane", janesHash, Role.OPERATOR)
 *         .token("shop", shopsHash, Role.TRIGGER);
 * }</pre>
 */
public final class Credentials implements Authorizer {
    private static final int SHORTEST_PASSWORD = 12;
    private static final int SHORTEST_TOKEN = 32;
    private static final int TOKEN_BYTES = 32;
    private static final Pattern TOKEN_HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, User> users;
    private final List<Token> tokens;
    private final PasswordCheck passwords;

    private Credentials(Map<String, User> users, List<Token> tokens) {
        Map<String, PasswordHash> hashes = new LinkedHashMap<>();
        users.forEach((name, user) -> hashes.put(name, user.hash));
        this.users = users;
        this.tokens = tokens;
        this.passwords = new PasswordCheck(hashes);
    }

    /**
     * Returns the credentials of nobody.
     *
     * @return no users and no tokens
     */
    public static Credentials none() {
        return new Credentials(Map.of(), List.of());
    }

    /**
     * Returns these credentials with a user more.
     *
     * @param name the name, which no other user has; without a colon
     * @param passwordHash what {@link #hashPassword} made of the password
     * @param roles what the user may do
     * @return new credentials
     * @throws IllegalArgumentException if the name is taken or has a colon, or the hash is none
     */
    public Credentials user(String name, String passwordHash, Role... roles) {
        Caller caller = Caller.of(name, roles);
        if (name.indexOf(':') >= 0 || users.containsKey(name)) {
            throw new IllegalArgumentException("the name of a user is its own and has no colon: '" + name + "'");
        }
        Map<String, User> next = new LinkedHashMap<>(users);
        next.put(name, new User(caller, PasswordHash.parse(passwordHash)));
        return new Credentials(next, tokens);
    }

    /**
     * Returns these credentials with an application more. Several tokens may have the same name, such as an old one and its successor.
     *
     * @param name what stands on record for what the application changes
     * @param tokenHash what {@link #hashToken} made of the token
     * @param roles what the application may do
     * @return new credentials
     * @throws IllegalArgumentException if the hash is none
     */
    public Credentials token(String name, String tokenHash, Role... roles) {
        Caller caller = Caller.of(name, roles);
        if (!TOKEN_HASH.matcher(tokenHash).matches()) {
            throw new IllegalArgumentException(
                    "this is no hash of a token: make one with Credentials.hashToken(...), and keep that");
        }
        List<Token> next = new ArrayList<>(tokens);
        next.add(new Token(caller, tokenHash));
        return new Credentials(users, List.copyOf(next));
    }

    /**
     * Hashes a password, to be kept. Takes a good part of a second by intention.
     *
     * @param password at least 12 characters; filled with zeros before this returns
     * @return one line of ASCII with the hash, the salt and the number of iterations
     * @throws IllegalArgumentException if the password is shorter
     */
    public static String hashPassword(char[] password) {
        if (password.length < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has at least " + SHORTEST_PASSWORD + " characters, this one " + password.length);
        }
        return PasswordHash.of(password, PasswordHash.ITERATIONS).line();
    }

    /**
     * Hashes a token, to be kept. Fast, as nobody guesses what {@link #newToken} makes.
     *
     * @param token at least 32 characters
     * @return 64 hexadecimal digits
     * @throws IllegalArgumentException if the token is shorter
     */
    public static String hashToken(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("a token has at least " + SHORTEST_TOKEN + " characters, this one "
                    + token.length() + ": make one with Credentials.newToken()");
        }
        return sha256(token);
    }

    /**
     * Makes a token, to be given to an application.
     *
     * @return 43 characters of the URL-safe alphabet (RFC 4648, section 5), 256 bits by chance
     */
    public static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public Optional<Caller> authorize(WebRequest request) {
        String field = request.header("Authorization").orElse("");
        int space = field.indexOf(' ');
        String scheme = space < 0 ? field : field.substring(0, space);
        String rest = field.substring(scheme.length()).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return bearer(rest);
        }
        return scheme.equalsIgnoreCase("Basic") ? basic(rest) : Optional.empty();
    }

    @Override
    public List<String> challenges() {
        List<String> challenges = new ArrayList<>();
        if (!users.isEmpty()) {
            challenges.add("Basic realm=\"Triggered\", charset=\"UTF-8\"");
        }
        if (!tokens.isEmpty()) {
            challenges.add("Bearer realm=\"Triggered\"");
        }
        return challenges;
    }

    private Optional<Caller> bearer(String token) {
        byte[] hash = sha256(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Caller> found = Optional.empty();
        for (Token each : tokens) {
            if (MessageDigest.isEqual(hash, each.hash.getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(each.caller);
            }
        }
        return found;
    }

    private Optional<Caller> basic(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (users.isEmpty() || colon < 0) {
            return Optional.empty();
        }
        String name = pair.substring(0, colon);
        return passwords.isRight(name, pair.substring(colon + 1))
                ? Optional.ofNullable(users.get(name)).map(user -> user.caller)
                : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "Credentials[" + users.size() + " users, " + tokens.size() + " tokens]";
    }

    private record User(Caller caller, PasswordHash hash) {}

    private record Token(Caller caller, String hash) {
        @Override
        public String toString() {
            return "Token[" + caller + "]";
        }
    }
}
