package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.automation.Program;
import dev.triggered.automation.Step;
import dev.triggered.spi.StreamRegistry.Naming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The programs of this application. Immutable. */
final class ProgramBook {
    private final List<Program> all;
    private final Map<String, Program> byName = new LinkedHashMap<>();

    ProgramBook(List<Program> programs) {
        all = List.copyOf(programs);
        all.forEach(program -> byName.putIfAbsent(program.name(), program));
    }

    Collection<Program> programs() {
        return byName.values();
    }

    Optional<Program> program(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns a sentence for each name that two programs have. */
    List<String> nameFaults() {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Program program : all) {
            if (!names.add(program.name())) {
                faults.add("two programs are named '" + program.name() + "': a name is unique");
            }
        }
        return faults;
    }

    /** Returns a sentence for each step that sends what it cannot. */
    List<String> streamFaults(Function<String, Optional<MailStream>> streams) {
        List<String> faults = new ArrayList<>();
        for (Program program : all) {
            for (Step step : program.steps()) {
                if (step instanceof Step.Send send) {
                    check(program, send, streams).ifPresent(faults::add);
                }
            }
        }
        return faults;
    }

    private static Optional<String> check(
            Program program, Step.Send send, Function<String, Optional<MailStream>> streams) {
        String who = "program '" + program.name() + "' sends in step '" + send.name() + "' the stream '" + send.stream()
                + "', ";
        Optional<MailStream> stream = streams.apply(send.stream());
        if (stream.isEmpty()) {
            return Optional.of(who + "and no stream is named so");
        }
        return stream.get().requiresAttachment()
                ? Optional.of(who + "which requires an attachment: a program has none")
                : Optional.empty();
    }

    /** Returns all events that a program names. */
    Set<ExternalEvent> events() {
        Set<ExternalEvent> events = new LinkedHashSet<>();
        for (Program program : all) {
            events.add(program.start());
            events.addAll(program.awaited());
        }
        return events;
    }

    /** Returns the names of the programs that send a stream, by its name or a former one. */
    List<String> usersOfStream(Naming stream) {
        return users(program -> program.streams().stream().anyMatch(name -> isNamed(stream, name)));
    }

    /** Returns the names of the programs that start on an event, wait for it, or exit on it, by its name or a former one. */
    List<String> usersOfEvent(Naming event) {
        return users(program -> isNamed(event, program.start().name())
                || program.awaited().stream().anyMatch(awaited -> isNamed(event, awaited.name())));
    }

    private static boolean isNamed(Naming naming, String name) {
        return naming.name().equals(name) || naming.formerNames().contains(name);
    }

    private List<String> users(Predicate<Program> uses) {
        return byName.values().stream().filter(uses).map(Program::name).toList();
    }
}
