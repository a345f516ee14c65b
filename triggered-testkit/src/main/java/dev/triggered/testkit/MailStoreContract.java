package dev.triggered.testkit;

import dev.triggered.spi.MailStore;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link MailStore} keeps to, as tests: a test class of an implementation extends this one.
 *
 * <pre>{@code
 * class AcmeStoreTest extends MailStoreContract {
 *     @Override
 *     protected MailStore createStore() {
 *         return new AcmeStore(emptyDatabase());
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li><b>Accepting</b>: every message is answered, in order; what a mail is made from comes back as it was; a repeated
 *       occurrence is kept once and answered with the first message, within one batch too; a probe keeps nothing.
 *   <li><b>Claiming</b>: by priority, and of one priority what is due longest comes first, up to the limit, lane by lane, and
 *       never before its time; what was handed over, claimed or begun is given to nobody until it is released or retried.
 *   <li><b>Parking</b>: what a quiet stream has is held until the stream goes on.
 *   <li><b>Suppressing</b>: no message to an address is accepted or begun from when its suppression was added, whoever asks.
 *   <li><b>Listing</b>: the suppressions come back as they were, in order, page by page.
 *   <li><b>Sparing</b>: the same with the engine on top of the store, from files and to files.
 *   <li><b>Registering</b>: streams and events, their versions and changes come back as they were, and no change is lost.
 *   <li><b>Broadcasting</b>: a broadcast is run by one at a time, comes back as it was, and knows its messages; a durable store
 *       remembers whom it wrote to for as long as it may go on.
 *   <li><b>Sending</b>: the life of a broadcast, with the engine on top of the store.
 *   <li><b>Living</b>: the whole life of a stream, with the engine on top of the store.
 *   <li><b>Recording</b>: an end is an end, a retry comes back at its time, each attempt is remembered; what nobody has claimed
 *       takes no outcome.
 *   <li><b>Returning</b>: a message comes back once in each way, with what follows from it, whatever the order of the reports; a
 *       response is kept once.
 *   <li><b>Searching</b>: messages are found by recipient, stream, state and time, the newest first, page by page.
 *   <li><b>Reporting</b>: everything is counted once, in its minute, hour and day, whatever many threads do; others' domains are
 *       counted together; what is over is forgotten.
 *   <li><b>Noticing</b>: who subscribes is told of each state and each response that it wants, once for each step, of one message in order, and again where a
 *       lease has ended.
 *   <li><b>Reviving</b>: one message that is not begun is called back from whoever has it; what ended without being sent is found, and
 *       waits again as itself; what was sent is copied.
 *   <li><b>Redelivering</b>: cancelling, retrying and resending, with the engine on top of the store.
 *   <li><b>Racing</b>: one of many repetitions is kept, and each message is given once, whatever many threads do.
 *   <li><b>Wandering</b>: thousands of steps by chance, compared with a simple model.
 * </ul>
 *
 * <p>The store is asked to measure time by the {@link dev.triggered.spi.TimeSource} that it was opened with. Times are given to
 * it in microseconds at the finest. What holds when a store is full is a contract of its own: {@link MailStoreOverloadContract}.
 */
public abstract class MailStoreContract {
    /** For implementations. */
    protected MailStoreContract() {}

    /**
     * Creates an empty store, once for each test and after the {@code @BeforeEach} methods of the implementation. It is opened
     * and closed by the contract, and holds 2,000 messages at least.
     *
     * @return the store, not opened yet
     */
    protected abstract MailStore createStore();

    @Nested
    class Accepting extends StoreAccepting {
        Accepting() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Claiming extends StoreClaiming {
        Claiming() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Parking extends StoreParking {
        Parking() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Suppressing extends StoreSuppressing {
        Suppressing() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Listing extends StoreListing {
        Listing() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Sparing extends StoreSparing {
        Sparing() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Registering extends StoreRegistering {
        Registering() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Broadcasting extends StoreBroadcasting {
        Broadcasting() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Sending extends StoreSending {
        Sending() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Living extends StoreLiving {
        Living() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Recording extends StoreRecording {
        Recording() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Returning extends StoreReturning {
        Returning() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Searching extends StoreSearching {
        Searching() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Reporting extends StoreReporting {
        Reporting() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Noticing extends StoreNoticing {
        Noticing() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Reviving extends StoreReviving {
        Reviving() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Redelivering extends StoreRedelivering {
        Redelivering() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Racing extends StoreRacing {
        Racing() {
            super(MailStoreContract.this::createStore);
        }
    }

    @Nested
    class Wandering extends StoreWandering {
        Wandering() {
            super(MailStoreContract.this::createStore);
        }
    }
}
