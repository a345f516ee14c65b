package dev.triggered.automation;

import dev.triggered.ExternalEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with a program by itself. */
final class ProgramFaults {
    private static final int MOST_STEPS = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final String program;
    private final List<Step> steps;
    private final Map<String, Step> byName = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private ProgramFaults(String name, List<Step> steps) {
        this.program = "program '" + name + "' ";
        this.steps = steps;
    }

    /** Returns a sentence for each fault. */
    static List<String> of(String name, @Nullable ExternalEvent start, List<Step> steps, Set<ExternalEvent> exits) {
        ProgramFaults check = new ProgramFaults(name, steps);
        check.checkStart(start, exits);
        check.checkNames();
        steps.forEach(check::checkTimes);
        steps.forEach(check::checkFollowers);
        if (steps.size() <= MOST_STEPS) {
            check.checkReach();
            check.checkLoops();
        }
        return check.faults;
    }

    private void checkStart(@Nullable ExternalEvent start, Set<ExternalEvent> exits) {
        if (start == null) {
            faults.add(program + "has no start event: name one with startsOn(...)");
            return;
        }
        for (Step step : steps) {
            if (step instanceof Step.WaitFor wait && wait.event().name().equals(start.name())) {
                faults.add(program + "starts on '" + start.name() + "', and its step '" + wait.name()
                        + "' waits for the same event: a trigger of it enrols the contact once more");
            }
        }
        if (exits.stream().anyMatch(exit -> exit.name().equals(start.name()))) {
            faults.add(program + "starts on '" + start.name() + "' and exits on the same event: choose one of the two");
        }
    }

    private void checkNames() {
        if (steps.isEmpty()) {
            faults.add(program + "has no step: add one");
        }
        if (steps.size() > MOST_STEPS) {
            faults.add(program + "has " + steps.size() + " steps, at most " + MOST_STEPS + " are allowed");
        }
        Set<String> twice = new TreeSet<>();
        for (Step step : steps) {
            if (byName.putIfAbsent(step.name(), step) != null && twice.add(step.name())) {
                faults.add(program + "has two steps named '" + step.name() + "': a name is unique");
            }
        }
    }

    private void checkTimes(Step step) {
        Duration time = step instanceof Step.Wait wait
                ? wait.time()
                : step instanceof Step.WaitFor event ? event.atMost() : SHORTEST;
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            faults.add(program + "waits in step '" + step.name() + "' for " + time + ": a wait takes " + SHORTEST
                    + " to " + LONGEST);
        }
    }

    private void checkFollowers(Step step) {
        for (String follower : new TreeSet<>(step.followers())) {
            if (!follower.isEmpty() && !byName.containsKey(follower)) {
                faults.add(program + "goes on from step '" + step.name() + "' to '" + follower
                        + "', which is no step of it: the steps are " + byName.keySet());
            }
        }
    }

    private void checkReach() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        if (!steps.isEmpty()) {
            open.add(steps.get(0).name());
        }
        while (!open.isEmpty()) {
            Step step = byName.get(open.remove());
            if (step != null && reached.add(step.name())) {
                open.addAll(step.followers());
            }
        }
        for (String name : byName.keySet()) {
            if (!reached.contains(name)) {
                faults.add(program + "never comes to step '" + name + "': let a step go on to it, or leave it out");
            }
        }
    }

    private void checkLoops() {
        Set<String> done = new HashSet<>();
        for (String name : byName.keySet()) {
            follow(name, new ArrayList<>(), done);
        }
    }

    /** Follows steps that do not wait, and takes note of each way that comes back to itself. */
    private void follow(String name, List<String> way, Set<String> done) {
        int before = way.indexOf(name);
        if (before >= 0) {
            List<String> loop = new ArrayList<>(way.subList(before, way.size()));
            loop.add(name);
            faults.add(
                    program + "can loop without waiting: " + String.join(" -> ", loop) + "; put a wait into the loop");
            return;
        }
        Step step = byName.get(name);
        if (step == null || step.waits() || done.contains(name)) {
            return;
        }
        way.add(name);
        step.followers().forEach(follower -> follow(follower, way, done));
        way.remove(way.size() - 1);
        done.add(name);
    }
}
