package dev.triggered.testkit;

import dev.triggered.spi.Dispatcher;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Dispatcher} that speaks SMTP keeps to, as tests: a test class of an implementation extends this one.
 *
 * <pre>{@code
 * class AcmeDispatcherTest extends DispatcherContract {
 *     @Override
 *     protected Dispatcher dispatcherTo(ScriptedSmtpServer relay) {
 *         return new AcmeDispatcher(relay.host(), relay.port(), Duration.ofSeconds(1));
 *     }
 * }
 * }</pre>
 *
 * <p>Everything is tested against a relay that takes mails by BDAT (RFC 3030), against one that offers PIPELINING (RFC 2920)
 * without that, and against one that offers neither:
 *
 * <ul>
 *   <li><b>Replies</b>: a mail is accepted, deferred or refused as the relay says; deferred when the connection breaks before its
 *       last byte, uncertain when it breaks between that and the reply; and the lane goes on after each.
 *   <li><b>Content</b>: what arrives is what was given, one recipient, the same {@code Message-ID} for each attempt, and what
 *       {@link Dispatcher#compose} says; a mail that cannot be made is refused and never arrives in part.
 *   <li><b>Flow</b>: no more mails at once than the capacity; each is answered exactly once, truly, under load, among faults and
 *       when all is closed; lanes do not wait for each other.
 * </ul>
 */
public abstract class DispatcherContract {
    /** For implementations. */
    protected DispatcherContract() {}

    /**
     * Creates a dispatcher, once or twice for each test. It is closed by the contract.
     *
     * @param relay the relay to send to, which offers STARTTLS, demands no login, and takes mails without TLS as well. Waiting
     *     for it, or for what is under way at the end, lasts between 1 and 5 seconds
     * @return the dispatcher
     */
    protected abstract Dispatcher dispatcherTo(ScriptedSmtpServer relay);

    @Nested
    class Chunking extends DispatcherFlow {
        Chunking() {
            super(DispatcherContract.this::dispatcherTo);
        }
    }

    @Nested
    class Pipelining extends DispatcherFlow {
        Pipelining() {
            super(DispatcherContract.this::dispatcherTo, SmtpCapability.CHUNKING);
        }
    }

    @Nested
    class Plain extends DispatcherFlow {
        Plain() {
            super(DispatcherContract.this::dispatcherTo, SmtpCapability.CHUNKING, SmtpCapability.PIPELINING);
        }
    }
}
