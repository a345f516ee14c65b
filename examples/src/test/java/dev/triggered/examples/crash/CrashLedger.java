package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the lives of one application said, beside what arrived. */
final class CrashLedger {
    private final Set<Long> accepted = new TreeSet<>();
    private final List<Set<Long>> inFlight = new ArrayList<>();

    /** Takes down a life that was ended by a kill. */
    void add(NodeProcess life) {
        accepted.addAll(life.accepted());
        inFlight.add(life.inFlight());
    }

    /** Returns the lowest number that was not acknowledged: the host triggers it again, and those above it too. */
    long lowestOpen() {
        return LongStream.iterate(0, number -> number + 1)
                .filter(number -> !accepted.contains(number))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a number that no life can have reached. */
    long beyond() {
        return accepted.stream().mapToLong(Long::longValue).max().orElse(-1) + 1 + MailNode.THREADS;
    }

    /** Holds that everything arrived, and more than once only what was in flight at the kill before. */
    void check(List<Arrival> arrivals, long end) {
        Map<Long, List<Arrival>> byNumber = arrivals.stream().collect(Collectors.groupingBy(Arrival::number));
        Set<Long> lost = new TreeSet<>(accepted);
        lost.removeAll(byNumber.keySet());
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(byNumber).as("what arrived of %d", end).hasSize((int) end);
        assertThat(byNumber.values())
                .as("one Message-ID each")
                .allSatisfy(copies -> assertThat(copies).hasSize(1));
        Map<Integer, Set<Long>> duplicates = duplicates(arrivals);
        System.out.println(summary(arrivals.size(), duplicates));
        assertThat(duplicates.values())
                .as("duplicates of one kill")
                .allMatch(some -> some.size() <= MailNode.IN_FLIGHT);
    }

    /** Returns which came again after an earlier copy, by the kill between the two. */
    private Map<Integer, Set<Long>> duplicates(List<Arrival> arrivals) {
        Map<Integer, Set<Long>> byKill = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            for (int copy = 1; copy < arrival.lives().size(); copy++) {
                int kill = arrival.lives().get(copy - 1);
                assertThat(arrival.lives().get(copy))
                        .as("the life of a copy of %s", arrival)
                        .isGreaterThan(kill);
                assertThat(inFlight.get(kill)).as("in flight at kill %d", kill).contains(arrival.number());
                byKill.computeIfAbsent(kill, number -> new TreeSet<>()).add(arrival.number());
            }
        }
        return byKill;
    }

    private String summary(int arrived, Map<Integer, Set<Long>> duplicates) {
        int kills = inFlight.size();
        int all = duplicates.values().stream().mapToInt(Set::size).sum();
        return String.format(
                "%d kills: %d acknowledged before them, %d arrived, %d in flight at a kill,"
                        + " %d duplicates: %.2f a kill, at most %d%nin flight by kill: %s%nduplicates by kill: %s",
                kills,
                accepted.size(),
                arrived,
                inFlight.stream().mapToInt(Set::size).sum(),
                all,
                (double) all / kills,
                duplicates.values().stream().mapToInt(Set::size).max().orElse(0),
                inFlight,
                duplicates);
    }
}
