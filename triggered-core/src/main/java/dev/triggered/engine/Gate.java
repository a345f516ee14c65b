package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.Limits;
import dev.triggered.MailStream;
import dev.triggered.MessageInfo;
import dev.triggered.MissingData;
import dev.triggered.StreamState;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.Verdict;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides which streams write, to whom, whether they may, and whether anything is missing. Keeps nothing, sends nothing. */
final class Gate {
    private final Supplier<Catalog> catalog;
    private final AddressBook addresses;
    private final Limits limits;
    private final MessageIds ids;
    private final ProgramGate programs;

    Gate(Supplier<Catalog> catalog, AddressBook addresses, Limits limits, MessageIds ids, ProgramGate programs) {
        this.catalog = catalog;
        this.addresses = addresses;
        this.limits = limits;
        this.ids = ids;
        this.programs = programs;
    }

    /** Returns a ruling for each stream that listens, then those of the programs, or a single one where nobody listens. */
    List<Ruling> rule(String event, int index, Trigger trigger, Instant at) {
        String recipient = trigger.recipient().label();
        Question nobody = new Question(index, recipient, "");
        Catalog now = catalog.get();
        if (!now.knows(event)) {
            String reason = "no event is named '" + event + "': register it, or name it in a stream";
            return List.of(stop(nobody, Verdict.UNKNOWN_EVENT, reason));
        }
        ExternalEvent known = now.event(event).orElseThrow();
        List<LiveStream> taken = programs.takenOver(known).stream()
                .flatMap(name -> now.stream(name).stream())
                .toList();
        List<Ruling> rulings = new ArrayList<>();
        for (LiveStream live : now.listeningTo(event)) {
            if (!taken.contains(live)) {
                rulings.add(
                        rule(live, new Question(index, recipient, live.stream().name()), trigger, at));
            }
        }
        rulings.addAll(programs.rule(
                known, new ProgramGate.Occurrence(index, trigger, at), question -> excessOfData(question, trigger)));
        return rulings.isEmpty()
                ? List.of(stop(nobody, Verdict.NO_STREAM, "no stream and no program listens to '" + event + "'"))
                : rulings;
    }

    /** Rules for one stream, whether it listens or not. */
    Ruling rule(LiveStream live, Question question, Trigger trigger, Instant now) {
        if (live.state() == StreamState.STOPPED || live.state() == StreamState.DRAFT) {
            Answer answer = Answer.refusing(question, Verdict.STREAM_STOPPED, whyStopped(live));
            return new Ruling.Stopped(answer, live.stream().version());
        }
        Addressee addressee;
        try {
            addressee = addresses.resolve(live.stream(), trigger);
        } catch (AddressBook.Unreachable e) {
            return new Ruling.Stopped(
                    Answer.refusing(question, e.verdict(), e.reason()),
                    live.stream().version());
        }
        Optional<Answer> stop = lackOfAttachment(live.stream(), question, trigger)
                .or(() -> excessOfData(question, trigger))
                .or(() -> excessOfAttachments(live.stream(), question, trigger))
                .or(() -> lackOfData(live, question, trigger, addressee));
        return stop.isPresent()
                ? new Ruling.Stopped(stop.get(), live.stream().version())
                : new Ruling.Admitted(question, live, message(live, trigger, addressee, now));
    }

    private static String whyStopped(LiveStream live) {
        List<String> faults = live.compiled().faults();
        return faults.isEmpty()
                ? "stream '" + live.stream().name() + "' is "
                        + (live.state() == StreamState.DRAFT ? "a draft" : "stopped") + ": launch it first"
                : "stream '" + live.stream().name() + "' cannot be run here: " + String.join("; ", faults);
    }

    private static Optional<Answer> lackOfAttachment(MailStream stream, Question question, Trigger trigger) {
        if (!stream.requiresAttachment() || !trigger.attachments().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Answer.refusing(
                question, Verdict.MISSING_ATTACHMENT, "the stream requires an attachment and the trigger has none"));
    }

