package dev.triggered.smtp;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys from PEM text (RFC 7468). No message of an exception has anything of a key. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");
    private static final String[] ALGORITHMS = {"RSA", "Ed25519"};

    private Pem() {}

    /**
     * Returns the first private key of a text.
     *
     * @throws IllegalArgumentException if there is none that can be read
     */
    static PrivateKey privateKey(String pem) {
        Matcher block = BLOCK.matcher(pem);
        String found = "no PEM block";
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("PRIVATE KEY")) {
                return decode(block.group(2));
            }
            found = label;
            requireConvertible(label);
        }
        throw new IllegalArgumentException(
                "a DKIM key is PEM text with a block 'BEGIN PRIVATE KEY'; this one has " + found);
    }

    private static void requireConvertible(String label) {
        if (label.endsWith(" PRIVATE KEY")) {
            String why = label.startsWith("ENCRYPTED") ? "has a password" : "is not in PKCS #8";
            throw new IllegalArgumentException("the DKIM key 'BEGIN " + label + "' " + why
                    + "; convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem");
        }
    }

    private static PrivateKey decode(String base64) {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the DKIM key is no valid base64 between its BEGIN and END lines");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Another kind of key.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JDK has no " + algorithm, e);
            }
        }
        throw new IllegalArgumentException("the DKIM key is neither an RSA nor an Ed25519 key in PKCS #8");
    }
}
