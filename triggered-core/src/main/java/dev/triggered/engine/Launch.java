package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailStream;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks streams before they go live, all of them and for everything, and yields the catalog of those that did. */
final class Launch {
    private static final String EVENT_ROOT = "event.";

    private final Set<String> senderDomains;
    private final TemplateEngine templates;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, ExternalEvent> events = new LinkedHashMap<>();
    private final Map<String, LiveStream> streams = new LinkedHashMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    private Launch(Set<String> senderDomains, TemplateEngine templates) {
        this.senderDomains = senderDomains;
        this.templates = templates;
    }

    /** Returns the catalog, or throws an {@link InvalidStreamException} that names every fault. */
    static Catalog of(Engine.Contents contents, TemplateEngine templates) {
        Launch launch = new Launch(contents.senderDomains(), templates);
        contents.events().forEach(launch::register);
        contents.streams().forEach(launch::launch);
        if (!launch.faults.isEmpty()) {
            throw new InvalidStreamException(launch.faults);
        }
        return new Catalog(launch.events, launch.streams, launch.lanes);
    }

    private void launch(MailStream stream) {
        if (!names.add(stream.name())) {
            faults.add("two streams are named '" + stream.name() + "': a name is unique");
        }
        register(stream.event());
        checkSender(stream);
        checkLane(stream);
        try {
            MailTemplate template = compile(stream);
            streams.put(stream.name(), new LiveStream(stream, template));
            checkPaths(stream, template);
        } catch (TemplateException e) {
            e.faults().forEach(fault -> faults.add("stream '" + stream.name() + "': " + fault));
        }
    }

    private MailTemplate compile(MailStream stream) {
        return stream.content()
                .map(content -> templates.compile(stream.name(), content))
                .orElseGet(() -> templates.load(stream.template()));
    }

    private void register(ExternalEvent event) {
        ExternalEvent known = events.putIfAbsent(event.name(), event);
        if (known != null && !known.equals(event)) {
            faults.add("the event '" + event.name() + "' is declared twice and differently: declare it once");
        }
    }

    private void checkSender(MailStream stream) {
        String domain = stream.from().address().domain();
        if (!senderDomains.contains(domain)) {
            faults.add("stream '" + stream.name() + "' sends from "
                    + stream.from().address() + ", but " + domain + " is not a registered sender domain "
                    + new TreeSet<>(senderDomains) + ": register it with senderDomain(...)");
        }
    }

    private void checkLane(MailStream stream) {
        Lane known = lanes.putIfAbsent(stream.lane().name(), stream.lane());
        if (known != null && !known.equals(stream.lane())) {
            faults.add("stream '" + stream.name() + "' gives lane '" + known.name() + "' other settings than another"
                    + " stream does: " + difference(stream.lane(), known));
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

    private void checkPaths(MailStream stream, MailTemplate template) {
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
