package dev.triggered.automation;

import dev.triggered.ExternalEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** One step of a program. Where it names a step that follows, an empty name stands for the end of the program. */
public sealed interface Step {
    /**
     * Returns the name.
     *
     * @return a name that no other step of the program has
     */
    String name();

    /**
     * Returns the steps that may follow at once or later.
     *
     * @return their names; one that is empty is the end of the program
     */
    List<String> followers();

    /**
     * Says whether something has to happen, a time or an event, before another step follows.
     *
     * @return {@code true} for the two kinds that wait
     */
    default boolean waits() {
        return false;
    }

    /**
     * Triggers a mail of a stream.
     *
     * @param name the name of the step
     * @param stream the name of the stream
     * @param next the step that follows, whatever becomes of the mail
     */
    record Send(String name, String stream, String next) implements Step {
        @Override
        public List<String> followers() {
            return List.of(next);
        }
    }

    /**
     * Waits for a time.
     *
     * @param name the name of the step
     * @param time how long
     * @param next the step that follows
     */
    record Wait(String name, Duration time, String next) implements Step {
        @Override
        public List<String> followers() {
            return List.of(next);
        }

        @Override
        public boolean waits() {
            return true;
        }
    }

    /**
     * Waits for an event, but not for ever.
     *
     * @param name the name of the step
     * @param event the event
     * @param atMost how long
     * @param next the step that follows the event
     * @param otherwise the step that follows when the time is up
     */
    record WaitFor(String name, ExternalEvent event, Duration atMost, String next, String otherwise) implements Step {
        @Override
        public List<String> followers() {
            return List.of(next, otherwise);
        }

        @Override
        public boolean waits() {
            return true;
        }
    }

    /**
     * Asks the host's code.
     *
     * @param name the name of the step
     * @param question what is asked
     * @param yes the step that follows where the answer is {@code true}
     * @param no the step that follows where it is {@code false}
     */
    record Decide(String name, Predicate<Participant> question, String yes, String no) implements Step {
        @Override
        public List<String> followers() {
            return List.of(yes, no);
        }
    }

    /**
     * Ends the program for the contact.
     *
     * @param name the name of the step
     */
    record Exit(String name) implements Step {
        @Override
        public List<String> followers() {
            return List.of();
        }
    }
}
