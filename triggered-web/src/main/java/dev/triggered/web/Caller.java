package dev.triggered.web;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who was recognised: a person or an application.
 *
 * @param name the name that stands on record for what is changed, 1 to 100 printable characters
 * @param roles what may be done; nothing, where there are none
 */
public record Caller(String name, Set<Role> roles) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,100}");

    /**
     * Checks and copies the components.
     *
     * @param name as for the record
     * @param roles as for the record
     * @throws IllegalArgumentException if the name is blank, too long or not printable
     */
    public Caller {
        if (name.isBlank() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a caller has 1 to 100 printable characters, this one has "
                    + name.length() + " or others");
        }
        roles = Set.copyOf(roles);
    }

    /**
     * Creates a caller.
     *
     * @param name as for the record
     * @param roles as for the record
     * @return the caller
     */
    public static Caller of(String name, Role... roles) {
        return new Caller(name, Set.of(roles));
    }

    /**
     * Says whether a role is held; an operator is a viewer too.
     *
     * @param role the role that is asked for
     * @return {@code true} if the caller has it
     */
    public boolean is(Role role) {
        return roles.contains(role) || (role == Role.VIEWER && roles.contains(Role.OPERATOR));
    }
}
