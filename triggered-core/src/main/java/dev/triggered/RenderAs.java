package dev.triggered;

/** From which version of its stream a message is made that had been accepted before the stream was resumed. */
public enum RenderAs {
    /** From the newest version, so that a mistake can be mended while the stream is paused. */
    AS_NOW,
    /** From the version by which it was triggered. */
    AS_TRIGGERED
}
