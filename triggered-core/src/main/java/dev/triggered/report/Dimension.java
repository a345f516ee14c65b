package dev.triggered.report;

/** What the rows of a report may be told apart by. */
public enum Dimension {
    /** The stream, by the name that it has now. */
    STREAM,
    /** The version of the stream. */
    VERSION,
    /** The lane. */
    LANE,
    /** The domain of the recipient; not for {@linkplain ReportPeriod#MINUTE minutes}. */
    DOMAIN
}
