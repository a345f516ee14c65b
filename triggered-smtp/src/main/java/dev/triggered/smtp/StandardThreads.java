package dev.triggered.smtp;

import java.util.concurrent.ThreadFactory;

/**
 * The threads that measure best on this JVM (ADR 19): virtual ones from Java 25 on, else platform threads. The oldest Java that this
 * compiles on does not know virtual threads, so they are looked up by name.
 */
final class StandardThreads {
    private static final int FIRST_WITH_VIRTUAL = 25;

    private StandardThreads() {}

    static ThreadFactory factory() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL) {
            return Thread::new;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no virtual threads, although Java 21 brought them", e);
        }
    }
}
