package dev.triggered.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that something begins to fail, and once that it works again, however often it is tried. Used by one thread. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String what;
    private int failures;

    Outage(String what) {
        this.what = what;
    }

    /** Takes note of a failure; returns how many there were in a row. */
    int failed(Throwable cause) {
        failures++;
        if (failures == 1) {
            LOG.warn("{} fails, and is tried again until it works: {}", what, cause.toString());
        }
        LOG.debug("{} failed {} times", what, failures, cause);
        return failures;
    }

    /** Takes note of a success, for which so many messages may have waited. */
    void over(int messages) {
        if (failures > 0) {
            LOG.info("{} works again after {} failures, for {} messages", what, failures, messages);
            failures = 0;
        }
    }

    int failures() {
        return failures;
    }
}
