package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Position;
import dev.triggered.automation.Program;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides which programs a trigger starts, and those in which programs it reaches. Keeps nothing. */
final class ProgramGate {
    private final ProgramRules rules;
    private final AddressBook addresses;
    private final MessageIds ids;

    ProgramGate(ProgramRules rules, AddressBook addresses, MessageIds ids) {
        this.rules = rules;
        this.addresses = addresses;
        this.ids = ids;
    }

    /** Returns the names of the streams that an event leaves to the programs which it starts. */
    Set<String> takenOver(ExternalEvent event) {
        Set<String> streams = new LinkedHashSet<>();
        startedBy(event).forEach(program -> streams.addAll(program.streams()));
        return streams;
    }

    /**
     * Returns a ruling for each program that a trigger starts, and one for all those that it reaches.
     *
     * @param check what holds for each answer, whoever gives it
     */
    List<Ruling> rule(ExternalEvent event, Occurrence occurrence, Function<Question, Optional<Answer>> check) {
        List<Program> started = startedBy(event);
        Set<String> reached = reachedBy(event, started);
        List<Question> questions = new ArrayList<>();
        started.forEach(program -> questions.add(occurrence.question(program.name())));
        reached.forEach(program -> questions.add(occurrence.question(program)));
        if (questions.isEmpty()) {
            return List.of();
        }
        EmailAddress contact;
        try {
            contact = addresses.resolve(occurrence.trigger).address();
        } catch (AddressBook.Unreachable e) {
            return stopped(questions, question -> Optional.of(Answer.refusing(question, e.verdict(), e.reason())));
        }
        List<Ruling> stopped = stopped(
                questions, question -> check.apply(question).or(() -> lackOfData(event, question, occurrence.trigger)));
        return stopped.isEmpty()
                ? admitted(started, reached, questions, new Visit(event, contact, occurrence))
                : stopped;
    }

    private static List<Ruling> stopped(List<Question> questions, Function<Question, Optional<Answer>> rule) {
        return questions.stream()
                .flatMap(question -> rule.apply(question).stream())
                .<Ruling>map(answer -> new Ruling.Stopped(answer, 0))
                .toList();
    }

    private List<Ruling> admitted(List<Program> started, Set<String> reached, List<Question> questions, Visit visit) {
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < started.size(); i++) {
            rulings.add(new Ruling.Enrolled(questions.get(i), enrolment(started.get(i), visit)));
        }
        if (!reached.isEmpty()) {
            Arrival arrival = new Arrival(visit.event.name(), visit.occurrence.now, visit.baggage(), 0);
            rulings.add(new Ruling.Reached(
                    questions.subList(started.size(), questions.size()),
                    new NewArrival(visit.contact, reached, arrival)));
        }
        return rulings;
    }

    private List<Program> startedBy(ExternalEvent event) {
        return rules.book().programs().stream()
                .filter(program -> rules.names().areSame(program.start().name(), event.name()))
                .toList();
    }

    private Set<String> reachedBy(ExternalEvent event, List<Program> started) {
        Set<String> programs = new LinkedHashSet<>();
        rules.plans().listeners().forEach((name, listening) -> {
            if (rules.names().areSame(name, event.name())) {
                programs.addAll(listening);
            }
        });
        started.forEach(program -> programs.remove(program.name()));
        return programs;
    }

    private static Optional<Answer> lackOfData(ExternalEvent event, Question question, Trigger trigger) {
        List<String> missing = event.contract().missing(trigger.data()).stream()
                .map(path -> "event." + path)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Answer.missing(
                        question, missing, "missing: " + String.join(", ", missing) + " (required by the event)"));
    }

    private NewEnrolment enrolment(Program program, Visit visit) {
        Trigger trigger = visit.occurrence.trigger;
        Instant now = visit.occurrence.now;
        Instant due = trigger.notBefore().isAfter(now) ? trigger.notBefore() : now;
        Enrolment enrolment = new Enrolment(
                new EnrolmentId(ids.next(now).value()),
                program.name(),
                visit.contact,
                now,
                Position.before(program.steps().get(0).name(), due));
        NewEnrolment fresh = NewEnrolment.of(enrolment, rules.plans().number(program), visit.baggage());
        NewEnrolment one = program.isOnce() ? fresh.once() : fresh;
        return trigger.id()
                .map(id -> one.key(Fingerprints.ofEnrolment(program.name(), visit.contact, id, trigger)))
                .orElse(one);
    }

    /**
     * One trigger of a batch.
     *
     * @param index its place in the batch
     * @param trigger the trigger
     * @param now when it came
     */
    record Occurrence(int index, Trigger trigger, Instant now) {
        Question question(String program) {
            return Question.ofProgram(index, trigger.recipient().label(), program);
        }
    }

    /** A trigger of an event for a contact to whom mail can be sent. */
    private record Visit(ExternalEvent event, EmailAddress contact, Occurrence occurrence) {
        Baggage baggage() {
            Trigger trigger = occurrence.trigger;
            return new Baggage(
                    trigger.recipient(),
                    trigger.data(),
                    event.secrets(),
                    trigger.locale().orElse(Locale.ROOT),
                    trigger.expiresAt());
        }
    }
}
