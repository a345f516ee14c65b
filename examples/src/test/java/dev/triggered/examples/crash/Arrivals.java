package dev.triggered.examples.crash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the sink took: for each recipient and Message-ID, in which life of its client each copy came. Thread-safe. */
final class Arrivals {
    private final Map<String, StringBuilder> lives = new TreeMap<>();
    private int life;
    private int connections;

    synchronized void add(String recipient, String messageId) {
        lives.computeIfAbsent(recipient + " " + messageId, key -> new StringBuilder())
                .append(' ')
                .append(life);
    }

    synchronized void opened() {
        connections++;
    }

    synchronized void closed() {
        connections--;
        notifyAll();
    }

    /** Waits until all that a dead client had written is read, and begins the next life. */
    synchronized void settle() {
        try {
            while (connections > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        life++;
    }

    /** Returns how many different messages came. */
    synchronized int count() {
        return lives.size();
    }

    /** Returns a line for each message, as {@link Arrival#parse} reads it. */
    synchronized List<String> lines() {
        return lives.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue())
                .collect(Collectors.toList());
    }
}
