package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailStream;
import dev.triggered.TemplateException;
import dev.triggered.Tracking;
import dev.triggered.engine.LiveStream.Compiled;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks streams for everything that a launch needs, and tells all faults at once. */
final class Launch {
    private static final String EVENT_ROOT = "event.";

    private final Set<String> senderDomains;
    private final TemplateEngine templates;
    private final long attachmentLimit;
    private final boolean instrumented;

    /** @param instrumented whether there is something that tracks */
    Launch(Set<String> senderDomains, TemplateEngine templates, long attachmentLimit, boolean instrumented) {
        this.senderDomains = senderDomains;
        this.templates = templates;
        this.attachmentLimit = attachmentLimit;
        this.instrumented = instrumented;
    }

    /** Checks all that code defines. Throws an {@link InvalidStreamException} that names every fault. */
    void check(Engine.Contents contents) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, ExternalEvent> events = new HashMap<>();
        Map<String, Lane> lanes = new HashMap<>();
        contents.events().forEach(event -> eventFault(event, events).ifPresent(faults::add));
        for (MailStream stream : contents.streams()) {
            if (!names.add(stream.name())) {
                faults.add("two streams are named '" + stream.name() + "': a name is unique");
            }
            eventFault(stream.event(), events).ifPresent(faults::add);
            faults.addAll(compile(stream).faults());
            laneFault(stream, lanes).ifPresent(faults::add);
            lanes.putIfAbsent(stream.lane().name(), stream.lane());
        }
        ProgramBook programs = new ProgramBook(contents.programs());
        programs.events().forEach(event -> eventFault(event, events).ifPresent(faults::add));
        faults.addAll(programs.nameFaults());
        if (!faults.isEmpty()) {
            faults.addAll(programs.streamFaults(name -> contents.streams().stream()
                    .filter(stream -> stream.name().equals(name))
                    .findFirst()));
            throw new InvalidStreamException(faults);
        }
    }

    /** Compiles a stream's template, and checks the stream as far as it needs no other one for that. */
    Compiled compile(MailStream stream) {
        List<String> faults = new ArrayList<>();
        checkSender(stream, faults);
        checkFiles(stream, faults);
        checkTracking(stream, faults);
        MailTemplate template = template(stream, faults);
        if (template != null) {
            checkPaths(stream, template, faults);
        }
        return new Compiled(stream, template, List.copyOf(faults));
    }

    /** Says whether a stream names a lane with other settings than those with which it is known. */
    static Optional<String> laneFault(MailStream stream, Map<String, Lane> lanes) {
        Lane known = lanes.get(stream.lane().name());
        return known == null || known.equals(stream.lane())
                ? Optional.empty()
                : Optional.of("stream '" + stream.name() + "' gives lane '" + known.name()
                        + "' other settings than another stream does: " + difference(stream.lane(), known));
    }

    private static Optional<String> eventFault(ExternalEvent event, Map<String, ExternalEvent> events) {
        ExternalEvent known = events.putIfAbsent(event.name(), event);
        return known == null || known.equals(event)
                ? Optional.empty()
                : Optional.of("the event '" + event.name() + "' is declared twice and differently: declare it once");
    }

    private @Nullable MailTemplate template(MailStream stream, List<String> faults) {
        try {
            return stream.content()
                    .map(content -> templates.compile(stream.name(), content))
                    .orElseGet(() -> templates.load(stream.template()));
        } catch (TemplateException e) {
            e.faults().forEach(fault -> faults.add("stream '" + stream.name() + "': " + fault));
            return null;
        }
    }

    private void checkSender(MailStream stream, List<String> faults) {
        String domain = stream.from().address().domain();
        if (!senderDomains.contains(domain)) {
            faults.add("stream '" + stream.name() + "' sends from "
                    + stream.from().address() + ", but " + domain + " is not a registered sender domain "
                    + new TreeSet<>(senderDomains) + ": register it with senderDomain(...)");
        }
    }

    private void checkFiles(MailStream stream, List<String> faults) {
        long bytes = Composer.files(stream, List.of()).stream()
                .mapToLong(Attachment::heldBytes)
                .sum();
        if (bytes > attachmentLimit) {
            faults.add("stream '" + stream.name() + "': the files of its content have " + bytes
                    + " bytes together, at most " + attachmentLimit + " are allowed in a mail");
        }
    }

    private void checkTracking(MailStream stream, List<String> faults) {
        Tracking tracking = stream.tracking();
        String subject = "stream '" + stream.name() + "' tracks " + tracking + ", but ";
        if (tracking != Tracking.OFF && !instrumented) {
            faults.add(subject + "nothing is registered that tracks: register it with the"
                    + " feedback settings' instrument(...)");
        }
        Set<String> secrets = stream.event().secrets();
        if (tracking.clicks() && !secrets.isEmpty()) {
            faults.add(subject + "its event '" + stream.event().name() + "' has secrets " + secrets
                    + ", which a link may carry: track at most " + Tracking.OPENS);
        }
    }

    private static String difference(Lane lane, Lane known) {
        List<String> differences = new ArrayList<>();
        differ(differences, lane.connections(), known.connections());
        differ(differences, "backlog " + lane.backlog(), "backlog " + known.backlog());
        differ(differences, lane.rate(), known.rate());
        differ(differences, lane.breaker(), known.breaker());
        return String.join("; ", differences);
    }

    private static void differ(List<String> differences, Object own, Object known) {
        if (!own.equals(known)) {
            differences.add(own + " instead of " + known);
        }
    }

    private static void checkPaths(MailStream stream, MailTemplate template, List<String> faults) {
        for (DataPath asked : template.paths()) {
            if (asked.path().startsWith(EVENT_ROOT)) {
                String path = asked.path().substring(EVENT_ROOT.length());
                if (!stream.event().contract().gives(path)) {
                    faults.add("stream '" + stream.name() + "': its template asks for " + asked + ", which the event '"
                            + stream.event().name() + "' does not declare");
                }
            } else if (!asked.path().matches("event|contact(\\..*)?")) {
                faults.add("stream '" + stream.name() + "': its template asks for " + asked
                        + ", but every path begins with event or contact");
            }
        }
    }
}
