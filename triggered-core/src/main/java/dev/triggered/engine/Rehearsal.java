package dev.triggered.engine;

import dev.triggered.Explanation;
import dev.triggered.RenderedMail;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggeredException;
import dev.triggered.engine.LiveStream.Compiled;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Goes through what a trigger would do, and keeps and sends nothing. */
final class Rehearsal {
    private final Gate gate;
    private final AddressBook addresses;
    private final Composer composer;
    private final MailStore store;
    private final Dispatcher dispatcher;

    Rehearsal(Gate gate, AddressBook addresses, Composer composer, MailStore store, Dispatcher dispatcher) {
        this.gate = gate;
        this.addresses = addresses;
        this.composer = composer;
        this.store = store;
        this.dispatcher = dispatcher;
    }

    Explanation explain(String event, Trigger trigger, Instant now) {
        List<Explanation.Step> steps = gate.rule(event, 0, trigger, now).stream()
                .flatMap(ruling -> explain(ruling, now).stream())
                .toList();
        return new Explanation(event, steps);
    }

    RenderedMail preview(Compiled compiled, Trigger trigger) {
        try {
            Addressee addressee = addresses.resolve(compiled.stream(), trigger);
            return compiled.template()
                    .render(
                            addressee.model(trigger.data()),
                            addressee.locale(),
                            compiled.stream().missingData());
        } catch (AddressBook.Unreachable e) {
            throw new TriggeredException("nobody to render for: " + e.reason());
        }
    }

    private List<Explanation.Step> explain(Ruling ruling, Instant now) {
        if (ruling instanceof Ruling.Stopped stop) {
            return List.of(new Explanation.Step(stop.answer(), stop.version()));
        }
        if (ruling instanceof Ruling.Enrolled enrolled) {
            return List.of(new Explanation.Step(Entrance.probe(store.programs(), enrolled), 0));
        }
        if (ruling instanceof Ruling.Reached reached) {
            return reached.questions().stream()
                    .map(question -> new Explanation.Step(Answer.keeping(question), 0))
                    .toList();
        }
        return List.of(explainMail((Ruling.Admitted) ruling, now));
    }

    private Explanation.Step explainMail(Ruling.Admitted pass, Instant now) {
        int version = pass.live().stream().version();
        Acceptance acceptance = store.outbox().probe(pass.message());
        if (!(acceptance instanceof Acceptance.Kept)) {
            return new Explanation.Step(Intake.refused(pass, acceptance), version);
        }
        OutgoingMail mail =
                composer.compose(pass.message().message(), pass.live().compiled(), now);
        Answer answer =
                Answer.naming(pass.question(), pass.verdict(), mail.header().id());
        return new Explanation.Step(answer, version, mime(mail));
    }

    private byte[] mime(OutgoingMail mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            dispatcher.compose(mail, out);
        } catch (IOException e) {
            throw new TriggeredException("the mail could not be composed: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }
}
