package dev.triggered;

import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Advance;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.StepCount;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The programs of a {@link ShakyStore}. */
final class ShakyPrograms implements ProgramStore {
    private final ProgramStore inner;
    private final Consumer<String> require;
    private final AtomicInteger failures = new AtomicInteger();
    private final List<NewEnrolment> uncommitted = new ArrayList<>();
    private final List<NewArrival> arriving = new ArrayList<>();

    ShakyPrograms(ProgramStore inner, Consumer<String> require) {
        this.inner = inner;
        this.require = call -> {
            try {
                require.accept(call);
            } catch (StoreException e) {
                failures.incrementAndGet();
                throw e;
            }
        };
    }

    /** Returns how many calls have failed. */
    int failures() {
        return failures.get();
    }

    void commit() {
        inner.accept(uncommitted, arriving);
        rollback();
    }

    void rollback() {
        uncommitted.clear();
        arriving.clear();
    }

    @Override
    public List<Plan> register(Plan wanted) {
        return inner.register(wanted);
    }

    @Override
    public List<Plan> plans() {
        return inner.plans();
    }

    @Override
    public List<Admission> accept(List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        require.accept("enrol");
        return inner.accept(enrolments, arrivals);
    }

    @Override
    public List<Admission> accept(Connection transaction, List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        require.accept("enrol");
        uncommitted.addAll(enrolments);
        arriving.addAll(arrivals);
        return enrolments.stream().map(inner::probe).toList();
    }

    @Override
    public Admission probe(NewEnrolment enrolment) {
        return inner.probe(enrolment);
    }

    @Override
    public List<DueEnrolment> claim(List<Plan> programs, Instant now, int limit) {
        require.accept("claim enrolments");
        return inner.claim(programs, now, limit);
    }

    @Override
    public Optional<Instant> nextDue(List<Plan> programs) {
        require.accept("next enrolment");
        return inner.nextDue(programs);
    }

    @Override
    public List<Advanced> advance(List<Advance> advances, Instant now) {
        require.accept("advance");
        return inner.advance(advances, now);
    }

    @Override
    public boolean move(EnrolmentId id, Position to, int plan, HistoryEntry entry) {
        return inner.move(id, to, plan, entry);
    }

    @Override
    public List<StepCount> counts() {
        return inner.counts();
    }

    @Override
    public EnrolmentPage find(EnrolmentQuery query) {
        return inner.find(query);
    }

    @Override
    public List<Enrolment> of(EmailAddress contact, int limit) {
        return inner.of(contact, limit);
    }

    @Override
    public Optional<EnrolmentHistory> find(EnrolmentId id) {
        return inner.find(id);
    }
}
