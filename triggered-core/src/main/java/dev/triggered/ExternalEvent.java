package dev.triggered;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * An identifier that links an action in the host application, a purchase or a password reset, to mail streams. Immutable.
 *
 * <p>An event may declare its data: what every trigger {@linkplain #requires gives}, what some {@linkplain #allows give}, or a
 * Java type which {@linkplain #carries says both}. A stream whose template asks for anything else is refused when it
 * is launched, not when a customer waits for the mail. An event that declares nothing is not checked at launch; at the trigger
 * the template's needs are checked in any case.
 */
public final class ExternalEvent {
    private final String name;
    private final DataContract contract;
    private final Set<String> secrets;

    private ExternalEvent(String name, DataContract contract, Set<String> secrets) {
        this.name = name;
        this.contract = contract;
        this.secrets = secrets;
    }

    /**
     * Returns an event without a declared contract.
     *
     * @param name its unique name, 1 to 100 printable characters
     * @return the event
     */
    public static ExternalEvent named(String name) {
        return new ExternalEvent(Names.require("an event", name), DataContract.undeclared(), Set.of());
    }

    /**
     * Returns an event from its parts, as a store gives it back.
     *
     * @param name its unique name, 1 to 100 printable characters
     * @param contract what it declares
     * @param secrets the paths that hold secrets
     * @return the event
     */
    public static ExternalEvent of(String name, DataContract contract, Set<String> secrets) {
        return new ExternalEvent(
                Names.require("an event", name), contract, Collections.unmodifiableSet(new TreeSet<>(secrets)));
    }

    /**
     * Returns this event with paths that every trigger must give.
     *
     * @param paths such as {@code order.number}; a path through a list names what each of its items has: {@code order.items.name}
     * @return a new event
     */
    public ExternalEvent requires(String... paths) {
        return new ExternalEvent(name, contract.requiring(Arrays.asList(paths)), secrets);
    }

    /**
     * Returns this event with paths that a trigger may give: a template may ask whether they are there.
     *
     * @param paths such as {@code order.voucher}
     * @return a new event
     */
    public ExternalEvent allows(String... paths) {
        return new ExternalEvent(name, contract.allowing(Arrays.asList(paths)), secrets);
    }

    /**
     * Returns this event with a value of a Java type: every trigger must give the value, and a template may ask for whatever
     * the type gives, by the names that Jackson writes.
     *
     * @param value the name of the value, as it is given to {@link Trigger#with}
     * @param type a record or a bean; its components or properties, and theirs in turn, are the paths
     * @return a new event
     * @throws IllegalArgumentException if the type does not say what it gives
     */
    public ExternalEvent carries(String value, Class<?> type) {
        return new ExternalEvent(name, contract.carrying(value, type), secrets);
    }

    /**
     * Returns this event with paths that hold secrets, such as a reset link: they are erased when the message has ended, and
     * are never shown.
     *
     * @param paths such as {@code link}
     * @return a new event
     */
    public ExternalEvent secret(String... paths) {
        Set<String> next = new TreeSet<>(secrets);
        next.addAll(DataContract.requirePaths(Arrays.asList(paths)));
        return new ExternalEvent(name, contract, Collections.unmodifiableSet(next));
    }

    /**
     * Returns the name.
     *
     * @return the unique name
     */
    public String name() {
        return name;
    }

    /**
     * Returns what data the event declares.
     *
     * @return the contract; it {@linkplain DataContract#isDeclared() declares} nothing unless this event was told
     */
    public DataContract contract() {
        return contract;
    }

    /**
     * Returns the paths that hold secrets.
     *
     * @return an unmodifiable set, sorted
     */
    public Set<String> secrets() {
        return secrets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExternalEvent event
                && name.equals(event.name)
                && contract.equals(event.contract)
                && secrets.equals(event.secrets);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "ExternalEvent[" + name + "]";
    }
}
