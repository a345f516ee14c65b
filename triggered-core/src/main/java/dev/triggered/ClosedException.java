package dev.triggered;

/** Thrown by a call on a {@link TriggeredMail} that was closed: nothing was kept and nothing will be sent. */
public final class ClosedException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ClosedException() {
        super("this TriggeredMail was closed: trigger before close(), or start another one");
    }
}
