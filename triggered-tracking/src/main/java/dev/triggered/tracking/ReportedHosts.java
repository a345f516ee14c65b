package dev.triggered.tracking;

/**
 * The servers that a report names, by name or address, as reported.
 *
 * @param reporting the server that reports; empty where it is not told
 * @param remote the server that it spoke to; empty where there was none or it is not told
 */
public record ReportedHosts(String reporting, String remote) {
    static final ReportedHosts NONE = new ReportedHosts("", "");
}
