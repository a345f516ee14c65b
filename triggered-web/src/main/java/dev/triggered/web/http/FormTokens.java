package dev.triggered.web.http;

import dev.triggered.web.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that a form of ours carries and another site cannot know: the time, and an HMAC over that and the caller's name under a key of
 * this process. Thread-safe.
 */
public final class FormTokens {
    /** The name of the field that carries the token. */
    public static final String FIELD = "token";

    private static final Duration LIFE = Duration.ofHours(12);
    private static final int MAC_BYTES = 32;

    private final SecretKeySpec key;
    private final InstantSource clock;

    /**
     * Makes a key.
     *
     * @param clock what tells the time
     */
    public FormTokens(InstantSource clock) {
        byte[] random = new byte[MAC_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param caller who gets the form
     * @return a token for the next twelve hours
     */
    public String make(Caller caller) {
        long now = clock.instant().getEpochSecond();
        byte[] token = ByteBuffer.allocate(Long.BYTES + MAC_BYTES)
                .putLong(now)
                .put(mac(now, caller))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Says whether a token was made here for the caller, and not too long ago. */
    boolean isGood(String token, Caller caller) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length != Long.BYTES + MAC_BYTES) {
            return false;
        }
        long made = ByteBuffer.wrap(bytes).getLong();
        byte[] mac = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        return MessageDigest.isEqual(mac, mac(made, caller))
                && clock.instant().isBefore(Instant.ofEpochSecond(made).plus(LIFE));
    }

    private byte[] mac(long time, Caller caller) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(time).array());
            return mac.doFinal(caller.name().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
