package dev.triggered.web.bridge;

import dev.triggered.ConflictException;
import dev.triggered.EventInfo;
import dev.triggered.EventUse;
import dev.triggered.Events;
import dev.triggered.ExternalEvent;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.TriggeredMail;
import dev.triggered.web.Role;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The events. */
final class EventBridge {
    private static final String EVENT = "/event/{event}";

    private final TriggeredMail mail;
    private final Numbers numbers;

    EventBridge(TriggeredMail mail, Numbers numbers) {
        this.mail = mail;
        this.numbers = numbers;
    }

    List<Route> routes() {
        return List.of(
                Routes.get("/event", this::list),
                Routes.post("/event", this::create, Role.OPERATOR),
                Routes.get(EVENT, call -> Envelope.ok(List.of(view(event(call))))),
                Routes.post(EVENT, this::rename, Role.OPERATOR),
                Routes.get(EVENT + "/usages", call -> Envelope.ok(uses(event(call), info -> isOn(info.state())))),
                Routes.post(EVENT + "/delete", this::delete, Role.OPERATOR));
    }

    private Reply list(Call call) {
        return Envelope.ok(mail.events().list().stream()
                .filter(info -> numbers.of(info).isPresent())
                .map(this::view)
                .toList());
    }

    private Reply create(Call call) throws IOException {
        String name = name(call);
        return named(name, events -> events.create(ExternalEvent.named(name)), call);
    }

    private Reply rename(Call call) throws IOException {
        EventInfo event = event(call);
        String name = name(call);
        return named(name, events -> events.rename(event.name(), name), call);
    }

    private Reply named(String name, Function<Events, EventInfo> change, Call call) {
        try {
            return Envelope.ok(view(change.apply(mail.events().by(call.caller().name()))));
        } catch (ConflictException e) {
            throw new Refusal(ReplyCode.EVENT_NAME_TAKEN, "an event has or had the name '" + name + "'");
        } catch (IllegalArgumentException e) {
            throw new Refusal(ReplyCode.EVENT_NAME, String.valueOf(e.getMessage()));
        }
    }

    private Reply delete(Call call) {
        EventInfo event = event(call);
        try {
            mail.events().by(call.caller().name()).delete(event.name());
        } catch (ConflictException e) {
            throw new Refusal(ReplyCode.EVENT_IN_USE, String.valueOf(e.getMessage())).with(uses(event, info -> true));
        }
        return Routes.done();
    }

    private static boolean isOn(StreamState state) {
        return state == StreamState.LIVE || state == StreamState.PAUSED;
    }

    /** Programs have no numbers, and stand where that API has names. */
    private Map<String, Object> uses(EventInfo event, Predicate<StreamInfo> which) {
        List<EventUse> uses = mail.events().usages(event.name());
        List<Long> streams = uses.stream()
                .filter(use -> use.kind() == EventUse.Kind.STREAM)
                .flatMap(use -> mail.streams().find(use.name()).stream())
                .filter(which)
                .flatMap(info -> numbers.of(info).stream())
                .toList();
        List<String> programs = uses.stream()
                .filter(use -> use.kind() == EventUse.Kind.PROGRAM)
                .map(EventUse::name)
                .toList();
        return JsonObjects.of("program_ids", List.of(), "email_ids", streams, "interactions_program_ids", programs);
    }

    private Map<String, Object> view(EventInfo event) {
        long number = numbers.of(event)
                .orElseThrow(() -> new Refusal(
                        ReplyCode.INTERNAL,
                        "the number of the event '" + event.name() + "' was given to another: give it one, too"));
        return JsonObjects.of("id", number, "name", event.name());
    }

    private EventInfo event(Call call) {
        return numbers.event(call.variable("event"));
    }

    private static String name(Call call) throws IOException {
        return Document.read(call.body())
                .text("name")
                .orElseThrow(() -> new Refusal(ReplyCode.EVENT_NAME, "the name of the event is missing"));
    }
}
