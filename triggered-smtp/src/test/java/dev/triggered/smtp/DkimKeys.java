package dev.triggered.smtp;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Keys for tests, and what stands in DNS for them. */
final class DkimKeys {
    static final KeyPair RSA_PAIR = pair("RSA");
    static final KeyPair ED25519_PAIR = pair("Ed25519");
    static final DkimKey RSA = DkimKey.of("r1", "notify.acme.example", RSA_PAIR.getPrivate());
    static final DkimKey ED25519 = DkimKey.of("e1", "acme.example", ED25519_PAIR.getPrivate());
    static final Map<String, String> RECORDS = Map.of(
            "r1._domainkey.notify.acme.example",
                    record("rsa", RSA_PAIR.getPublic().getEncoded()),
            "e1._domainkey.acme.example",
                    record("ed25519", lastOf(ED25519_PAIR.getPublic().getEncoded())));

    private DkimKeys() {}

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String record(String type, byte[] key) {
        return "v=DKIM1; k=" + type + "; p=" + Base64.getEncoder().encodeToString(key);
    }

    /** An Ed25519 key stands in DNS by itself (RFC 8463, section 4.2). */
    private static byte[] lastOf(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }
}
