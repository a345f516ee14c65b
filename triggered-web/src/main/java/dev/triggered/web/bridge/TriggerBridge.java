package dev.triggered.web.bridge;

import dev.triggered.EventInfo;
import dev.triggered.EventUse;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggeredMail;
import dev.triggered.web.Role;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Triggers: of an event for a contact or many, and of a broadcast stream for an address. */
final class TriggerBridge {
    private static final int LARGEST_BATCH = 1_000;

    private final TriggeredMail mail;
    private final Numbers numbers;
    private final Keys keys;

    TriggerBridge(TriggeredMail mail, Numbers numbers, Keys keys) {
        this.mail = mail;
        this.numbers = numbers;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Routes.post("/event/{event}/trigger", this::trigger, Role.TRIGGER),
                Routes.post("/email/{stream}/broadcast", this::broadcast, Role.TRIGGER, Role.OPERATOR));
    }

    private Reply trigger(Call call) throws IOException {
        EventInfo event = numbers.event(call.variable("event"));
        Document document = Document.read(call.body());
        String key = keys.of(document);
        List<?> contacts = document.items("contacts");
        if (contacts.isEmpty()) {
            String unused = kept(
                    mail.trigger(event.name(), one(key, document, document)).answers());
            return Envelope.ok(Map.of());
        }
        if (contacts.size() > LARGEST_BATCH) {
            throw new Refusal(
                    ReplyCode.BATCH_TOO_LARGE,
                    "a request has at most 1,000 contacts, this one " + contacts.size() + ": nothing was triggered");
        }
        return batch(event, key, contacts, document);
    }

    /** One bad contact never stops the others. */
    private Reply batch(EventInfo event, String key, List<?> contacts, Document document) {
        Map<String, Object> errors = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<Trigger> triggers = new ArrayList<>();
        for (Object item : contacts) {
            Optional<Document> contact = Document.of(item);
            String name = contact.flatMap(each -> each.text("external_id")).orElse("");
            try {
                triggers.add(one(key, contact.orElseThrow(TriggerBridge::noContact), document));
                names.add(name);
            } catch (Refusal e) {
                errors.put(name, error(e));
            }
        }
        List<String> ids = new ArrayList<>();
        answers(event, triggers).forEach((index, answers) -> {
            try {
                ids.add(kept(answers));
            } catch (Refusal e) {
                errors.put(names.get(index), error(e));
            }
        });
        return Envelope.ok(JsonObjects.of("ids", ids, "errors", errors));
    }

    private Map<Integer, List<Answer>> answers(EventInfo event, List<Trigger> triggers) {
        Map<Integer, List<Answer>> answers = new LinkedHashMap<>();
        if (!triggers.isEmpty()) {
            for (Answer answer : mail.trigger(event.name(), triggers).answers()) {
                answers.computeIfAbsent(answer.index(), index -> new ArrayList<>())
                        .add(answer);
            }
        }
        return answers;
    }

    private Trigger one(String key, Document contact, Document around) {
        return Triggers.complete(keys.to(key, contact.text("external_id")), contact, around);
    }

    private Reply broadcast(Call call) throws IOException {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM);
        Document document = Document.read(call.body());
        String address = document.text("email")
                .orElseThrow(() -> new Refusal(ReplyCode.RECIPIENTS, "the email of the recipient is missing"));
        requireBroadcast(info);
        Trigger trigger = Triggers.complete(Trigger.to(address), document, document);
        TriggerReceipt receipt = mail.trigger(info.stream().event().name(), trigger);
        return Envelope.ok(kept(receipt.answers()));
    }

    /** The mail is sent by way of the event, which must not lead anywhere else. */
    private void requireBroadcast(StreamInfo info) {
        if (!info.stream().isBroadcast()) {
            throw new Refusal(ReplyCode.NO_STREAM, "'" + info.name() + "' is no broadcast stream");
        }
        if (info.state() == StreamState.DRAFT || info.state() == StreamState.STOPPED) {
            throw new Refusal(ReplyCode.STREAM_STATE, "'" + info.name() + "' is " + info.state() + ": launch it");
        }
        String event = info.stream().event().name();
        List<EventUse> uses = mail.events().usages(event);
        if (uses.size() > 1) {
            throw new Refusal(
                    ReplyCode.STREAM_SETTINGS,
                    "the event '" + event + "' of this stream has other uses: " + uses + "; give it one of its own");
        }
    }

    /** Returns what was kept, or refuses where nothing was. */
    private static String kept(List<Answer> answers) {
        Optional<Answer> kept =
                answers.stream().filter(answer -> answer.verdict().isKept()).findFirst();
        if (kept.isEmpty()) {
            Answer answer = answers.get(0);
            throw new Refusal(ReplyCode.of(answer.verdict()), answer.verdict() + ": " + answer.reason());
        }
        Optional<String> message = kept.get().messageId().map(Object::toString);
        return message.orElseGet(
                () -> kept.get().enrolmentId().map(Object::toString).orElse(""));
    }

    private static Map<String, Object> error(Refusal refusal) {
        return JsonObjects.of(String.valueOf(refusal.code().number()), refusal.text());
    }

    private static Refusal noContact() {
        return new Refusal(ReplyCode.KEY_VALUE, "a contact is an object with an external_id");
    }
}
