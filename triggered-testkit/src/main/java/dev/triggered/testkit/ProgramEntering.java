package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.MarketingOptIn;
import dev.triggered.PlainData;
import dev.triggered.Recipient;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who is kept, and whom an event reaches. */
abstract class ProgramEntering extends ProgramScenarios {
    private static final EmailAddress JOHN = EmailAddress.parse("john@example.com");

    ProgramEntering(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void answers_each_enrolment_in_the_order_of_asking() {
        EnrolmentId first = accepted(due(0).key(StoreScenarios.key(2, 1)));
        EnrolmentId running = accepted(of(enrolment(JOHN, "once", ready(0))).once());
        List<Admission> answers = programs()
                .accept(
                        List.of(
                                due(0).key(StoreScenarios.key(3, 1)),
                                due(0).key(StoreScenarios.key(2, 1)),
                                due(0),
                                due(0).key(StoreScenarios.key(2, 9)),
                                of(enrolment(JOHN, "once", ready(0))).once()),
                        List.of());
        assertThat(answers)
                .containsExactly(
                        new Admission.Kept(),
                        new Admission.Duplicate(first),
                        new Admission.Kept(),
                        new Admission.IdReused(first),
                        new Admission.Running(running));
        assertThat(claimIds(0, 10)).hasSize(3).contains(first);
    }

    @Test
    void answers_nothing_with_nothing() {
        assertThat(programs().accept(List.of(), List.of())).isEmpty();
    }

    @Test
    void gives_back_all_that_a_contact_carries() {
        for (Recipient recipient : List.of(
                new Recipient.ByAddress(" Jane@example.com"),
                new Recipient.ByKey("customer ü 4711"),
                new Recipient.Given(rich()))) {
            Baggage baggage = new Baggage(
                    recipient,
                    PlainData.empty()
                            .with("total", new BigDecimal("12.50"))
                            .with("lines", List.of(Map.of("sku", "✓ \"quoted\"\n"))),
                    Set.of("link", "arrived.confirmed.code"),
                    Locale.forLanguageTag("de-AT"),
                    START.plusMillis(3_600_001));
            EnrolmentId id = accepted(NewEnrolment.of(enrolment(JANE, PROGRAM, ready(0)), 1, baggage));
            DueEnrolment due = claimed();
            assertThat(due.enrolment().id()).isEqualTo(id);
            assertThat(described(due.baggage())).isEqualTo(described(baggage));
            advance(to(due, ended()));
        }
    }

    @Test
    void gives_back_the_enrolment_as_it_was() {
        NewEnrolment waits = of(enrolment(JANE, PROGRAM, waiting(-5)));
        accept(waits);
        DueEnrolment due = claimed();
        assertThat(due.enrolment()).isEqualTo(waits.enrolment());
        assertThat(due.progress().plan()).isEqualTo(1);
        assertThat(due.progress().mailed()).isFalse();
        assertThat(due.arrivals()).isEmpty();
    }

    @Test
    void keeps_a_repetition_once_even_when_the_first_one_has_ended() {
        EnrolmentId first = accepted(due(0).key(StoreScenarios.key(1, 1)));
        assertThat(accept(due(0).key(StoreScenarios.key(1, 1)))).isEqualTo(new Admission.Duplicate(first));
        advance(to(claimed(), ended()));
        assertThat(accept(due(0).key(StoreScenarios.key(1, 1)))).isEqualTo(new Admission.Duplicate(first));
        assertThat(accept(due(0).key(StoreScenarios.key(1, 2)))).isEqualTo(new Admission.IdReused(first));
        assertThat(claim(0, 10)).isEmpty();
    }

    @Test
    void has_a_contact_once_in_a_program_that_says_so_until_it_has_left() {
        NewEnrolment first = due(0).once();
        accept(first);
        EmailAddress shouting = EmailAddress.parse("JANE@Example.com");
        assertThat(accept(of(enrolment(shouting, PROGRAM, ready(0))).once()))
                .isEqualTo(new Admission.Running(id(first)));
        assertThat(accept(of(enrolment(JANE, "another", ready(0))).once())).isEqualTo(new Admission.Kept());
        assertThat(accept(of(enrolment(JOHN, PROGRAM, ready(0))).once())).isEqualTo(new Admission.Kept());
        programs().move(id(first), ended(), 0, entry(ended()));
        assertThat(accept(due(0).once())).isEqualTo(new Admission.Kept());
    }

    @Test
    void has_a_contact_any_number_of_times_in_another_program() {
        assertThat(List.of(accept(due(0)), accept(due(0)))).containsOnly(new Admission.Kept());
        assertThat(claim(0, 10)).hasSize(2);
    }

    @Test
    void says_what_it_would_do_and_keeps_nothing() {
        NewEnrolment asked = due(0).key(StoreScenarios.key(1, 1)).once();
        assertThat(programs().probe(asked)).isEqualTo(new Admission.Kept());
        assertThat(claim(0, 10)).isEmpty();
        accept(asked);
        assertThat(programs().probe(due(0).key(StoreScenarios.key(1, 1))))
                .isEqualTo(new Admission.Duplicate(id(asked)));
        assertThat(programs().probe(due(0).key(StoreScenarios.key(1, 2)))).isEqualTo(new Admission.IdReused(id(asked)));
        assertThat(programs().probe(due(0).once())).isEqualTo(new Admission.Running(id(asked)));
        assertThat(programs().probe(due(0))).isEqualTo(new Admission.Kept());
    }

    @Test
    void an_event_reaches_all_who_were_there_before_it_and_makes_them_due() {
        EnrolmentId ready = accepted(due(900));
        EnrolmentId waiting = accepted(of(enrolment(JANE, PROGRAM, waiting(800))));
        EnrolmentId other = accepted(of(enrolment(JANE, "another", ready(900))));
        EnrolmentId john = accepted(of(enrolment(JOHN, PROGRAM, ready(900))));
        arrive(paid(EmailAddress.parse("Jane@EXAMPLE.com"), 10));
        EnrolmentId late = accepted(due(900));

        List<DueEnrolment> due = claim(20, 10);
        assertThat(ids(due)).containsExactlyInAnyOrder(ready, waiting);
        assertThat(due).allSatisfy(each -> {
            assertThat(each.arrivals()).hasSize(1);
            Arrival arrival = each.arrivals().get(0);
            assertThat(arrival.event()).isEqualTo("paid");
            assertThat(arrival.at()).isEqualTo(START.plusSeconds(10));
            assertThat(arrival.baggage().data().asMap()).containsEntry("order", "paid");
        });
        assertThat(programs().claim(List.of(plan(PROGRAM, 1), plan("another", 1)), START.plusSeconds(1_000), 10))
                .filteredOn(each -> each.arrivals().isEmpty())
                .extracting(each -> each.enrolment().id())
                .containsExactlyInAnyOrder(other, john, late);
    }

    @Test
    void an_event_reaches_nobody_who_has_left() {
        EnrolmentId id = accepted(due(0));
        advance(to(claimed(), ended()));
        arrive(paid(JANE, 10));
        assertThat(claim(20, 10)).isEmpty();
        assertThat(history(id).enrolment().position()).isEqualTo(ended());
    }

    @Test
    void the_last_of_equal_events_is_kept_and_others_beside_it() {
        accept(due(900));
        arrive(paid(JANE, 10));
        arrive(new NewArrival(
                JANE, Set.of(PROGRAM, "another"), new Arrival("seen", START.plusSeconds(11), baggage("seen"), 0)));
        arrive(paid(JANE, 12));
        arrive(paid(JANE, 13));
        assertThat(claim(20, 1).get(0).arrivals())
                .extracting(arrival -> arrival.event() + " " + arrival.at())
                .containsExactly("seen " + START.plusSeconds(11), "paid " + START.plusSeconds(13));
    }

    @Test
    void shows_no_data_as_text() {
        Baggage secret = new Baggage(
                new Recipient.Given(rich()),
                PlainData.empty().with("code", "s3cret"),
                Set.of("code"),
                Locale.ROOT,
                START);
        NewEnrolment enrolment = NewEnrolment.of(enrolment(JANE, PROGRAM, ready(0)), 1, secret);
        accept(enrolment);
        arrive(new NewArrival(JANE, Set.of(PROGRAM), new Arrival("paid", START, secret, 0)));
        DueEnrolment due = claimed();
        assertThat(List.of(programs(), enrolment, due, history(due.enrolment().id())))
                .extracting(Object::toString)
                .noneMatch(text -> text.contains("s3cret"));
    }

    private static Contact rich() {
        return Contact.of("jane@example.com")
                .name("Jané Doe")
                .locale(Locale.forLanguageTag("de-AT"))
                .with("title", "Dr. s3cret")
                .marketingOptIn(MarketingOptIn.GIVEN);
    }

    private static List<Object> described(Baggage baggage) {
        Object recipient = baggage.recipient();
        if (baggage.recipient() instanceof Recipient.Given given) {
            Contact contact = given.contact();
            recipient = List.of(
                    contact.address(), contact.name(), contact.locale(), contact.fields(), contact.marketingOptIn());
        }
        return List.of(recipient, baggage.data(), baggage.secrets(), baggage.locale(), baggage.expires());
    }
}
