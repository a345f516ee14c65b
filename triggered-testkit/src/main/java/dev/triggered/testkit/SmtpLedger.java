package dev.triggered.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a server has received so far, on all its connections. */
final class SmtpLedger {
    private static final int SHOWN = 20;

    private final boolean countOnly;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ReceivedMessage> messages = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private final List<SmtpConnectionLog> connections = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private int messageCount;
    private int open;

    SmtpLedger(boolean countOnly) {
        this.countOnly = countOnly;
    }

    SmtpConnectionLog opened() {
        lock.lock();
        try {
            open++;
            SmtpConnectionLog log = new SmtpConnectionLog(connections.size() + 1, countOnly);
            connections.add(log);
            changed.signalAll();
            return log;
        } finally {
            lock.unlock();
        }
    }

    void closed() {
        change(() -> open--);
    }

    void deliver(ReceivedMessage message) {
        String id = message.messageId().orElse("");
        change(() -> {
            messageCount++;
            messageIds.add(id);
            if (!countOnly) {
                messages.add(message);
            }
        });
    }

    void fail(Throwable failure) {
        change(() -> failures.add(failure));
    }

    List<Throwable> failures() {
        return read(() -> List.copyOf(failures));
    }

    List<ReceivedMessage> messages() {
        requireContents();
        return read(() -> List.copyOf(messages));
    }

    List<String> messageIds() {
        return read(() -> List.copyOf(messageIds));
    }

    int messageCount() {
        return read(() -> messageCount);
    }

    int connections() {
        return read(connections::size);
    }

    int open() {
        return read(() -> open);
    }

    SmtpConnectionLog connection(int number) {
        requireContents();
        return read(() -> {
            if (number < 1 || number > connections.size()) {
                throw new IllegalArgumentException(
                        "there were " + connections.size() + " connections, counted from 1, but not " + number);
            }
            return connections.get(number - 1);
        });
    }

    void awaitMessages(int count, Duration timeout) {
        await(() -> messageCount >= count, count + " messages", timeout);
    }

    void awaitOpen(int count, Duration timeout) {
        await(() -> open == count, count + " open connections", timeout);
    }

    private void await(BooleanSupplier condition, String expected, Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0 || !failures.isEmpty()) {
                    throw missed(expected, timeout);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + expected, e);
        } finally {
            lock.unlock();
        }
    }

    private AssertionError missed(String expected, Duration timeout) {
        String report = "expected " + expected + " within " + timeout + ", but there were " + messageCount
                + " messages, and " + open + " of " + connections.size() + " connections were open"
                + listed("messages", messages)
                + listed(
                        "last commands",
                        connections.stream()
                                .filter(log -> !log.lines().isEmpty())
                                .map(SmtpLedger::lastLine)
                                .toList())
                + listed("failures", failures);
        AssertionError error = new AssertionError(report);
        failures.forEach(error::addSuppressed);
        return error;
    }

    private static String lastLine(SmtpConnectionLog log) {
        List<String> lines = log.lines();
        String line = lines.get(lines.size() - 1);
        boolean secret = line.regionMatches(true, 0, "AUTH", 0, 4);
        return "connection " + log.number() + ": " + (secret ? "AUTH" : line);
    }

    private static String listed(String title, List<?> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        String more = entries.size() > SHOWN ? "\n  ... and " + (entries.size() - SHOWN) + " more" : "";
        return entries.stream()
                .limit(SHOWN)
                .map(Object::toString)
                .collect(Collectors.joining("\n  ", "\n" + title + ":\n  ", more));
    }

    private void requireContents() {
        if (countOnly) {
            throw new IllegalStateException("this server only counts: ask it for messageCount() and messageIds()");
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
