package dev.triggered.smtp;

import dev.triggered.EmailAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A private key that signs the mails of a domain (DKIM, RFC 6376), and the selector under which DNS has its public key: a TXT record
 * at {@code SELECTOR._domainkey.DOMAIN}. Immutable and thread-safe; never shows the key.
 *
 * <p>RSA keys sign by {@code rsa-sha256} and have 1,024 bits at least. Below 2,048 bits they are taken only so that an old key can be
 * replaced in peace: RFC 8301, section 3.2, wants new ones to have 2,048. Ed25519 keys sign by {@code ed25519-sha256} (RFC 8463),
 * which not all receivers know: let them stand beside an RSA key.
 *
 * <pre>{@code
 * openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem
 * openssl pkey -in dkim.pem -pubout -outform DER | base64 -w 0
 * }</pre>
 *
 * <p>makes a key and shows what stands behind {@code v=DKIM1; k=rsa; p=} in DNS.
 */
public final class DkimKey {
    private static final Pattern SELECTOR =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LEAST_BITS = 1_024;

    private final String selector;
    private final String domain;
    private final PrivateKey key;
    private final boolean rsa;

    private DkimKey(String selector, String domain, PrivateKey key) {
        this.selector = selector.toLowerCase(Locale.ROOT);
        this.domain = new EmailAddress("postmaster", domain).domain();
        this.key = key;
        this.rsa = key.getAlgorithm().equals("RSA");
        if (!SELECTOR.matcher(this.selector).matches()) {
            throw new IllegalArgumentException(
                    "a selector is letters, digits and inner hyphens, with single dots between: '" + selector + "'");
        }
        requireUsable();
    }

    /**
     * Returns a key, such as one out of a key store.
     *
     * @param selector the selector ({@code s=})
     * @param domain the domain that signs ({@code d=}): that of the senders, or one above it
     * @param key an RSA or an Ed25519 key
     * @return the key
     * @throws IllegalArgumentException if it is another kind of key, or too short
     * @throws dev.triggered.InvalidAddressException if the domain is none
     */
    public static DkimKey of(String selector, String domain, PrivateKey key) {
        return new DkimKey(selector, domain, key);
    }

    /**
     * Returns a key from PEM text (PKCS #8, {@code BEGIN PRIVATE KEY}), without a password.
     *
     * @param selector the selector ({@code s=})
     * @param domain the domain that signs ({@code d=}): that of the senders, or one above it
     * @param pem the text, in which only the key counts
     * @return the key
     * @throws IllegalArgumentException saying what is wrong with it, and never what it holds
     * @throws dev.triggered.InvalidAddressException if the domain is none
     */
    public static DkimKey fromPem(String selector, String domain, String pem) {
        return new DkimKey(selector, domain, Pem.privateKey(pem));
    }

    /**
     * Returns a key from a PEM file (PKCS #8, {@code BEGIN PRIVATE KEY}), without a password. The file is read now, and not again.
     *
     * @param selector the selector ({@code s=})
     * @param domain the domain that signs ({@code d=}): that of the senders, or one above it
     * @param pem the file
     * @return the key
     * @throws IllegalArgumentException if it cannot be read, or saying what is wrong with it, and never what it holds
     * @throws dev.triggered.InvalidAddressException if the domain is none
     */
    public static DkimKey fromPem(String selector, String domain, Path pem) {
        try {
            return fromPem(selector, domain, Files.readString(pem, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalArgumentException("the DKIM key " + pem + " cannot be read", e);
        }
    }

    /** Shows the selector, the domain and the algorithm, not the key. */
    @Override
    public String toString() {
        return "DkimKey[" + name() + ", " + algorithm() + "]";
    }

    /** Returns where DNS has the public key. */
    String name() {
        return selector + "._domainkey." + domain;
    }

    String selector() {
        return selector;
    }

    String domain() {
        return domain;
    }

    String algorithm() {
        return rsa ? "rsa-sha256" : "ed25519-sha256";
    }

    /** Says whether it may sign for senders at a domain, which is its own or one below it. */
    boolean signsFor(String sender) {
        return sender.equals(domain) || sender.endsWith("." + domain);
    }

    /** Signs data. Each call has a signature object of its own. */
    byte[] sign(byte[] data) {
        try {
            Signature signature = begin();
            signature.update(rsa ? data : digest(data));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " could not sign", e);
        }
    }

    /** RFC 8463, section 3: Ed25519 signs the hash, not the data. */
    private static byte[] digest(byte[] data) {
        MessageDigest digest = Sha256.digest();
        return digest.digest(data);
    }

    private void requireUsable() {
        if (key instanceof RSAKey known && known.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key for DKIM has " + LEAST_BITS + " bits at least, better 2048; that of " + name() + " has "
                            + known.getModulus().bitLength());
        }
        boolean otherCurve = key instanceof EdECKey known && !isEd25519(known.getParams());
        try {
            if (!otherCurve) {
                begin();
                return;
            }
        } catch (GeneralSecurityException e) {
            throw unusable();
        }
        throw unusable();
    }

    private static boolean isEd25519(NamedParameterSpec curve) {
        return curve.getName().equalsIgnoreCase("Ed25519");
    }

    private IllegalArgumentException unusable() {
        return new IllegalArgumentException("a key for DKIM is an RSA or an Ed25519 key; that of " + name()
                + " is of the kind " + key.getAlgorithm());
    }

    private Signature begin() throws GeneralSecurityException {
        if (!rsa && !key.getAlgorithm().equals("EdDSA") && !key.getAlgorithm().equals("Ed25519")) {
            throw new InvalidKeyException("neither RSA nor Ed25519");
        }
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
        signature.initSign(key);
        return signature;
    }
}
