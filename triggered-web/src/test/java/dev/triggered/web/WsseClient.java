package dev.triggered.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Asks a bridge as its clients do, with a token for each request. */
public final class WsseClient {
    private final Client http;
    private final String user;
    private final String secret;

    public WsseClient(URI base, String user, String secret) {
        this.http = new Client(base, "");
        this.user = user;
        this.secret = secret;
    }

    public Client.Answer get(String path) throws IOException, InterruptedException {
        return http.send("GET", path, BodyPublishers.noBody(), "X-WSSE", token());
    }

    public Client.Answer post(String path, String json) throws IOException, InterruptedException {
        return http.post(path, json, "X-WSSE", token());
    }

    /** Posts nothing, of no type. */
    public Client.Answer post(String path) throws IOException, InterruptedException {
        return http.send("POST", path, BodyPublishers.noBody(), "X-WSSE", token());
    }

    private String token() {
        String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return token(user, secret, UUID.randomUUID().toString(), created);
    }

    /** Makes a token whose digest is made from hexadecimal digits. */
    public static String token(String user, String secret, String nonce, String created) {
        byte[] digits = HexFormat.of().formatHex(sha1(nonce + created + secret)).getBytes(StandardCharsets.US_ASCII);
        return token(user, digits, nonce, created);
    }

    /** Makes a token whose digest is made from the hash itself. */
    public static String rawToken(String user, String secret, String nonce, String created) {
        return token(user, sha1(nonce + created + secret), nonce, created);
    }

    private static String token(String user, byte[] digest, String nonce, String created) {
        return "UsernameToken Username=\"" + user + "\", PasswordDigest=\""
                + Base64.getEncoder().encodeToString(digest) + "\", Nonce=\"" + nonce + "\", Created=\"" + created
                + "\"";
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
