package dev.triggered.web.api;

import dev.triggered.EventInfo;
import dev.triggered.EventUse;
import dev.triggered.ExternalEvent;
import dev.triggered.StreamChange;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;

/** Events, and what happened to them, as documents. */
final class EventViews {
    private EventViews() {}

    /** An event to be registered. */
    record EventBody(
            @Field("Its name, which no other event has or had")
            String name,

            @Field(value = "The paths that its data has to have", optional = true)
            List<String> requires,

            @Field(value = "Further paths that its data may have", optional = true)
            List<String> allows,

            @Field(value = "The paths that are erased after sending", optional = true)
            List<String> secrets) {
        EventBody {
            ExternalEvent unused = event(name, requires, allows, secrets);
        }

        ExternalEvent event() {
            return event(name, requires, allows, secrets);
        }

        private static ExternalEvent event(
                String name, List<String> requires, List<String> allows, List<String> secrets) {
            return ExternalEvent.named(name)
                    .requires(requires.toArray(new String[0]))
                    .allows(allows.toArray(new String[0]))
                    .secret(secrets.toArray(new String[0]));
        }
    }

    /** Another name. */
    record NameBody(@Field("The next name") String name) {}

    /** An event. */
    record EventView(
            @Field("Its number, which stays when it is renamed")
            long id,

            @Field("Its name") String name,
            @Field("The paths that its data has to have") List<String> required,

            @Field("All paths that its data may have; none where nothing is declared")
            List<String> given,

            @Field("The paths that are erased after sending")
            List<String> secrets) {
        static EventView of(EventInfo info) {
            ExternalEvent event = info.event();
            return new EventView(
                    info.id(),
                    event.name(),
                    List.copyOf(event.contract().required()),
                    List.copyOf(event.contract().given()),
                    List.copyOf(event.secrets()));
        }
    }

    /** All events. */
    record EventList(@Field("The events, by name") List<EventView> events) {}

    /** What uses an event. */
    record UseView(
            @Field("What it is") EventUse.Kind kind,
            @Field("Its name") String name) {}

    /** All that uses an event. */
    record UseList(@Field("The streams and programs") List<UseView> uses) {
        static UseList of(List<EventUse> uses) {
            return new UseList(uses.stream()
                    .map(use -> new UseView(use.kind(), use.name()))
                    .toList());
        }
    }

    /** A change. */
    record ChangeView(
            @Field("What was done") StreamChange.Kind kind,
            @Field("The name at that time") String name,
            @Field("The version behind it, 0 for an event") int version,
            @Field("When") Instant at,
            @Field("Who did it") String by,
            @Field("More about it, maybe empty") String detail) {}

    /** Changes. */
    record ChangeList(
            @Field("The changes, the newest first, 1,000 at most")
            List<ChangeView> changes) {
        static ChangeList of(List<StreamChange> changes) {
            return new ChangeList(changes.stream()
                    .map(change -> new ChangeView(
                            change.kind(), change.name(), change.version(), change.at(), change.by(), change.detail()))
                    .toList());
        }
    }
}
