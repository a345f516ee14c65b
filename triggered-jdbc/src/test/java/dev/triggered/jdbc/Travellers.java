package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.PlainData;
import dev.triggered.Recipient;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.ProgramStore.Advanced;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Contacts in a program, by small numbers. */
final class Travellers {
    static final Instant START = Letters.START;
    static final String PROGRAM = "journey";
    static final List<Plan> PLANS = List.of(new Plan(PROGRAM, 1, List.of("go", "wait"), List.of("paid")));

    private Travellers() {}

    static EnrolmentId id(long number) {
        return new EnrolmentId(Letters.id(number).value());
    }

    static EmailAddress contact(long number) {
        return EmailAddress.parse("traveller" + number + "@example.com");
    }

    /** Returns one who is due at the start. */
    static NewEnrolment traveller(long number) {
        return traveller(number, Position.before("go", START));
    }

    static NewEnrolment traveller(long number, Position position) {
        return NewEnrolment.of(new Enrolment(id(number), PROGRAM, contact(number), START, position), 1, baggage());
    }

    static Position waiting() {
        return Position.waiting("wait", START.plusSeconds(60));
    }

    static Position ended() {
        return Position.ended(Standing.COMPLETED, "wait", START);
    }

    static NewArrival paid(long number) {
        return new NewArrival(contact(number), Set.of(PROGRAM), new Arrival("paid", START, baggage(), 0));
    }

    private static Baggage baggage() {
        return new Baggage(
                new Recipient.ByKey("key"),
                PlainData.empty().with("code", "s3cret"),
                Set.of("code"),
                Locale.ROOT,
                Instant.MAX);
    }

    static void enrol(ProgramStore store, long... numbers) {
        for (long number : numbers) {
            store.accept(List.of(traveller(number)), List.of());
        }
    }

    static void arrive(ProgramStore store, long number) {
        store.accept(List.of(), List.of(paid(number)));
    }

    static List<DueEnrolment> claim(ProgramStore store) {
        return store.claim(PLANS, START, 100);
    }

    static List<EnrolmentId> claimIds(ProgramStore store) {
        return claim(store).stream().map(due -> due.enrolment().id()).toList();
    }

    static Advance to(DueEnrolment due, Position position) {
        HistoryEntry entry = new HistoryEntry(START, position.step(), Happening.DECIDED, "");
        return new Advance(due, position, due.progress(), due.baggage(), new Advance.Notes(List.of(entry), List.of()));
    }

    static Advanced advance(ProgramStore store, DueEnrolment due, Position position) {
        return store.advance(List.of(to(due, position)), START).get(0);
    }
}
