package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store behind {@link dev.triggered.InMemoryStore}. */
public final class InMemoryMailStore implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryMailStore.class);

    private final InMemoryReports reports = new InMemoryReports();
    private final InMemoryOutbox outbox;
    private final InMemoryLog log;
    private final InMemorySuppressions suppressions = new InMemorySuppressions();
    private final InMemoryRegistry registry = new InMemoryRegistry(suppressions);
    private final InMemoryPrograms programs;
    private final InMemoryBroadcasts broadcasts;
    private final InMemoryDeadLetters deadLetters;
    private final InMemoryFeedback feedback;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates an empty store.
     *
     * @param capacity how much it holds
     */
    public InMemoryMailStore(Capacity capacity) {
        outbox = new InMemoryOutbox(capacity, suppressions, reports);
        log = new InMemoryLog(outbox);
        programs = new InMemoryPrograms(capacity);
        broadcasts = new InMemoryBroadcasts(outbox.broadcasts());
        feedback = new InMemoryFeedback(outbox, suppressions, reports);
        deadLetters = new InMemoryDeadLetters(outbox, suppressions);
        outbox.notices().broadcasts(broadcasts::id);
    }

    @Override
    public void open(TimeSource time, Waker waker) {
        outbox.open(time);
        reports.open(time);
        LOG.warn(
                "mail is kept in memory only: what is not sent when this process ends is lost; a durable store keeps it");
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public MessageLog log() {
        return log;
    }

    @Override
    public StreamRegistry registry() {
        return registry;
    }

    @Override
    public ProgramStore programs() {
        return programs;
    }

    @Override
    public SuppressionList suppressions() {
        return suppressions;
    }

    @Override
    public BroadcastStore broadcasts() {
        return broadcasts;
    }

    @Override
    public FeedbackLog feedback() {
        return feedback;
    }

    @Override
    public ReportStore reports() {
        return reports;
    }

    @Override
    public DeadLetterOffice deadLetters() {
        return deadLetters;
    }

    @Override
    public NoticeLog notices() {
        return outbox.notices();
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void close() {
        int unsent = outbox.size();
        int enrolled = programs.size();
        if (closed.compareAndSet(false, true) && unsent + enrolled > 0) {
            LOG.warn(
                    "{} messages were not sent, {} contacts were in programs: they are lost with the store in memory",
                    unsent,
                    enrolled);
        }
    }
}
