package dev.triggered.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What all senders do beside each other.
 *
 * @param name its name in the figures
 * @param port the sink's port
 * @param attachment whether each mail has an attachment of 40 KB
 * @param quick whether it is part of a quick run
 * @param senders who takes part
 */
record SmtpScenario(String name, String port, boolean attachment, boolean quick, Set<SmtpSender> senders) {
    /** The connections of each sender. */
    static final int CONNECTIONS = 16;

    /** The mails under way on each connection, where the sender can. */
    static final int WINDOW = 64;

    private static final Set<SmtpSender> POOLED = EnumSet.of(
            SmtpSender.TRIGGERED,
            SmtpSender.TRIGGERED_PLATFORM,
            SmtpSender.ANGUS,
            SmtpSender.SPRING,
            SmtpSender.SIMPLE_JAVA_MAIL,
            SmtpSender.VERTX);

    private static final Set<SmtpSender> DISTANT = EnumSet.copyOf(POOLED);

    static {
        DISTANT.add(SmtpSender.TRIGGERED_WINDOW_16);
    }

    /** All of them, in their order. */
    static final List<SmtpScenario> ALL = List.of(
            new SmtpScenario(
                    "loopback",
                    "chunking",
                    false,
                    true,
                    EnumSet.complementOf(EnumSet.of(SmtpSender.TRIGGERED_WINDOW_16))),
            new SmtpScenario("loopback_pipelining_only", "pipelining", false, false, POOLED),
            new SmtpScenario("rtt10ms", "chunking@10", false, true, DISTANT),
            new SmtpScenario("rtt10ms_pipelining_only", "pipelining@10", false, false, POOLED),
            new SmtpScenario("rtt50ms", "chunking@50", false, false, DISTANT),
            new SmtpScenario("attachment40k", "chunking", true, false, POOLED));

    /** Returns who takes part on this JVM. */
    List<SmtpSender> possible() {
        return Arrays.stream(SmtpSender.values())
                .filter(sender -> senders.contains(sender) && sender.isPossible())
                .toList();
    }
}
