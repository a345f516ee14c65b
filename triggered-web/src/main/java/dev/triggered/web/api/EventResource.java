package dev.triggered.web.api;

import dev.triggered.EventInfo;
import dev.triggered.Events;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.EventViews.ChangeList;
import dev.triggered.web.api.EventViews.EventBody;
import dev.triggered.web.api.EventViews.EventList;
import dev.triggered.web.api.EventViews.EventView;
import dev.triggered.web.api.EventViews.NameBody;
import dev.triggered.web.api.EventViews.UseList;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.JsonReader;
import java.util.List;

/** The events. */
final class EventResource {
    private static final String EVENTS = "/events";
    private static final String EVENT = "/events/{event}";

    private final TriggeredMail mail;

    EventResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(EVENTS, this::list)
                        .named("listEvents", "Lists all events")
                        .answers(EventList.class),
                Operation.post(EVENTS, this::create)
                        .named("createEvent", "Registers an event")
                        .takes(EventBody.class)
                        .answers(201, EventView.class),
                Operation.get(EVENT, this::find)
                        .named("getEvent", "Returns an event, by its name or a former one")
                        .answers(EventView.class),
                Operation.delete(EVENT, this::delete).named("deleteEvent", "Deletes an event that nothing uses"),
                Operation.post(EVENT + "/rename", this::rename)
                        .named("renameEvent", "Gives an event another name; its number stays")
                        .takes(NameBody.class)
                        .answers(EventView.class),
                Operation.get(EVENT + "/uses", this::uses)
                        .named("listEventUses", "Lists the streams and programs that use an event")
                        .answers(UseList.class),
                Operation.get(EVENT + "/changes", this::changes)
                        .named("listEventChanges", "Lists what was done to an event")
                        .answers(ChangeList.class));
    }

    private Reply list(Call call) {
        return Reply.json(
                new EventList(mail.events().list().stream().map(EventView::of).toList()));
    }

    private Reply create(Call call) {
        EventBody body = JsonReader.read(call.body(), EventBody.class);
        return Reply.json(201, EventView.of(events(call).create(body.event())));
    }

    private Reply find(Call call) {
        return Reply.json(EventView.of(info(call)));
    }

    private Reply delete(Call call) {
        events(call).delete(info(call).name());
        return Reply.of(204);
    }

    private Reply rename(Call call) {
        String next = JsonReader.read(call.body(), NameBody.class).name();
        return Reply.json(EventView.of(events(call).rename(info(call).name(), next)));
    }

    private Reply uses(Call call) {
        return Reply.json(UseList.of(mail.events().usages(info(call).name())));
    }

    private Reply changes(Call call) {
        return Reply.json(ChangeList.of(mail.events().changes(info(call).name())));
    }

    private EventInfo info(Call call) {
        return mail.events().find(call.variable("event")).orElseThrow(Inputs.notFound("event"));
    }

    private Events events(Call call) {
        return mail.events().by(call.caller().name());
    }
}
