package dev.triggered.web.page;

import dev.triggered.EventInfo;
import dev.triggered.EventUse;
import dev.triggered.Events;
import dev.triggered.ExternalEvent;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The events, what their data has to have, and what uses them. */
final class EventPages {
    private static final String ONE = "/events/{event}";

    private final TriggeredMail mail;

    EventPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/events", this::list),
                frame.change("/events", this::create),
                frame.look(ONE, this::one),
                frame.change(ONE + "/rename", this::rename),
                frame.change(ONE + "/delete", this::delete));
    }

    private Reply list(View view) {
        List<Map<String, Object>> rows =
                mail.events().list().stream().map(info -> row(view, info)).toList();
        return view.show("events", view.texts().of("events.title"), JsonObjects.of("events", rows));
    }

    private Map<String, Object> row(View view, EventInfo info) {
        return JsonObjects.of(
                "link",
                view.link(info.name(), "events", info.name()),
                "number",
                String.valueOf(info.id()),
                "uses",
                mail.events().usages(info.name()).stream()
                        .map(use -> use(view, use))
                        .toList(),
                "required",
                List.copyOf(info.event().contract().required()));
    }

    private static Map<String, Object> use(View view, EventUse use) {
        String section = use.kind() == EventUse.Kind.STREAM ? "streams" : "programs";
        Map<String, Object> link = view.link(use.name(), section, use.name());
        link.put("kind", view.texts().of("use." + section));
        return link;
    }

    private Reply one(View view) {
        EventInfo info = named(view);
        Map<String, Object> model = row(view, info);
        model.put("name", info.name());
        model.put("path", view.path("events", info.name()));
        model.put("given", List.copyOf(info.event().contract().given()));
        model.put("secrets", List.copyOf(info.event().secrets()));
        model.put(
                "changes",
                mail.events().changes(info.name()).stream()
                        .map(change -> Changes.row(view, change))
                        .toList());
        return view.show("event", info.name(), model);
    }

    private Reply create(View view) {
        ExternalEvent event = ExternalEvent.named(view.field("name"))
                .requires(paths(view.field("requires")))
                .allows(paths(view.field("allows")))
                .secret(paths(view.field("secrets")));
        String name = events(view).create(event).name();
        return view.go("created", "events", name);
    }

    private static String[] paths(String text) {
        return Arrays.stream(text.split("[\\s,]+", -1))
                .filter(path -> !path.isEmpty())
                .toArray(String[]::new);
    }

    private Reply rename(View view) {
        String next =
                events(view).rename(named(view).name(), view.field("name")).name();
        return view.go("renamed", "events", next);
    }

    private Reply delete(View view) {
        events(view).delete(named(view).name());
        return view.go("deleted", "events");
    }

    private EventInfo named(View view) {
        return mail.events().find(view.call().variable("event")).orElseThrow(View.notFound("event"));
    }

    private Events events(View view) {
        return mail.events().by(view.who());
    }
}
