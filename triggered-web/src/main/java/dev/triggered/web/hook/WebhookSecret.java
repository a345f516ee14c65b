package dev.triggered.web.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is signed with, and its receiver knows it by: a key of HMAC-SHA-256 (RFC 2104), as the Standard Webhooks convention has it.
 * Immutable; no text of it shows the key.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int NEW_BYTES = 32;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Makes a secret by chance: keep it where you keep passwords, and give it to the receiver.
     *
     * @return the secret as text, {@code whsec_} with 32 bytes in Base64 behind it
     */
    public static String newSecret() {
        byte[] bytes = new byte[NEW_BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads a secret.
     *
     * @param text {@code whsec_} with 24 to 64 bytes in Base64 behind it
     * @return the secret
     * @throws IllegalArgumentException if it is none
     */
    public static WebhookSecret of(String text) {
        byte[] bytes = new byte[0];
        if (text.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                throw refusal(e);
            }
        }
        if (bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES) {
            throw refusal(null);
        }
        return new WebhookSecret(bytes);
    }

    private static IllegalArgumentException refusal(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "a secret is whsec_ with 24 to 64 bytes in Base64 behind it: make one with WebhookSecret.newSecret()",
                cause);
    }

    /** Returns the signature of a notice: {@code v1,} and the code of its id, its time and its body. */
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Names the kind of the secret, and not the secret. */
    @Override
    public String toString() {
        return "WebhookSecret[" + PREFIX + "…]";
    }
}
