package dev.triggered;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The data that an event declares, as paths: dotted names from the trigger's data down, where a path through a list names what
 * each of its items has. Immutable.
 */
public final class DataContract {
    private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");
    private static final DataContract UNDECLARED = new DataContract(new TreeSet<>(), new TreeSet<>());
    private static final String ANYTHING = ".*";

    private final Set<String> required;
    private final Set<String> given;

    private DataContract(SortedSet<String> required, SortedSet<String> given) {
        this.required = Collections.unmodifiableSet(required);
        this.given = Collections.unmodifiableSet(given);
    }

    static DataContract undeclared() {
        return UNDECLARED;
    }

    /**
     * Returns a contract from its parts, as a store gives it back.
     *
     * @param required as {@link #required()} says
     * @param given as {@link #given()} says
     * @return the contract
     */
    public static DataContract of(Set<String> required, Set<String> given) {
        return given.isEmpty() ? UNDECLARED : new DataContract(new TreeSet<>(required), new TreeSet<>(given));
    }

    /**
     * Returns everything that a trigger gives or may give.
     *
     * @return an unmodifiable set, sorted; a path that ends in {@code .*} stands for everything below it
     */
    public Set<String> given() {
        return given;
    }

    DataContract requiring(Collection<String> paths) {
        return plus(requirePaths(paths), requirePaths(paths));
    }

    DataContract allowing(Collection<String> paths) {
        return plus(Set.of(), requirePaths(paths));
    }

    DataContract carrying(String value, Class<?> type) {
        requirePaths(List.of(value));
        return plus(Set.of(value), TypePaths.of(value, type));
    }

    /**
     * Says whether the event declares anything.
     *
     * @return {@code false} for an event that may carry any data
     */
    public boolean isDeclared() {
        return !given.isEmpty();
    }

    /**
     * Returns the paths that every trigger must give.
     *
     * @return an unmodifiable set, sorted
     */
    public Set<String> required() {
        return required;
    }

    /**
     * Says whether a template may ask for a path.
     *
     * @param path a path from the trigger's data down, without {@code event.}
     * @return {@code true} if it, or something below it, is declared, or if nothing is declared at all
     */
    public boolean gives(String path) {
        if (!isDeclared() || given.contains(path)) {
            return true;
        }
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            if (given.contains(path.substring(0, dot) + ANYTHING)) {
                return true;
            }
        }
        return given.stream().anyMatch(declared -> declared.startsWith(path + "."));
    }

    /**
     * Returns the required paths that data lacks.
     *
     * @param data the data of a trigger
     * @return the paths, sorted, whose value is absent or {@code null}, in some item at least where a path goes through a list
     */
    public List<String> missing(PlainData data) {
        return required.stream()
                .filter(path -> !isGiven(data.asMap(), List.of(path.split("\\."))))
                .toList();
    }

    private static boolean isGiven(Object value, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        if (value instanceof List<?> items) {
            return items.stream().allMatch(item -> item != null && isGiven(item, path));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return false;
        }
        Object next = map.get(path.get(0));
        return next != null && isGiven(next, path.subList(1, path.size()));
    }

    /** Marks a path below which anything may be asked for. */
    static String anythingBelow(String path) {
        return path + ANYTHING;
    }

    static Set<String> requirePaths(Collection<String> paths) {
        for (String path : paths) {
            if (!PATH.matcher(path).matches() || path.indexOf('*') >= 0) {
                throw new IllegalArgumentException("a path is names with dots between them, such as order.number,"
                        + " and no pattern: '" + Text.excerpt(path, 80) + "'");
            }
        }
        return new LinkedHashSet<>(paths);
    }

    private DataContract plus(Set<String> alsoRequired, Set<String> alsoGiven) {
        SortedSet<String> nextRequired = new TreeSet<>(required);
        nextRequired.addAll(alsoRequired);
        SortedSet<String> nextGiven = new TreeSet<>(given);
        nextGiven.addAll(alsoGiven);
        return new DataContract(nextRequired, nextGiven);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataContract contract
                && required.equals(contract.required)
                && given.equals(contract.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    @Override
    public String toString() {
        return "DataContract" + given;
    }
}
