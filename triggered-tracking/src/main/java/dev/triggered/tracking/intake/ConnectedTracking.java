package dev.triggered.tracking.intake;

import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.response.ResponseTracking;
import dev.triggered.tracking.response.TrackingRequest;
import dev.triggered.tracking.response.TrackingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what comes back, and records it in the store of a {@link dev.triggered.TriggeredMail}. Thread-safe. */
public final class ConnectedTracking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedTracking.class);
    private static final long LONGEST_END_MILLIS = 10_000;

    private final BounceIntake intake;
    private final List<Worker> workers;
    private final Optional<ResponseTracking> responses;

    ConnectedTracking(BounceIntake intake, List<Worker> workers, Optional<ResponseTracking> responses) {
        this.intake = intake;
        this.workers = List.copyOf(workers);
        this.responses = responses;
    }

    /**
     * A mailbox that is read.
     *
     * @param reader who reads it
     * @param thread the thread that does
     */
    record Worker(MailboxReader reader, Thread thread) {}

    /**
     * Takes in a mail that came back, wherever it comes from. Whatever it holds, that takes bounded time and memory; it may be taken in
     * again, and counts once.
     *
     * @param mail the mail with its header, as it came; of more than 2 MiB the first ones count. Left open, and what is behind them unread
     * @return what was done
     * @throws IOException if the stream fails
     * @throws dev.triggered.StoreException if the store failed: the mail may be taken in again then
     */
    public IntakeResult accept(InputStream mail) throws IOException {
        return accept(mail.readNBytes(BounceReader.MOST_OCTETS));
    }

    /**
     * Takes in a mail that came back, as {@link #accept(InputStream)} does.
     *
     * @param mail the mail with its header, as it came; not changed
     * @return what was done
     * @throws dev.triggered.StoreException if the store failed: the mail may be taken in again then
     */
    public IntakeResult accept(byte[] mail) {
        return intake.accept(mail);
    }

    /**
     * Answers a reader's client, as {@link ResponseTracking#handle} does.
     *
     * @param request what is asked for
     * @return the answer
     * @throws IllegalStateException if no links are tracked
     */
    public TrackingResponse handle(TrackingRequest request) {
        return responses
                .orElseThrow(() -> new IllegalStateException(
                        "no links are tracked: say where they lead to with MailTracking.Builder.links"))
                .handle(request);
    }

    /**
     * Returns how many responses were not recorded, because too many waited or the store failed to the end.
     *
     * @return the number since the start
     */
    public long dropped() {
        return responses.map(ResponseTracking::dropped).orElse(0L);
    }

    /** Ends the reading of mailboxes, and then records what responses are there; waits at most ten seconds for each of them. */
    @Override
    public void close() {
        workers.forEach(worker -> worker.reader().end());
        try {
            for (Worker worker : workers) {
                worker.thread().join(LONGEST_END_MILLIS);
                if (worker.thread().isAlive()) {
                    LOG.warn("a mail server does not answer: its connection ends with its time limit");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        responses.ifPresent(ResponseTracking::close);
    }
}
