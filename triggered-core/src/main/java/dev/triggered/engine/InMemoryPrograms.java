package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.OverloadedException;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Plan;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.StepCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The contacts in programs in bounded memory. Everything happens under one lock. */
final class InMemoryPrograms implements ProgramStore {
    private final Capacity capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Plan>> plans = new TreeMap<>();
    private final Map<EnrolmentId, InMemoryEnrolment> running = new LinkedHashMap<>();
    private final Map<EnrolmentId, InMemoryEnrolment> ended = new LinkedHashMap<>();
    private final Map<String, NavigableSet<InMemoryEnrolment>> waiting = new HashMap<>();
    private final Map<String, Set<InMemoryEnrolment>> contacts = new HashMap<>();
    private final Map<String, InMemoryEnrolment> occurrences = new HashMap<>();
    private final Map<String, InMemoryEnrolment> single = new HashMap<>();
    private final Set<InMemoryEnrolment> claimed = new HashSet<>();
    private long heldBytes;
    private long sequence;

    InMemoryPrograms(Capacity capacity) {
        this.capacity = capacity;
    }

    /** Returns how many contacts are in programs. */
    int size() {
        return locked(running::size);
    }

    @Override
    public List<Plan> register(Plan wanted) {
        return locked(() -> {
            List<Plan> known = plans.computeIfAbsent(wanted.program(), name -> new ArrayList<>());
            if (known.isEmpty() || !known.get(known.size() - 1).isLike(wanted)) {
                known.add(new Plan(wanted.program(), known.size() + 1, wanted.steps(), wanted.events()));
            }
            return List.copyOf(known);
        });
    }

