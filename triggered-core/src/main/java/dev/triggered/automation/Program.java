package dev.triggered.automation;

import dev.triggered.ExternalEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What follows an external event for one contact: mails, waits, decisions, an exit. Immutable.
 *
 * <pre>{@code
 * Program.named("double-opt-in")
 *         .startsOn(signedUp)
 *         .send("ask", "double-opt-in")
 *         .waitFor("confirmed", confirmed, Duration.ofDays(3), "too-late")
 *         .send("welcome", "welcome")
 *         .wait("a-week", Duration.ofDays(7))
 *         .decide("is-new", who -> !who.event().has("customerSince"), "tips", "done")
 *         .send("tips", "first-steps")
 *         .exit("done")
 *         .exit("too-late")
 *         .exitOn(unsubscribed)
 *         .build();
 * }</pre>
 *
 * <p>A contact whose trigger starts the program is <i>enrolled</i>: the event's data and the contact stay together until the end, and
 * each mail is made from them. What comes with an event that was waited for is added to the data under {@code arrived.} and the name
 * of the step that waited. Only the first mail ignores the marketing opt-in; a later one is skipped unless the contact has agreed by
 * then.
 *
 * <p>A contact may be in a program several times at once, with other data each time, unless the program runs {@link Builder#once()}.
 */
public final class Program {
    private final String name;
    private final ExternalEvent start;
    private final boolean once;
    private final Map<String, Step> steps;
    private final Set<ExternalEvent> exits;

    private Program(String name, ExternalEvent start, boolean once, Map<String, Step> steps, Set<ExternalEvent> exits) {
        this.name = name;
        this.start = start;
        this.once = once;
        this.steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        this.exits = Collections.unmodifiableSet(new LinkedHashSet<>(exits));
    }

    /**
     * Begins a program.
     *
     * @param name its unique name: 1 to 100 letters, digits, hyphens and underscores
     * @return a builder, which needs an event to start on and a step
     */
    public static Builder named(String name) {
        return new Builder(ProgramText.requireName("a program", name));
    }

    /**
     * Returns the name.
     *
     * @return the unique name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the event that enrols a contact.
     *
     * @return the event
     */
    public ExternalEvent start() {
        return start;
    }

    /**
     * Says whether a contact is in the program once at a time.
     *
     * @return {@code false} unless it was asked for
     */
    public boolean isOnce() {
        return once;
    }

    /**
     * Returns the steps.
     *
     * @return an unmodifiable list, in their order; the first one is taken first
     */
    public List<Step> steps() {
        return List.copyOf(steps.values());
    }

    /**
     * Finds a step.
     *
     * @param step its name
     * @return the step, or empty if there is none
     */
    public Optional<Step> step(String step) {
        return Optional.ofNullable(steps.get(step));
    }

    /**
     * Returns the events that take a contact out, whatever the step.
     *
     * @return an unmodifiable set
     */
    public Set<ExternalEvent> exits() {
        return exits;
    }

    /**
     * Returns the events that reach a contact who is in the program: those that steps wait for, and those that take it out.
     *
     * @return an unmodifiable set
     */
    public Set<ExternalEvent> awaited() {
        Set<ExternalEvent> events = new LinkedHashSet<>();
        for (Step step : steps.values()) {
            if (step instanceof Step.WaitFor wait) {
                events.add(wait.event());
            }
        }
        events.addAll(exits);
        return Collections.unmodifiableSet(events);
    }

    /**
     * Returns the streams whose mails the program sends.
     *
     * @return their names, in the order of the steps
     */
    public Set<String> streams() {
        Set<String> streams = new LinkedHashSet<>();
        for (Step step : steps.values()) {
            if (step instanceof Step.Send send) {
                streams.add(send.stream());
            }
        }
        return Collections.unmodifiableSet(streams);
    }

    @Override
    public String toString() {
        return "Program[" + name + ", " + steps.keySet() + "]";
    }

    /**
     * Builds a program. A step is followed by the one that was added after it, unless it says otherwise; behind the last one is the
     * end. Not thread-safe.
     */
    public static final class Builder {
        private final String name;
        private @Nullable ExternalEvent start;
        private boolean once;
        private final List<Draft> drafts = new ArrayList<>();
        private final List<String> misplaced = new ArrayList<>();
        private final Set<ExternalEvent> exits = new LinkedHashSet<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets the event that enrols a contact; mandatory. A stream that listens to the same event and that the program sends is left
         * to the program: the event alone sends no mail of it.
         *
         * @param event the event
         * @return this builder
         */
        public Builder startsOn(ExternalEvent event) {
            this.start = event;
            return this;
        }

        /**
         * Lets a contact be in the program once at a time: a second start is answered with
         * {@link dev.triggered.Verdict#ALREADY_IN_PROGRAM} while the first one runs.
         *
         * @return this builder
         */
        public Builder once() {
            this.once = true;
            return this;
        }

        /**
         * Triggers a mail. Whatever becomes of it, the next step follows at once; a refusal is recorded.
         *
         * @param step the name of the step: 1 to 100 letters, digits, hyphens and underscores
         * @param stream the name of a stream, which requires no attachment
         * @return this builder
         */
        public Builder send(String step, String stream) {
            return add(step, next -> new Step.Send(step, stream, next));
        }

        /**
         * Waits for a time. It is measured from the moment at which the step is reached.
         *
         * @param step the name of the step
         * @param time how long: one second to 3,650 days
         * @return this builder
         */
        public Builder wait(String step, Duration time) {
            return add(step, next -> new Step.Wait(step, time, next));
        }

        /**
         * Waits until an event is triggered for the contact, but not for ever. One that came since the contact was enrolled, and that
         * no step before has waited for, ends the wait at once.
         *
         * @param step the name of the step, under which the event's data is found later
         * @param event the event; not the one that starts the program
         * @param atMost how long: one second to 3,650 days
         * @param otherwise the step that follows when the time is up; what follows the event is the step that is added next
         * @return this builder
         */
        public Builder waitFor(String step, ExternalEvent event, Duration atMost, String otherwise) {
            return add(step, next -> new Step.WaitFor(step, event, atMost, next, otherwise));
        }

        /**
         * Decides which step follows.
         *
         * @param step the name of the step
         * @param question is asked on the thread of the programs, where it may look something up but should not take long; if it throws,
         *     it is asked again later. After a crash it may be asked once more about the same contact
         * @param yes the step that follows where the answer is {@code true}
         * @param no the step that follows where it is {@code false}
         * @return this builder
         */
        public Builder decide(String step, Predicate<Participant> question, String yes, String no) {
            return add(step, next -> new Step.Decide(step, question, yes, no));
        }

        /**
         * Ends the program for the contact.
         *
         * @param step the name of the step
         * @return this builder
         */
        public Builder exit(String step) {
            return add(step, next -> new Step.Exit(step));
        }

        /**
         * Sets which step follows the one that was added last, where it is not the one that is added next.
         *
         * @param step the name of a step, which may be one before
         * @return this builder
         */
        public Builder goTo(String step) {
            int last = drafts.size() - 1;
            if (last < 0 || !drafts.get(last).takesJump()) {
                misplaced.add(step);
                return this;
            }
            drafts.set(last, drafts.get(last).jumping(step));
            return this;
        }

        /**
         * Takes a contact out as soon as an event is triggered for it, whatever the step.
         *
         * @param event the event; not the one that starts the program
         * @return this builder
         */
        public Builder exitOn(ExternalEvent event) {
            exits.add(event);
            return this;
        }

        /**
         * Builds the program.
         *
         * @return the program
         * @throws InvalidProgramException naming everything that is missing or not allowed
         */
        public Program build() {
            List<Step> resolved = resolve();
            List<String> faults = ProgramFaults.of(name, start, resolved, exits);
            misplaced.forEach(step -> faults.add("program '" + name + "': goTo('" + step
                    + "') has to stand directly behind a step that is followed by one other step"));
            if (!faults.isEmpty()) {
                throw new InvalidProgramException(faults);
            }
            Map<String, Step> steps = new LinkedHashMap<>();
            resolved.forEach(step -> steps.put(step.name(), step));
            return new Program(name, Objects.requireNonNull(start), once, steps, exits);
        }

        private List<Step> resolve() {
            List<Step> resolved = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                String following = i + 1 < drafts.size() ? drafts.get(i + 1).name : "";
                resolved.add(drafts.get(i).resolve(following));
            }
            return resolved;
        }

        private Builder add(String step, Sequel made) {
            drafts.add(new Draft(ProgramText.requireName("a step", step), made, ""));
            return this;
        }
    }

    /** Makes a step that is followed by another one. */
    private interface Sequel {
        Step before(String next);
    }

    private record Draft(String name, Sequel made, String jump) {
        boolean takesJump() {
            return jump.isEmpty() && resolve("?").followers().contains("?");
        }

        Draft jumping(String step) {
            return new Draft(name, made, step);
        }

        Step resolve(String following) {
            return made.before(jump.isEmpty() ? following : jump);
        }
    }
}
