package dev.triggered.web.http;

import dev.triggered.web.Role;
import java.util.Set;

/**
 * What answers a method of a path.
 *
 * @param method the method; {@code HEAD} is answered where {@code GET} is
 * @param path the path with its variables, such as {@code /api/v1/streams/{stream}}
 * @param roles who may ask: whoever has one of them
 * @param takes what content it takes
 * @param handler answers
 */
public record Route(String method, String path, Set<Role> roles, Takes takes, Handler handler) {
    /**
     * Checks and copies the components.
     *
     * @param method as for the record
     * @param path as for the record
     * @param roles as for the record
     * @param takes as for the record
     * @param handler as for the record
     */
    public Route {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("nobody may ask for " + method + " " + path);
        }
    }
}