    private Optional<Answer> excessOfData(Question question, Trigger trigger) {
        int bytes = trigger.data().jsonBytes();
        if (bytes <= limits.dataBytes()) {
            return Optional.empty();
        }
        return Optional.of(Answer.refusing(
                question,
                Verdict.TOO_LARGE,
                "the data has " + bytes + " bytes as JSON, at most " + limits.dataBytes() + " are allowed"));
    }

    private Optional<Answer> excessOfAttachments(MailStream stream, Question question, Trigger trigger) {
        long bytes = 0;
        for (Attachment attachment : Composer.files(stream, trigger.attachments())) {
            bytes += attachment.size().orElse(0);
        }
        if (bytes <= limits.attachmentBytes()) {
            return Optional.empty();
        }
        return Optional.of(Answer.refusing(
                question,
                Verdict.TOO_LARGE,
                "the attachments have " + bytes + " bytes together, at most " + limits.attachmentBytes()
                        + " are allowed"));
    }

    private static Optional<Answer> lackOfData(
            LiveStream live, Question question, Trigger trigger, Addressee addressee) {
        Set<String> paths = new LinkedHashSet<>();
        List<String> askers = new ArrayList<>();
        for (String declared : live.stream().event().contract().missing(trigger.data())) {
            paths.add("event." + declared);
            askers.add("event." + declared + " (required by the event)");
        }
        if (live.stream().missingData() == MissingData.REFUSE) {
            for (DataPath asked : live.template().missing(addressee.model(trigger.data()), addressee.locale())) {
                if (paths.add(asked.path())) {
                    askers.add(asked.toString());
                }
            }
        }
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(Answer.missing(question, List.copyOf(paths), "missing: " + String.join(", ", askers)));
    }

    /** Makes the message of somebody who was let through. */
    NewMessage message(LiveStream live, Trigger trigger, Addressee addressee, Instant now) {
        MailStream stream = live.stream();
        QueuedMessage message = new QueuedMessage(
                new MessageInfo(ids.next(now), stream.name(), stream.version(), addressee.address()),
                new QueuedMessage.Route(live.number(), stream.lane().name()),
                new QueuedMessage.Content(
                        addressee.contact(),
                        stream.purpose(),
                        trigger.data(),
                        trigger.attachments(),
                        addressee.locale()),
                schedule(stream, trigger, now),
                0);
        NewMessage fresh = NewMessage.of(message).secrets(stream.event().secrets());
        return trigger.id()
                .map(id -> fresh.key(Fingerprints.of(live.key(), addressee.address(), id, trigger)))
                .orElse(fresh);
    }

    private static QueuedMessage.Schedule schedule(MailStream stream, Trigger trigger, Instant now) {
        Instant due = trigger.notBefore().isAfter(now) ? trigger.notBefore() : now;
        QueuedMessage.Schedule schedule = schedule(stream, now, due);
        return trigger.expiresAt().isBefore(schedule.expires()) ? schedule.expiringAt(trigger.expiresAt()) : schedule;
    }

    /** Returns the schedule by which a stream sends what was accepted at a time and is due at another. */
    static QueuedMessage.Schedule schedule(MailStream stream, Instant acceptedAt, Instant due) {
        DeliveryPolicy policy = stream.delivery();
        boolean endless = policy.expireAfter().equals(DeliveryPolicy.NEVER)
                || policy.expireAfter().compareTo(Duration.between(due, Instant.MAX)) >= 0;
        Instant expires = endless ? Instant.MAX : due.plus(policy.expireAfter());
        return new QueuedMessage.Schedule(stream.priority(), acceptedAt, due, due, expires);
    }

    private static Ruling stop(Question question, Verdict verdict, String reason) {
        return new Ruling.Stopped(Answer.refusing(question, verdict, reason), 0);
    }
}
