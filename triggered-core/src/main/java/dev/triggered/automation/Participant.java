package dev.triggered.automation;

import dev.triggered.Contact;
import dev.triggered.PlainData;
import java.util.function.Supplier;

/** A contact in a program, about whom a {@linkplain Program.Builder#decide decision} is made. Valid during that call. */
public final class Participant {
    private final EventData event;
    private final Supplier<Contact> contact;

    /**
     * Creates a participant; the engine does.
     *
     * @param data the data that stays with the contact
     * @param contact finds the contact
     */
    public Participant(PlainData data, Supplier<Contact> contact) {
        this.event = new EventData(data);
        this.contact = contact;
    }

    /**
     * Returns the data of the event that started the program. What came with an event that was waited for stands in it under
     * {@code arrived.} and the name of the step that waited.
     *
     * @return the data
     */
    public EventData event() {
        return event;
    }

    /**
     * Returns the contact as it is now: the contact directory is asked each time this is called, unless the contact came with a
     * trigger.
     *
     * @return the contact; one of whom only the address is known where the directory does not know it any more
     */
    public Contact contact() {
        return contact.get();
    }

    /** Shows the names of the data only. */
    @Override
    public String toString() {
        return "Participant[" + event + "]";
    }
}
