package dev.triggered.web.bridge;

import dev.triggered.web.Caller;
import java.util.function.Supplier;

/**
 * Somebody who comes with a WSSE token.
 *
 * @param caller who that is
 * @param secret returns what the digest is made from
 */
public record WsseUser(Caller caller, Supplier<String> secret) {
    String knownSecret() {
        String known = secret.get();
        if (known == null || known.isBlank()) {
            throw new IllegalStateException("the secret of the user '" + caller.name() + "' is blank: give one");
        }
        return known;
    }

    @Override
    public String toString() {
        return "WsseUser[" + caller + "]";
    }
}
