package dev.triggered.engine;

import dev.triggered.PlainData;
import dev.triggered.Recipient;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import dev.triggered.automation.Step;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one claimed enrolment until it waits or ends, past one step at most that does something: what follows such a step is only
 * done when it is known to be kept. Used by one thread.
 */
final class Walk {
    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);
    private static final String ARRIVED = "arrived";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final DueEnrolment due;
    private final Program program;
    private final ProgramRules rules;
    private final Instant now;

    private final List<Arrival> unused;
    private final List<Arrival> used = new ArrayList<>();
    private final List<HistoryEntry> entries = new ArrayList<>();
    private Position position;
    private Baggage baggage;
    private boolean mailed;
    private int failures;

    Walk(DueEnrolment due, Program program, ProgramRules rules, Instant now) {
        this.due = due;
        this.program = program;
        this.rules = rules;
        this.now = now;
        this.unused = new ArrayList<>(due.arrivals());
        this.position = due.enrolment().position();
        this.baggage = due.baggage();
        this.mailed = due.progress().mailed();
        this.failures = due.progress().failures();
    }

    DueEnrolment due() {
        return due;
    }

    Baggage baggage() {
        return baggage;
    }

    /** Goes on until the contact waits, has left, or comes to a step that does something, which is returned. */
    Optional<Step> go() {
        exit();
        Optional<Step> found = Optional.empty();
        while (found.isEmpty() && (position.standing() == Standing.WAITING ? isWaitOver() : isReady())) {
            found = enter();
        }
        return found;
    }

    /** Takes the contact out if an event has come that does so. */
    private void exit() {
        if (!position.standing().isEnded()) {
            unused.stream()
                    .filter(arrival -> program.exits().stream()
                            .anyMatch(exit -> rules.names().areSame(exit.name(), arrival.event())))
                    .findFirst()
                    .ifPresent(arrival -> end(Standing.EXITED, Happening.EXITED, arrival.event()));
        }
    }

    private boolean isReady() {
        return position.standing() == Standing.READY && !position.time().isAfter(now);
    }

    /** Ends a wait whose event has come or whose time is up, and says so. */
    private boolean isWaitOver() {
        Optional<Arrival> awaited = position.awaits().isEmpty()
                ? Optional.empty()
                : unused.stream()
                        .filter(arrival -> rules.names().areSame(arrival.event(), position.awaits()))
                        .findFirst();
        if (awaited.isPresent()) {
            take(awaited.get());
            note(Happening.EVENT_ARRIVED, position.awaits());
            goOn();
            return true;
        }
        if (position.time().isAfter(now)) {
            return false;
        }
        note(Happening.TIME_IS_UP, "");
        if (position.awaits().isEmpty()) {
            goOn();
        } else {
            goTo(position.otherwise());
        }
        return true;
    }

    /** Takes the step at which the contact is, or returns it where it does something. */
    private Optional<Step> enter() {
        if (!isReady()) {
            return Optional.empty();
        }
        Step step = program.step(position.step()).orElse(null);
        if (step == null) {
            skip();
        } else if (step instanceof Step.Wait wait) {
            position = Position.waiting(wait.name(), now.plus(wait.time()));
        } else if (step instanceof Step.WaitFor wait) {
            position = Position.waitingFor(wait, now.plus(wait.atMost()));
        } else if (step instanceof Step.Exit) {
            end(Standing.COMPLETED, Happening.COMPLETED, "");
        }
        return Optional.ofNullable(step).filter(each -> each instanceof Step.Send || each instanceof Step.Decide);
    }

    /** Takes note of what became of a mail, and goes on behind it. */
    void mailed(Step.Send step, StepMails.Fate fate) {
        if (fate instanceof StepMails.Fate.Failed failed) {
            postpone(failed.cause());
            return;
        }
        if (fate instanceof StepMails.Fate.Skipped skipped) {
            note(Happening.MAIL_SKIPPED, "the marketing opt-in is " + skipped.optIn());
        } else if (fate instanceof StepMails.Fate.Answered answered) {
            mailed = true;
            boolean kept = answered.answer().verdict().isKept();
            note(
                    kept ? Happening.MAIL_TRIGGERED : Happening.MAIL_REFUSED,
                    kept
                            ? String.valueOf(answered.answer().messageId().orElse(null))
                            : answered.answer().verdict() + ": "
                                    + answered.answer().reason());
        }
        leave(step.next());
    }

    /** Takes note of a decision, and goes on behind it. */
    void decided(Step.Decide step, boolean answer) {
        String next = answer ? step.yes() : step.no();
        note(Happening.DECIDED, (answer ? "yes" : "no") + (next.isEmpty() ? "" : ", on to '" + next + "'"));
        leave(next);
    }

    /** Has the step at which the contact is taken again later, because the host's code failed. */
    void postpone(RuntimeException cause) {
        if (failures == 0) {
            note(Happening.POSTPONED, cause.getClass().getName());
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        position = Position.before(position.step(), now.plus(pause));
    }

    private void leave(String next) {
        failures = 0;
        goTo(next);
        Optional<Step> later = go();
        LOG.trace("{} goes on with {} when this is kept", due.enrolment().id(), later);
    }

    /** Goes to what follows the step that has waited. */
    private void goOn() {
        Step step = program.step(position.step()).orElse(null);
        if (step == null) {
            skip();
        } else if (step.waits()) {
            goTo(step.followers().get(0));
        } else {
            goTo(step.name());
        }
    }

    /** Goes to the first of the steps behind one that is gone which is still there. */
    private void skip() {
        String gone = position.step();
        String next = rules.plans().behind(program.name(), due.progress().plan(), gone).stream()
                .filter(name -> program.step(name).isPresent())
                .findFirst()
                .orElse("");
        note(Happening.STEP_SKIPPED, next.isEmpty() ? "nothing follows" : "on to '" + next + "'");
        goTo(next);
    }

    private void goTo(String step) {
        if (step.isEmpty()) {
            end(Standing.COMPLETED, Happening.COMPLETED, "");
        } else {
            position = Position.before(step, now);
        }
    }

    private void end(Standing standing, Happening happening, String note) {
        note(happening, note);
        position = Position.ended(standing, position.step(), now);
    }

    /** Has the contact carry what came with an event. */
    private void take(Arrival arrival) {
        unused.remove(arrival);
        used.add(arrival);
        Baggage came = arrival.baggage();
        String step = position.step();
        Map<String, Object> arrived = new LinkedHashMap<>();
        if (baggage.data().asMap().get(ARRIVED) instanceof Map<?, ?> before) {
            before.forEach((name, value) -> arrived.put(name.toString(), value));
        }
        arrived.put(step, came.data());
        PlainData data = baggage.data().with(ARRIVED, arrived);
        Set<String> secrets = new HashSet<>(baggage.secrets());
        came.secrets().forEach(path -> secrets.add(ARRIVED + "." + step + "." + path));
        Recipient recipient = came.recipient() instanceof Recipient.Given ? came.recipient() : baggage.recipient();
        baggage = new Baggage(recipient, data, secrets, baggage.locale(), baggage.expires());
    }

    private void note(Happening happening, String note) {
        entries.add(new HistoryEntry(now, position.step(), happening, note));
    }

    /** Returns what is to be kept. A position that did not change is still one of the plan by which it was written. */
    Advance advance() {
        Progress before = due.progress();
        boolean same = position.equals(due.enrolment().position());
        int plan = same ? before.plan() : rules.plans().number(program);
        Progress progress = new Progress(plan, before.revision(), mailed, failures);
        return new Advance(due, position, progress, baggage, new Advance.Notes(entries, used));
    }
}
