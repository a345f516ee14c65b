package dev.triggered;

import dev.triggered.engine.InMemoryMailStore;
import dev.triggered.spi.MailStore;
import java.time.Duration;

/**
 * A store in memory, for tests and first steps: what it holds is lost with the process, and it says so in the log when it is
 * opened. Its memory is bounded: a trigger that finds it full waits, and is then refused with an {@link OverloadedException}. What ended
 * mails were made from is kept for the {@link Retention} of their streams, as long as it fits.
 */
public final class InMemoryStore {
    private InMemoryStore() {}

    /**
     * Creates a store with the standard capacity.
     *
     * @return the store
     */
    public static MailStore create() {
        return holding(Capacity.standard());
    }

    /**
     * Creates a store for so many messages.
     *
     * @param messages the most messages that wait or are being sent, at least 1
     * @return the store
     */
    public static MailStore holding(int messages) {
        return holding(Capacity.standard().messages(messages));
    }

    /**
     * Creates a store with a capacity.
     *
     * @param capacity how much it holds
     * @return the store
     */
    public static MailStore holding(Capacity capacity) {
        return new InMemoryMailStore(capacity);
    }

    /**
     * How much a store in memory holds. The same numbers bound the contacts in programs, apart from the messages; a trigger that
     * finds no room among those does not wait.
     *
     * @param messages the most messages that wait or are being sent; 100,000 by default
     * @param bytes the most bytes of their data and of attachments held in memory, and apart from those, of ended messages that may be sent
     *     again; 64,000,000 by default
     * @param ended how many ended messages are remembered, with their histories and trigger ids; 10,000 by default
     * @param patience how long a trigger waits for room; 10 seconds by default
     */
    public record Capacity(int messages, long bytes, int ended, Duration patience) {
        /**
         * Checks and copies the components.
         *
         * @param messages as for the record
         * @param bytes as for the record
         * @param ended as for the record
         * @param patience as for the record
         */
        public Capacity {
            if (messages < 1 || bytes < 1 || ended < 0 || patience.isNegative()) {
                throw new IllegalArgumentException("a store holds at least one message and one byte, and waits no"
                        + " negative time: " + messages + ", " + bytes + ", " + ended + ", " + patience);
            }
        }

        /**
         * Returns the capacity that holds by default.
         *
         * @return 100,000 messages, 64 MB, 10,000 ended ones, 10 seconds
         */
        public static Capacity standard() {
            return new Capacity(100_000, 64_000_000, 10_000, Duration.ofSeconds(10));
        }

        /**
         * Returns this capacity for another number of messages.
         *
         * @param most the most messages that wait or are being sent, at least 1
         * @return a new capacity
         */
        public Capacity messages(int most) {
            return new Capacity(most, bytes, ended, patience);
        }

        /**
         * Returns this capacity for another number of bytes.
         *
         * @param most the most bytes of data and of attachments held in memory, at least 1
         * @return a new capacity
         */
        public Capacity bytes(long most) {
            return new Capacity(messages, most, ended, patience);
        }

        /**
         * Returns this capacity with another memory of ended messages.
         *
         * @param most how many ended messages are remembered
         * @return a new capacity
         */
        public Capacity ended(int most) {
            return new Capacity(messages, bytes, most, patience);
        }

        /**
         * Returns this capacity with another patience.
         *
         * @param time how long a trigger waits for room; zero to refuse at once
         * @return a new capacity
         */
        public Capacity patience(Duration time) {
            return new Capacity(messages, bytes, ended, time);
        }
    }
}
