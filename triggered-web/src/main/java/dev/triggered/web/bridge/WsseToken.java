package dev.triggered.web.bridge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header field {@code X-WSSE} says.
 *
 * @param user who says so
 * @param digest what proves it, in Base64
 * @param nonce what is different each time
 * @param created when it was made, as it came
 */
record WsseToken(String user, String digest, String nonce, String created) {
    private static final int LONGEST = 2_000;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]+)\\s*=\\s*\"([^\"]*)\"");
    /** A time without an offset is one in UTC. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Reads a header field; returns nothing where it is no token. */
    static Optional<WsseToken> parse(String field) {
        if (field.length() > LONGEST || !field.strip().startsWith("UsernameToken")) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(field);
        while (matcher.find()) {
            fields.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
        }
        WsseToken token = new WsseToken(
                fields.getOrDefault("username", ""),
                fields.getOrDefault("passworddigest", ""),
                fields.getOrDefault("nonce", ""),
                fields.getOrDefault("created", ""));
        boolean whole = !token.digest.isEmpty() && !token.nonce.isEmpty() && !token.created.isEmpty();
        return whole ? Optional.of(token) : Optional.empty();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Says whether the digest is a hash, or its hexadecimal digits, in a time that says nothing of where they differ. */
    boolean proves(byte[] hash) {
        byte[] proof = decoded(digest);
        byte[] digits = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
        boolean raw = MessageDigest.isEqual(proof, hash);
        boolean hexadecimal = MessageDigest.isEqual(proof, digits);
        return raw || hexadecimal;
    }

    /** Returns when it was made; nothing where that is no time. */
    Optional<Instant> time() {
        try {
            return Optional.of(TIME.parse(created, OffsetDateTime::from).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "WsseToken";
    }
}
