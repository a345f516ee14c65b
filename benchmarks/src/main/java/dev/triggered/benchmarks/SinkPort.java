package dev.triggered.benchmarks;

import java.util.List;

/**
 * What one port of the sink is like.
 *
 * @param pipelining whether EHLO offers PIPELINING (RFC 2920)
 * @param chunking whether EHLO offers CHUNKING (RFC 3030)
 * @param hangs whether a connection is never answered again after a recipient at {@code dead.example}
 * @param roundTripMillis how long after what was asked an answer leaves
 */
record SinkPort(boolean pipelining, boolean chunking, boolean hangs, long roundTripMillis) {
    /** The ports that every sink has. */
    static final List<String> ALL = List.of(
            "chunking", "pipelining", "plain", "hanging", "chunking@10", "pipelining@10", "chunking@20", "chunking@50");

    /** Reads a name such as {@code chunking@10}: what is offered, and the milliseconds of a round trip. */
    static SinkPort named(String name) {
        String[] words = name.split("@", -1);
        long millis = words.length > 1 ? Long.parseLong(words[1]) : 0;
        return switch (words[0]) {
            case "chunking" -> new SinkPort(true, true, false, millis);
            case "pipelining" -> new SinkPort(true, false, false, millis);
            case "plain" -> new SinkPort(false, false, false, millis);
            case "hanging" -> new SinkPort(true, true, true, millis);
            default -> throw new IllegalArgumentException("no such port: " + name);
        };
    }

    /** Returns the reply to EHLO. */
    String greeting() {
        return "250-sink.example\r\n"
                + (pipelining ? "250-PIPELINING\r\n" : "")
                + (chunking ? "250-CHUNKING\r\n" : "")
                + "250-SIZE 100000000\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8\r\n";
    }
}
