package dev.triggered.web.http;

import dev.triggered.web.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Returns the variables of a path, or nothing where it is another one. */
    Optional<Map<String, String>> match(List<String> segments) {
        String[] template = path.substring(1).split("/", -1);
        if (template.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                variables.put(template[i].substring(1, template[i].length() - 1), segments.get(i));
            } else if (!template[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
