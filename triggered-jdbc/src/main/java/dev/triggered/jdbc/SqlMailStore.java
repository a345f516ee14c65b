package dev.triggered.jdbc;

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
import java.time.Duration;
import java.time.InstantSource;

/** A store in a database. */
final class SqlMailStore implements MailStore {
    private final Database database;
    private final Holdings holdings = new Holdings();
    private final SqlOutbox outbox;
    private final SqlLog log;
    private final SqlRegistry registry;
    private final SqlPrograms programs;
    private final SqlSuppressions suppressions;
    private final SqlBroadcasts broadcasts;
    private final SqlReports reports;
    private final SqlFeedback feedback;
    private final SqlDeadLetters deadLetters;
    private final SqlNotices notices;
    private final Upkeep upkeep;
    private final Strays strays;
    private volatile InstantSource clock = () -> {
        throw new IllegalStateException("the store was not opened");
    };

    SqlMailStore(Database database, Duration keep) {
        this.database = database;
        this.outbox = new SqlOutbox(database, holdings, () -> clock.instant());
        Trimming trimming = new Trimming(database, keep);
        this.log = new SqlLog(database, trimming);
        this.registry = new SqlRegistry(database);
        this.programs = new SqlPrograms(database);
        this.suppressions = new SqlSuppressions(database, holdings);
        this.broadcasts = new SqlBroadcasts(database);
        this.deadLetters = new SqlDeadLetters(database);
        this.notices = new SqlNotices(database);
        this.reports = new SqlReports(database);
        this.feedback = new SqlFeedback(database, holdings);
        this.upkeep = new Upkeep(database, keep, trimming, reports, notices);
        this.strays = new Strays(database, holdings);
    }

    @Override
    public void open(TimeSource time, Waker waker) {
        clock = time;
        database.open(waker, holdings::forgetUnbegun, this::doubt);
        upkeep.start(time, () -> strays.letGo(waker));
    }

    private void doubt() {
        holdings.suspect();
        programs.doubt();
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
        return notices;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void close() {
        upkeep.close();
        database.close();
    }
}
