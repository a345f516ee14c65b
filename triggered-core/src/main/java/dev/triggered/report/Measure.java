package dev.triggered.report;

/**
 * What is counted. Each says in which period it counts; what came after a message was sent counts in the period in which it was sent,
 * however late it came, so that rates are right.
 */
public enum Measure {
    /** Messages that were accepted, or held: when they were. */
    TRIGGERED,
    /** Messages that a relay took: when it did. */
    SENT,
    /** Attempts that were followed by another one: when they ended. */
    DEFERRED,
    /** Messages that ended as {@link dev.triggered.MessageState#FAILED}: when they did. */
    FAILED,
    /** Messages that ended as {@link dev.triggered.MessageState#UNCERTAIN}: when they did. */
    UNCERTAIN,
    /** Messages that ended as {@link dev.triggered.MessageState#EXPIRED}: when they did. */
    EXPIRED,
    /** Messages that ended as {@link dev.triggered.MessageState#CANCELLED}: when they did. */
    CANCELLED,
    /** Messages that ended as {@link dev.triggered.MessageState#SUPPRESSED}: when they did. */
    SUPPRESSED,
    /** Messages that came back {@linkplain dev.triggered.feedback.BounceClass#HARD hard}, each once: when they were sent. */
    HARD_BOUNCED,
    /** Messages that came back {@linkplain dev.triggered.feedback.BounceClass#SOFT soft}, each once: when they were sent. */
    SOFT_BOUNCED,
    /** Messages that came back because of the {@linkplain dev.triggered.feedback.BounceClass#BLOCK sender}, each once: when they were sent. */
    BLOCKED,
    /** Messages that their recipients complained about, each once: when they were sent. */
    COMPLAINED,
    /** Messages that a person opened, each once: when they were sent. */
    OPENED,
    /** Messages of which a person followed a link, each once: when they were sent. */
    CLICKED,
    /** How often persons opened messages: when these were sent. */
    OPENS,
    /** How often persons followed links of messages: when these were sent. */
    CLICKS,
    /** Messages that a machine opened, each once: when they were sent. */
    MACHINE_OPENED,
    /** Messages of which a machine followed a link, each once: when they were sent. */
    MACHINE_CLICKED,
    /** How often machines opened messages: when these were sent. */
    MACHINE_OPENS,
    /** How often machines followed links of messages: when these were sent. */
    MACHINE_CLICKS
}