    @Override
    public List<Plan> plans() {
        return locked(() -> plans.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public List<Admission> accept(List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        return locked(() -> {
            requireRoom(enrolments, arrivals);
            List<Admission> admissions = enrolments.stream().map(this::keep).toList();
            arrivals.forEach(this::reach);
            return admissions;
        });
    }

    @Override
    public Admission probe(NewEnrolment enrolment) {
        return locked(() -> Objects.requireNonNullElseGet(earlier(enrolment), Admission.Kept::new));
    }

    private void requireRoom(List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        int more = 0;
        long bytes = 0;
        for (NewEnrolment enrolment : enrolments) {
            if (earlier(enrolment) == null) {
                more++;
                bytes += InMemoryEnrolment.bytesOf(enrolment.baggage());
            }
        }
        for (NewArrival arrival : arrivals) {
            bytes += reachedBy(arrival).size()
                    * InMemoryEnrolment.bytesOf(arrival.arrival().baggage());
        }
        if (running.size() + more > capacity.messages() || heldBytes + bytes > capacity.bytes()) {
            throw new OverloadedException("the store in memory holds " + running.size() + " of " + capacity.messages()
                    + " contacts in programs and " + heldBytes + " of " + capacity.bytes()
                    + " bytes of their data, and has no room for " + more + " more with " + bytes
                    + " bytes: trigger again later, or give it a larger capacity");
        }
    }

    private Admission keep(NewEnrolment enrolment) {
        Admission earlier = earlier(enrolment);
        if (earlier != null) {
            return earlier;
        }
        InMemoryEnrolment entry = new InMemoryEnrolment(sequence++, enrolment);
        running.put(entry.id(), entry);
        contacts.computeIfAbsent(entry.enrolment().contact().key(), key -> new LinkedHashSet<>())
                .add(entry);
        entry.key().ifPresent(key -> occurrences.put(key.occurrence(), entry));
        if (entry.isOnce()) {
            single.put(onlyOne(entry.enrolment()), entry);
        }
        enter(entry);
        return new Admission.Kept();
    }

    private @Nullable Admission earlier(NewEnrolment enrolment) {
        Optional<IdempotencyKey> key = enrolment.key();
        InMemoryEnrolment first =
                key.map(given -> occurrences.get(given.occurrence())).orElse(null);
        if (first != null) {
            boolean same = first.key().equals(key);
            return same ? new Admission.Duplicate(first.id()) : new Admission.IdReused(first.id());
        }
        InMemoryEnrolment other = enrolment.isOnce() ? single.get(onlyOne(enrolment.enrolment())) : null;
        return other == null ? null : new Admission.Running(other.id());
    }

    private static String onlyOne(Enrolment enrolment) {
        return enrolment.program() + "\n" + enrolment.contact().key();
    }

    private List<InMemoryEnrolment> reachedBy(NewArrival arrival) {
        return contacts.getOrDefault(arrival.contact().key(), Set.of()).stream()
                .filter(entry -> !entry.isEnded()
                        && arrival.programs().contains(entry.enrolment().program()))
                .toList();
    }

    private void reach(NewArrival came) {
        Arrival arrival = new Arrival(
                came.arrival().event(), came.arrival().at(), came.arrival().baggage(), ++sequence);
        for (InMemoryEnrolment entry : reachedBy(came)) {
            leave(entry);
            entry.reach(arrival);
            enter(entry);
        }
    }

    @Override
    public List<DueEnrolment> claim(List<Plan> programs, Instant now, int limit) {
        return locked(() -> {
            for (InMemoryEnrolment entry : List.copyOf(claimed)) {
                leave(entry);
                entry.release();
                enter(entry);
            }
            TreeSet<InMemoryEnrolment> due = new TreeSet<>(InMemoryEnrolment.BY_TURN);
            for (Plan plan : programs) {
                waiting(plan.program()).stream()
                        .takeWhile(entry -> !entry.due().isAfter(now))
                        .filter(entry -> entry.plan() <= plan.number())
                        .limit(limit)
                        .forEach(due::add);
            }
            return due.stream().limit(limit).map(this::claim).toList();
        });
    }

    private DueEnrolment claim(InMemoryEnrolment entry) {
        leave(entry);
        DueEnrolment given = entry.claim();
        enter(entry);
        return given;
    }

    @Override
    public Optional<Instant> nextDue(List<Plan> programs) {
        return locked(() -> programs.stream()
                .map(plan -> waiting(plan.program()))
                .filter(entries -> !entries.isEmpty())
                .map(entries -> entries.first().due())
                .min(Comparator.naturalOrder()));
    }

    @Override
    public List<Advanced> advance(List<Advance> advances, Instant now) {
        return locked(
                () -> advances.stream().map(advance -> advance(advance, now)).toList());
    }

    private Advanced advance(Advance advance, Instant now) {
        InMemoryEnrolment entry = running.get(advance.from().enrolment().id());
        if (entry == null || !entry.isAt(advance)) {
            return Advanced.REFUSED;
        }
        leave(entry);
        entry.advance(advance, now);
        settle(entry);
        return new Advanced(true, entry.isEnded() ? Instant.MAX : entry.due());
    }

    @Override
    public boolean move(EnrolmentId id, Position to, int plan, HistoryEntry note) {
        return locked(() -> {
            InMemoryEnrolment entry = running.get(id);
            if (entry == null) {
                return false;
            }
            leave(entry);
            entry.move(to, plan, note);
            settle(entry);
            return true;
        });
    }

    /** Has an enrolment wait on that was changed, or remembers it as ended, and forgets the oldest one where there are too many. */
    private void settle(InMemoryEnrolment entry) {
        if (!entry.isEnded()) {
            enter(entry);
            return;
        }
        running.remove(entry.id());
        single.remove(onlyOne(entry.enrolment()), entry);
        ended.put(entry.id(), entry);
        Iterator<InMemoryEnrolment> oldest = ended.values().iterator();
        while (ended.size() > capacity.ended()) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private void forget(InMemoryEnrolment entry) {
        entry.key().ifPresent(key -> occurrences.remove(key.occurrence()));
        String contact = entry.enrolment().contact().key();
        Set<InMemoryEnrolment> others = contacts.getOrDefault(contact, Set.of());
        others.remove(entry);
        if (others.isEmpty()) {
            contacts.remove(contact);
        }
    }

    @Override
    public List<StepCount> counts() {
        return locked(() -> {
            Map<String, Map<String, Long>> counts = new TreeMap<>();
            for (InMemoryEnrolment entry : running.values()) {
                counts.computeIfAbsent(entry.enrolment().program(), name -> new TreeMap<>())
                        .merge(entry.position().step(), 1L, Long::sum);
            }
            List<StepCount> all = new ArrayList<>();
            counts.forEach((program, steps) ->
                    steps.forEach((step, contacts) -> all.add(new StepCount(program, step, contacts))));
            return all;
        });
    }

    @Override
    public EnrolmentPage find(EnrolmentQuery query) {
        Cursor cursor = Cursor.parse(query.cursor());
        return locked(() -> {
            List<InMemoryEnrolment> found = running.values().stream()
                    .filter(entry -> entry.enrolment().program().equals(query.program()))
                    .filter(entry ->
                            query.step().isEmpty() || entry.position().step().equals(query.step()))
                    .filter(cursor::isBefore)
                    .sorted(InMemoryEnrolment.BY_STEP)
                    .limit(query.limit() + 1L)
                    .toList();
            boolean more = found.size() > query.limit();
            List<InMemoryEnrolment> page = more ? found.subList(0, query.limit()) : found;
            return new EnrolmentPage(
                    page.stream().map(InMemoryEnrolment::enrolment).toList(),
                    more ? Cursor.at(page.get(page.size() - 1)) : "");
        });
    }

    @Override
    public List<Enrolment> of(EmailAddress contact, int limit) {
        return locked(() -> {
            List<Enrolment> all = contacts.getOrDefault(contact.key(), Set.of()).stream()
                    .map(InMemoryEnrolment::enrolment)
                    .toList();
            return all.subList(Math.max(0, all.size() - limit), all.size());
        });
    }

    @Override
    public Optional<EnrolmentHistory> find(EnrolmentId id) {
        return locked(() -> Optional.ofNullable(running.containsKey(id) ? running.get(id) : ended.get(id))
                .map(InMemoryEnrolment::history));
    }

    private NavigableSet<InMemoryEnrolment> waiting(String program) {
        return waiting.computeIfAbsent(program, name -> new TreeSet<>(InMemoryEnrolment.BY_TURN));
    }

    /** Takes an enrolment out of where it stands by what is about to change. */
    private void leave(InMemoryEnrolment entry) {
        waiting(entry.enrolment().program()).remove(entry);
        claimed.remove(entry);
        heldBytes -= entry.bytes();
    }

    private void enter(InMemoryEnrolment entry) {
        heldBytes += entry.bytes();
        if (entry.isClaimed()) {
            claimed.add(entry);
        } else {
            waiting(entry.enrolment().program()).add(entry);
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** A place among the enrolments of a program. */
    private record Cursor(String step, long sequence) {
        static Cursor parse(String text) {
            int colon = text.indexOf(':');
            try {
                return text.isEmpty()
                        ? new Cursor("", -1)
                        : new Cursor(text.substring(colon + 1), Long.parseLong(text.substring(0, colon)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("this cursor came from no page", e);
            }
        }

        static String at(InMemoryEnrolment entry) {
            return entry.sequence() + ":" + entry.position().step();
        }

        boolean isBefore(InMemoryEnrolment entry) {
            int order = entry.position().step().compareTo(step);
            return order > 0 || (order == 0 && entry.sequence() > sequence);
        }
    }
}
