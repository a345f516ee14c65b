package dev.triggered.testkit;

import dev.triggered.EmailAddress;
import dev.triggered.PlainData;
import dev.triggered.Recipient;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.Progress;
import dev.triggered.spi.Waker;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A new store for each test, and the steps that tests of programs take. */
abstract class ProgramScenarios {
    static final Instant START = Samples.START;
    static final String PROGRAM = "welcome";
    static final EmailAddress JANE = EmailAddress.parse("jane@example.com");

    final ManualClock clock = ManualClock.at(START);
    private final Supplier<MailStore> factory;
    private MailStore store;

    ProgramScenarios(Supplier<MailStore> factory) {
        this.factory = factory;
    }

    @BeforeEach
    void open() {
        store = factory.get();
        store.open(clock, Waker.none());
    }

    @AfterEach
    void close() {
        store.close();
    }

    final ProgramStore programs() {
        return store.programs();
    }

    static Plan plan(String program, int number) {
        return new Plan(program, number, List.of("greet", "a-week", "ask"), List.of("paid"));
    }

    static Position ready(long second) {
        return Position.before("greet", START.plusSeconds(second));
    }

    static Enrolment enrolment(EmailAddress contact, String program, Position position) {
        return new Enrolment(new EnrolmentId(Samples.id().value()), program, contact, START, position);
    }

    static Baggage baggage(String order) {
        return new Baggage(
                new Recipient.ByAddress(JANE.toString()),
                PlainData.empty().with("order", order),
                Set.of(),
                Locale.ROOT,
                Instant.MAX);
    }

    /** Returns an enrolment of Jane that is due so many seconds after the start. */
    static NewEnrolment due(long second) {
        return of(enrolment(JANE, PROGRAM, ready(second)));
    }

    static NewEnrolment of(Enrolment enrolment) {
        return NewEnrolment.of(enrolment, 1, baggage("4711"));
    }

    static NewArrival paid(EmailAddress contact, long second) {
        return new NewArrival(
                contact, Set.of(PROGRAM), new Arrival("paid", START.plusSeconds(second), baggage("paid"), 0));
    }

    final Admission accept(NewEnrolment enrolment) {
        return programs().accept(List.of(enrolment), List.of()).get(0);
    }

    final EnrolmentId accepted(NewEnrolment enrolment) {
        accept(enrolment);
        return id(enrolment);
    }

    final void arrive(NewArrival arrival) {
        programs().accept(List.of(), List.of(arrival));
    }

    static EnrolmentId id(NewEnrolment enrolment) {
        return enrolment.enrolment().id();
    }

    /** Claims what is due so many seconds after the start. */
    final List<DueEnrolment> claim(long second, int limit) {
        return programs().claim(List.of(plan(PROGRAM, 1)), START.plusSeconds(second), limit);
    }

    final List<EnrolmentId> claimIds(long second, int limit) {
        return ids(claim(second, limit));
    }

    static List<EnrolmentId> ids(List<DueEnrolment> due) {
        return due.stream().map(each -> each.enrolment().id()).toList();
    }

    final DueEnrolment claimed() {
        return claim(0, 1).get(0);
    }

    /** Returns the advance of a claimed enrolment to a position, with one entry. */
    static Advance to(DueEnrolment from, Position to) {
        return new Advance(from, to, from.progress(), from.baggage(), new Advance.Notes(List.of(entry(to)), List.of()));
    }

    static Advance to(DueEnrolment from, Position to, Progress progress) {
        return new Advance(from, to, progress, from.baggage(), new Advance.Notes(List.of(), List.of()));
    }

    static HistoryEntry entry(Position at) {
        return new HistoryEntry(START, at.step(), Happening.MAIL_TRIGGERED, "a note");
    }

    static Position waiting(long second) {
        return Position.waiting("a-week", START.plusSeconds(second));
    }

    static Position ended() {
        return Position.ended(Standing.COMPLETED, "ask", START);
    }

    final boolean advance(Advance advance) {
        return programs().advance(List.of(advance), START).get(0).isDone();
    }

    final EnrolmentHistory history(EnrolmentId id) {
        return programs().find(id).orElseThrow(() -> new AssertionError("the store does not know " + id));
    }
}
