package dev.triggered.examples.crash;

import java.util.List;
import java.util.stream.Stream;

/**
 * A message that came.
 *
 * @param number what was triggered
 * @param messageId its Message-ID
 * @param lives the life of the client in which each copy came, in their order
 */
record Arrival(long number, String messageId, List<Integer> lives) {
    Arrival {
        lives = List.copyOf(lives);
    }

    /** Reads a line such as {@code reader17@example.com <id@domain> 3 4}. */
    static Arrival parse(String line) {
        String[] parts = line.split(" ");
        List<Integer> lives = Stream.of(parts).skip(2).map(Integer::valueOf).toList();
        return new Arrival(numberOf(parts[0]), parts[1], lives);
    }

    static String recipient(long number) {
        return "reader" + number + "@example.com";
    }

    static long numberOf(String recipient) {
        return Long.parseLong(recipient.substring("reader".length(), recipient.indexOf('@')));
    }

    int duplicates() {
        return lives.size() - 1;
    }
}
