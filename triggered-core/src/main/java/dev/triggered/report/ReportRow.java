package dev.triggered.report;

import java.time.Instant;

/**
 * A row of a report.
 *
 * @param start when its period begins
 * @param group what it is about
 * @param counts what was counted
 */
public record ReportRow(Instant start, Group group, Counts counts) {
    /**
     * What a row is about. What the query does not tell rows apart by is empty.
     *
     * @param stream the name of the stream; also empty for triggers that reached none
     * @param version the version of the stream; 0 where it is empty
     * @param lane the name of the lane
     * @param domain the domain of the recipients; also empty where it is not known, and {@code *} for those that have no row of their own
     */
    public record Group(String stream, int version, String lane, String domain) {
        /** All messages together. */
        public static final Group ALL = new Group("", 0, "", "");
    }
}
