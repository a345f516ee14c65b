package dev.triggered;

/**
 * An event as it is now.
 *
 * @param id the number that the system gave it, which stays when it is renamed
 * @param event the event
 */
public record EventInfo(long id, ExternalEvent event) {
    /**
     * Returns its name.
     *
     * @return the unique name
     */
    public String name() {
        return event.name();
    }
}
