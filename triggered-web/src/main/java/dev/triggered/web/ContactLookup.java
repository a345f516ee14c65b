package dev.triggered.web;

import dev.triggered.Contact;
import java.util.List;

/**
 * Finds contacts by a field of theirs, for a {@link Bridge}. Asked on the thread of the request, once for each contact that it names, by
 * many at once; it may block. What it throws ends the request with a 500, and nothing of it is triggered.
 */
@FunctionalInterface
public interface ContactLookup {
    /**
     * Finds the contacts whose field has a value.
     *
     * @param value the value, not empty
     * @return the contact; none where there is none, and two where there are several, as that is refused
     */
    List<Contact> find(String value);
}
