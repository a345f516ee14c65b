package dev.triggered.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate that serves tests and nothing else; its key is published with the test kit. */
enum SmtpTestCertificate {
    /** For {@code localhost} and 127.0.0.1. */
    LOCALHOST("localhost"),

    /** For another host, so that a client that checks identities must refuse it. */
    WRONG_NAME("wrong-name");

    private static final String STORE = "test-only-keys-trust-nowhere.p12";
    private static final String PASSWORD = "test-only";

    private final String alias;

    SmtpTestCertificate(String alias) {
        this.alias = alias;
    }

    /** Returns the side that shows the certificate. */
    SSLContext server() {
        try {
            KeyStore keys = empty();
            char[] password = PASSWORD.toCharArray();
            KeyStore published = published();
            keys.setKeyEntry(alias, published.getKey(alias, password), password, published.getCertificateChain(alias));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the test kit's own certificate '" + alias + "' cannot be used", e);
        }
    }

    /** Returns the side that trusts the certificate, and no other. */
    SSLContext client() {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry(alias, published().getCertificate(alias));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the test kit's own certificate '" + alias + "' cannot be used", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore published() throws GeneralSecurityException, IOException {
        try (InputStream in = SmtpTestCertificate.class.getResourceAsStream(STORE)) {
            if (in == null) {
                throw new IOException("resource " + STORE + " is missing");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }
}
