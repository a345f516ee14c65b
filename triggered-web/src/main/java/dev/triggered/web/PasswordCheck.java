package dev.triggered.web;

import dev.triggered.OverloadedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks passwords, each right one once: hashing takes a good part of a second by intention, so that only a few are hashed at once, and
 * a few more wait; those that were right are remembered, as HMACs under a key of this process. Thread-safe.
 */
final class PasswordCheck {
    private static final int AT_ONCE = 4;
    private static final int MOST_WAITING = 16;
    private static final int REMEMBERED = 1_000;
    private static final long LONGEST_WAIT_SECONDS = 5;

    private final Map<String, PasswordHash> users;
    private final PasswordHash nobody = PasswordHash.ofNothing();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final SecretKeySpec key;
    private final Set<String> right = new HashSet<>();

    PasswordCheck(Map<String, PasswordHash> users) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.users = Map.copyOf(users);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    boolean isRight(String user, String password) {
        String proof = proof(user, password);
        synchronized (right) {
            if (right.contains(proof)) {
                return true;
            }
        }
        if (!hash(user, password)) {
            return false;
        }
        synchronized (right) {
            if (right.size() >= REMEMBERED) {
                right.clear();
            }
            boolean unused = right.add(proof);
        }
        return true;
    }

    private boolean hash(String user, String password) {
        try {
            if (places.getQueueLength() >= MOST_WAITING || !places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new OverloadedException("too many passwords are being checked: try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("interrupted before the password was checked: try again");
        }
        try {
            PasswordHash hash = users.get(user);
            return (hash == null ? nobody : hash).matches(password.toCharArray()) && hash != null;
        } finally {
            places.release();
        }
    }

    private String proof(String user, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(user.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) ':');
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
