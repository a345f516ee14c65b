package dev.triggered.web.bridge;

import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.InvalidStreamException;
import dev.triggered.PlainData;
import dev.triggered.RefusedException;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.TemplateException;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.web.Role;
import dev.triggered.web.api.SampleData;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** What there is to look at of a stream: a preview, a test mail, and how its mails were answered. */
final class LookBridge {
    private static final String STREAM = "/email/{stream}";
    private static final String NOBODY = "preview@example.com";
    private static final int MOST_TEST_MAILS = 50;
    private static final Pattern BETWEEN = Pattern.compile("[;,\\s]+");

    private final TriggeredMail mail;
    private final Numbers numbers;
    private final InstantSource clock;

    LookBridge(TriggeredMail mail, Numbers numbers, InstantSource clock) {
        this.mail = mail;
        this.numbers = numbers;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Routes.post(STREAM + "/preview", this::preview, Role.OPERATOR),
                Routes.post(STREAM + "/sendtestmail", this::testMail, Role.OPERATOR),
                Routes.get(STREAM + "/responsesummary", this::summary));
    }

    private Reply preview(Call call) throws IOException {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM);
        Document document = Document.read(call.body());
        String version = document.text("version").orElse("");
        if (!List.of("html", "text", "mobile").contains(version)) {
            throw new Refusal(ReplyCode.PREVIEW_VERSION, "the version is html, text or mobile");
        }
        try {
            RenderedMail rendered = mail.preview(info.name(), trigger(NOBODY, info, document));
            return Envelope.ok(version.equals("text") ? rendered.text() : rendered.html());
        } catch (TemplateException e) {
            throw missing(e);
        }
    }

    private Reply testMail(Call call) throws IOException {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM);
        Document document = Document.read(call.body());
        String list = document.text("recipientlist")
                .orElseThrow(() -> new Refusal(
                        ReplyCode.RECIPIENTS, "recipientlist names addresses: there are no segments and lists here"));
        for (String address : addresses(list)) {
            send(info, trigger(address, info, document));
        }
        return Routes.done();
    }

    /** Nothing is sent to anybody where one address is none. */
    private static List<String> addresses(String list) {
        List<String> addresses = BETWEEN.splitAsStream(list)
                .filter(address -> !address.isEmpty())
                .limit(MOST_TEST_MAILS)
                .toList();
        try {
            List<EmailAddress> unused =
                    addresses.stream().map(EmailAddress::parse).toList();
        } catch (InvalidAddressException e) {
            throw new Refusal(ReplyCode.RECIPIENTS, String.valueOf(e.getMessage()));
        }
        return addresses;
    }

    private void send(StreamInfo info, Trigger trigger) {
        String who = trigger.recipient().label();
        try {
            SendResult result = mail.testSend(info.name(), trigger);
            if (!(result instanceof SendResult.Accepted)) {
                throw new Refusal(ReplyCode.INTERNAL, "no test mail was sent to " + who + ": " + result.reply());
            }
        } catch (TemplateException e) {
            throw missing(e);
        } catch (InvalidStreamException e) {
            throw new Refusal(ReplyCode.STREAM_SETTINGS, String.join("; ", e.faults()));
        } catch (RefusedException e) {
            throw new Refusal(ReplyCode.RECIPIENTS, "no test mail is sent to " + who + ": " + e.getMessage());
        }
    }

    /** The data of the document, where that API has none, goes over data that is made up. */
    private static Trigger trigger(String address, StreamInfo info, Document document) {
        return Trigger.to(address)
                .withAll(PlainData.of(SampleData.of(info.stream().event())).with(EventData.of(document, "data")));
    }

    private static Refusal missing(TemplateException e) {
        return new Refusal(ReplyCode.PARAMETERS, String.join("; ", e.faults()));
    }

    private Reply summary(Call call) {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM_TO_REPORT);
        if (info.state() == StreamState.DRAFT) {
            throw new Refusal(ReplyCode.STREAM_STATE, "the stream '" + info.name() + "' was never launched");
        }
        if (call.query("launch_id").isPresent()) {
            throw new Refusal(ReplyCode.NO_LAUNCH, "launches have no numbers here: ask for dates");
        }
        return Envelope.ok(ResponseSummary.of(mail, info.name(), ResponseSummary.between(call, clock.instant())));
    }
}
