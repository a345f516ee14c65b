package dev.triggered.benchmarks;

import java.util.Arrays;
import java.util.stream.Stream;

/** The senders that are measured. */
enum SmtpSender {
    TRIGGERED("triggered"),
    TRIGGERED_PLATFORM("triggered, platform threads"),
    TRIGGERED_WINDOW_16("triggered, window of 16"),
    LIBRARY("triggered, from trigger to 250"),
    ANGUS("angus, kept open"),
    ANGUS_CONNECTING("angus, a connection per mail"),
    SPRING("spring, batches of 20"),
    SIMPLE_JAVA_MAIL("simple java mail, batch module"),
    VERTX("vert.x, pooled");

    private final String label;

    SmtpSender(String label) {
        this.label = label;
    }

    SmtpPeer connect(SmtpTarget target) {
        return switch (this) {
            case TRIGGERED -> new TriggeredPeer(target);
            case TRIGGERED_PLATFORM -> new TriggeredPeer(target, Thread::new);
            case TRIGGERED_WINDOW_16 -> new TriggeredPeer(target.window(16));
            case LIBRARY -> new LibraryPeer(target);
            case ANGUS -> AngusPeers.keptOpen(target);
            case ANGUS_CONNECTING -> AngusPeers.connecting(target);
            case SPRING -> SpringPeer.batches(target);
            case SIMPLE_JAVA_MAIL -> new SimpleJavaMailPeer(target);
            case VERTX -> new VertxPeer(target);
        };
    }

    String label() {
        return label;
    }

    /** Returns those that are somebody else's. */
    static Stream<SmtpSender> peers() {
        return Arrays.stream(values()).filter(sender -> sender.compareTo(ANGUS) >= 0);
    }

    /** Says whether it differs from all others on this JVM: platform threads are the default before Java 25. */
    boolean isPossible() {
        return this != TRIGGERED_PLATFORM || Runtime.version().feature() >= 25;
    }
}
