package dev.triggered.smtp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes digests with SHA-256, which each JDK has. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
