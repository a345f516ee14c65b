package dev.triggered;

/**
 * Who uses an event.
 *
 * @param kind what kind of user it is
 * @param name its name
 */
public record EventUse(Kind kind, String name) {
    /** What may use an event. */
    public enum Kind {
        /** A mail stream that listens to it. */
        STREAM,
        /** A program that starts with it, waits for it or ends with it. */
        PROGRAM
    }

    @Override
    public String toString() {
        return (kind == Kind.STREAM ? "stream '" : "program '") + name + "'";
    }
}
