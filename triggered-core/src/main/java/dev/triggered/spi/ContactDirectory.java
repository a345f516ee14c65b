package dev.triggered.spi;

import dev.triggered.Contact;
import java.util.Optional;

/**
 * Where the contacts are: the host's own store. Called on the thread that triggers, once for each stream that a trigger reaches
 * and that is no broadcast, by several threads at once. What it throws goes to the caller of {@code trigger}, and nothing is kept of that trigger.
 */
public interface ContactDirectory {
    /**
     * Finds a contact by the key of {@link dev.triggered.Trigger#toContact}.
     *
     * @param key the host's key
     * @return the contact, or empty if there is none
     */
    Optional<Contact> byKey(String key);

    /**
     * Finds a contact by its address, for a {@link dev.triggered.Trigger#to(String)}.
     *
     * @param address the address as it was given; one that mail can be sent to, perhaps with spaces around it
     * @return the contact, or empty if there is none; the address is a virtual contact then
     */
    default Optional<Contact> byAddress(String address) {
        return Optional.empty();
    }

    /**
     * Returns a directory without contacts: every address is a virtual contact, every key unknown.
     *
     * @return the directory
     */
    static ContactDirectory none() {
        return key -> Optional.empty();
    }
}
