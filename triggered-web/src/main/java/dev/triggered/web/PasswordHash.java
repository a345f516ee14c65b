package dev.triggered.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password as it is kept: PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2), its iterations, salt and key in one line. */
final class PasswordHash {
    static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final Pattern LINE =
            Pattern.compile("pbkdf2-sha256\\$([0-9]{4,8})\\$([A-Za-z0-9_-]{22,86})\\$([A-Za-z0-9_-]{43})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] key;

    private PasswordHash(int iterations, byte[] salt, byte[] key) {
        this.iterations = iterations;
        this.salt = salt;
        this.key = key;
    }

    static PasswordHash of(char[] password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** Returns a hash that no password has, and that takes as long to check as another. */
    static PasswordHash ofNothing() {
        return new PasswordHash(ITERATIONS, new byte[SALT_BYTES], new byte[KEY_BYTES]);
    }

    static PasswordHash parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) < 1_000) {
            throw new IllegalArgumentException(
                    "this is no hash of a password: make one with Credentials.hashPassword(...), and keep that");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PasswordHash(
                Integer.parseInt(parts.group(1)), decoder.decode(parts.group(2)), decoder.decode(parts.group(3)));
    }

    boolean matches(char[] password) {
        return MessageDigest.isEqual(key, derive(password, salt, iterations));
    }

    /** Returns the line that is kept. */
    String line() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha256$" + iterations + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(key);
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, KEY_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public String toString() {
        return "PasswordHash";
    }
}
