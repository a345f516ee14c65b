package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.automation.Program;
import dev.triggered.automation.Step;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plans of the programs that the store knew at the start, the ones of this application's programs among them. Immutable. */
final class ProgramPlans {
    private final Map<String, List<Plan>> byProgram;
    private final List<Plan> own;
    private final Map<String, Set<String>> listeners = new LinkedHashMap<>();

    private ProgramPlans(Map<String, List<Plan>> byProgram, List<Plan> own) {
        this.byProgram = byProgram;
        this.own = List.copyOf(own);
        byProgram.forEach((program, plans) -> plans.forEach(plan -> plan.events()
                .forEach(event -> listeners
                        .computeIfAbsent(event, name -> new LinkedHashSet<>())
                        .add(program))));
    }

    /** Makes the plans of the programs known to the store. */
    static ProgramPlans of(ProgramBook book, ProgramStore store) {
        Map<String, List<Plan>> byProgram = new LinkedHashMap<>();
        for (Plan plan : store.plans()) {
            byProgram.computeIfAbsent(plan.program(), name -> new ArrayList<>()).add(plan);
        }
        List<Plan> own = new ArrayList<>();
        for (Program program : book.programs()) {
            List<Plan> plans = store.register(plan(program));
            byProgram.put(program.name(), plans);
            own.add(plans.get(plans.size() - 1));
        }
        return new ProgramPlans(byProgram, own);
    }

    private static Plan plan(Program program) {
        return new Plan(
                program.name(),
                0,
                program.steps().stream().map(Step::name).toList(),
                program.awaited().stream().map(ExternalEvent::name).sorted().toList());
    }

    /** Says whether there is no program, and none that is gone. */
    boolean isEmpty() {
        return byProgram.isEmpty();
    }

    /** Returns the last plan of each of this application's programs. */
    List<Plan> own() {
        return own;
    }

    int number(Program program) {
        return own.stream()
                .filter(plan -> plan.program().equals(program.name()))
                .findFirst()
                .orElseThrow()
                .number();
    }

    /** Returns the steps behind one that a program had by some plan; none where they are not known. */
    List<String> behind(String program, int plan, String step) {
        return byProgram.getOrDefault(program, List.of()).stream()
                .filter(known -> known.number() == plan)
                .findFirst()
                .flatMap(known -> known.behind(step))
                .orElse(List.of());
    }

    /** Returns the steps of a program by its last plan. */
    List<String> steps(String program) {
        List<Plan> plans = byProgram.getOrDefault(program, List.of());
        return plans.isEmpty() ? List.of() : plans.get(plans.size() - 1).steps();
    }

    /** Returns the programs, the gone ones among them, that an event reaches by any plan, for each such event. */
    Map<String, Set<String>> listeners() {
        return listeners;
    }
}
