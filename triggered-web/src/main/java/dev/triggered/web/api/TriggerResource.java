package dev.triggered.web.api;

import dev.triggered.ExternalEvent;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.web.Role;
import dev.triggered.web.api.Receipts.AnswerView;
import dev.triggered.web.api.Receipts.BatchView;
import dev.triggered.web.api.Receipts.ExplanationView;
import dev.triggered.web.api.Receipts.PreviewView;
import dev.triggered.web.api.Receipts.ReceiptView;
import dev.triggered.web.api.Receipts.RefusalView;
import dev.triggered.web.api.Receipts.TestSendView;
import dev.triggered.web.api.TriggerBody.BatchBody;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Triggers, and what they would do. */
final class TriggerResource {
    private static final int LARGEST_BATCH = 1_000;
    private static final String EVENT = "/events/{event}";

    private final TriggeredMail mail;

    TriggerResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(EVENT + "/triggers", this::trigger)
                        .named(
                                "trigger",
                                "Triggers the event for one recipient, with a verdict of each stream and program")
                        .by(Role.TRIGGER)
                        .takes(Takes.JSON_OR_PARTS)
                        .takes(TriggerBody.class)
                        .answers(ReceiptView.class),
                Operation.post(EVENT + "/batches", this::batch)
                        .named("triggerBatch", "Triggers the event for many recipients, each with verdicts of its own")
                        .by(Role.TRIGGER)
                        .takes(BatchBody.class)
                        .answers(BatchView.class),
                Operation.post(EVENT + "/explanations", this::explain)
                        .named("explain", "Says what a trigger would do, and does nothing")
                        .by(Role.TRIGGER, Role.OPERATOR)
                        .takes(TriggerBody.class)
                        .answers(ExplanationView.class),
                Operation.post("/streams/{stream}/previews", this::preview)
                        .named("preview", "Renders the mail of a stream without asking any rule")
                        .takes(TriggerBody.class)
                        .answers(PreviewView.class),
                Operation.post("/streams/{stream}/test-sends", this::testSend)
                        .named(
                                "testSend",
                                "Sends the mail of a stream to be looked at: marked, untracked, counted nowhere")
                        .takes(TriggerBody.class)
                        .answers(TestSendView.class));
    }

    private Reply trigger(Call call) throws IOException {
        Optional<String> key = Inputs.idempotencyKey(call);
        Trigger trigger = call.request().contentType().equals(Takes.PARTS)
                ? TriggerParts.read(call, key.orElse(null))
                : body(call).trigger(key.orElse(null));
        TriggerReceipt receipt = mail.trigger(call.variable("event"), trigger);
        if (receipt.answers().stream().noneMatch(answer -> answer.verdict().isKept())) {
            return refused(receipt);
        }
        return Reply.json(ReceiptView.of(receipt));
    }

    private static Reply refused(TriggerReceipt receipt) {
        String verdicts = receipt.answers().stream()
                .map(TriggerReceipt.Answer::verdict)
                .distinct()
                .map(Verdict::name)
                .collect(Collectors.joining(", "));
        RefusalView view =
                new RefusalView(Problem.title(422), 422, "refused: " + verdicts, AnswerView.of(receipt.answers()));
        return Problem.reply(422, view);
    }

    private Reply batch(Call call) {
        List<TriggerBody> bodies = JsonReader.read(call.body(), BatchBody.class).triggers();
        if (bodies.isEmpty() || bodies.size() > LARGEST_BATCH) {
            throw Inputs.refusal("a batch has 1 to 1,000 triggers, this one " + bodies.size() + ": nothing was sent");
        }
        Optional<String> key = Inputs.idempotencyKey(call);
        List<Trigger> triggers = new ArrayList<>();
        for (TriggerBody each : bodies) {
            int index = triggers.size();
            triggers.add(each.trigger(key.map(text -> text + "#" + index).orElse(null)));
        }
        TriggerReceipt receipt = mail.trigger(call.variable("event"), triggers);
        return Reply.json(BatchView.of(receipt, triggers.size()));
    }

    private Reply explain(Call call) {
        String event = call.variable("event");
        ExternalEvent known =
                mail.events().find(event).map(info -> info.event()).orElseThrow(Inputs.notFound("event"));
        return Reply.json(ExplanationView.of(mail.explain(known, body(call).trigger(null))));
    }

    private Reply preview(Call call) {
        String stream = stream(call);
        return Reply.json(PreviewView.of(mail.preview(stream, body(call).trigger(null))));
    }

    private Reply testSend(Call call) {
        String stream = stream(call);
        return Reply.json(TestSendView.of(mail.testSend(stream, body(call).trigger(null))));
    }

    private String stream(Call call) {
        return mail.streams()
                .find(call.variable("stream"))
                .orElseThrow(Inputs.notFound("stream"))
                .name();
    }

    private static TriggerBody body(Call call) {
        return JsonReader.read(call.body(), TriggerBody.class);
    }
}
