package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Program;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.automation.Programs;
import dev.triggered.automation.Standing;
import dev.triggered.automation.Step;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.StepCount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says who is where in the programs, and moves contacts. */
final class ProgramDesk implements Programs {
    private static final int MOST_OF_A_CONTACT = 1_000;

    private final ProgramRules rules;
    private final ProgramStore store;
    private final InstantSource clock;
    private final Runnable wake;

    ProgramDesk(ProgramRules rules, ProgramStore store, InstantSource clock, Runnable wake) {
        this.rules = rules;
        this.store = store;
        this.clock = clock;
        this.wake = wake;
    }

    @Override
    public List<ProgramStatus> list() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (Program program : rules.book().programs()) {
            Map<String, Long> steps = new LinkedHashMap<>();
            program.steps().forEach(step -> steps.put(step.name(), 0L));
            counts.put(program.name(), steps);
        }
        for (StepCount count : store.counts()) {
            counts.computeIfAbsent(count.program(), this::steps).put(count.step(), count.contacts());
        }
        List<ProgramStatus> programs = new ArrayList<>();
        counts.forEach((name, steps) ->
                programs.add(new ProgramStatus(name, rules.book().program(name).isPresent(), steps)));
        return programs;
    }

    private Map<String, Long> steps(String gone) {
        Map<String, Long> steps = new LinkedHashMap<>();
        rules.plans().steps(gone).forEach(step -> steps.put(step, 0L));
        return steps;
    }

    @Override
    public EnrolmentPage find(EnrolmentQuery query) {
        return store.find(query);
    }

    @Override
    public List<Enrolment> of(String address) {
        return store.of(EmailAddress.parse(address), MOST_OF_A_CONTACT);
    }

    @Override
    public Optional<EnrolmentHistory> find(EnrolmentId id) {
        return store.find(id);
    }

    @Override
    public boolean move(EnrolmentId id, String step, String who) {
        Enrolment found = running(id).orElse(null);
        if (found == null) {
            return false;
        }
        Program program = rules.book()
                .program(found.program())
                .orElseThrow(() -> new IllegalArgumentException("program '" + found.program()
                        + "' is gone: nobody can be moved in it, but the contact can be taken out"));
        if (program.step(step).isEmpty()) {
            throw new IllegalArgumentException("program '" + program.name() + "' has no step '" + step + "': it has "
                    + program.steps().stream().map(Step::name).toList());
        }
        Instant now = clock.instant();
        boolean moved = store.move(
                id,
                Position.before(step, now),
                rules.plans().number(program),
                new HistoryEntry(
                        now, step, Happening.MOVED, "from '" + found.position().step() + "' by " + who));
        wake.run();
        return moved;
    }

    @Override
    public boolean takeOut(EnrolmentId id, String who) {
        Enrolment found = running(id).orElse(null);
        if (found == null) {
            return false;
        }
        Instant now = clock.instant();
        String step = found.position().step();
        return store.move(
                id,
                Position.ended(Standing.TAKEN_OUT, step, now),
                0,
                new HistoryEntry(now, step, Happening.TAKEN_OUT, "by " + who));
    }

    private Optional<Enrolment> running(EnrolmentId id) {
        return store.find(id)
                .map(EnrolmentHistory::enrolment)
                .filter(found -> !found.position().standing().isEnded());
    }
}
