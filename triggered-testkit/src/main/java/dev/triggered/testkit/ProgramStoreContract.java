package dev.triggered.testkit;

import dev.triggered.spi.MailStore;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link dev.triggered.spi.ProgramStore} keeps to, as tests: a test class of an implementation extends this one, beside
 * one that extends {@link MailStoreContract}.
 *
 * <ul>
 *   <li><b>Entering</b>: every enrolment is answered, in order; what a contact carries comes back as it was; a repeated occurrence is kept
 *       once; a program that takes a contact once has it once; an event reaches those who were there before it, and nobody else.
 *   <li><b>Claiming</b>: what is due longest comes first, up to the limit, of the programs that are asked for and by their plans at
 *       most; what was claimed is given to nobody, until it is advanced or its node claims again.
 *   <li><b>Advancing</b>: a position, a baggage, what happened and what was used up are kept together, or not at all; an end lets go
 *       of all that the contact carried; no event is lost that comes meanwhile.
 *   <li><b>Finding</b>: who is where, page by page, and what happened to whom.
 *   <li><b>Racing</b>: each step is given once, whatever many threads do.
 * </ul>
 *
 * <p>Times are given to the store in microseconds at the finest.
 */
public abstract class ProgramStoreContract {
    /** For implementations. */
    protected ProgramStoreContract() {}

    /**
     * Creates an empty store, once for each test and after the {@code @BeforeEach} methods of the implementation. It is opened
     * and closed by the contract, and holds 2,000 enrolments at least.
     *
     * @return the store, not opened yet
     */
    protected abstract MailStore createStore();

    @Nested
    class Entering extends ProgramEntering {
        Entering() {
            super(ProgramStoreContract.this::createStore);
        }
    }

    @Nested
    class Claiming extends ProgramClaiming {
        Claiming() {
            super(ProgramStoreContract.this::createStore);
        }
    }

    @Nested
    class Advancing extends ProgramAdvancing {
        Advancing() {
            super(ProgramStoreContract.this::createStore);
        }
    }

    @Nested
    class Finding extends ProgramFinding {
        Finding() {
            super(ProgramStoreContract.this::createStore);
        }
    }

    @Nested
    class Racing extends ProgramRacing {
        Racing() {
            super(ProgramStoreContract.this::createStore);
        }
    }
}
