package dev.triggered.web.page;

import dev.triggered.InvalidStreamException;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.StreamInfo;
import dev.triggered.TriggeredException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import dev.triggered.web.page.MessagePages.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a stream would send, in a frame of its own in which nothing runs and nothing is loaded. */
final class PreviewPages {
    /** Styles of a mail stand within it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox;"
            + " frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    private final TriggeredMail mail;

    PreviewPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/streams/{stream}/preview", this::page),
                frame.change("/streams/{stream}/test-send", this::testSend),
                frame.look("/streams/{stream}/sample", this::sample),
                frame.ask("/streams/{stream}/sample", this::sample));
    }

    private Reply page(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        return page(view, info, Samples.NOBODY, Samples.json(info.stream().event()), Map.of());
    }

    private static Reply page(View view, StreamInfo info, String address, String data, Map<String, Object> result) {
        Map<String, Object> model = JsonObjects.of("stream", view.link(info.name(), "streams", info.name()));
        model.put("path", view.path("streams", info.name()));
        model.put("address", address);
        model.put("data", data);
        model.put("result", result);
        return view.show("preview", view.texts().of("preview.title") + " · " + info.name(), model);
    }

    /** Says on the page what the relay said, or why the mail did not come to it. */
    private Reply testSend(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        Map<String, Object> result;
        try {
            SendResult sent = mail.testSend(
                    info.name(), Samples.trigger(view, info.stream().event()));
            result = JsonObjects.of(
                    "state",
                    view.texts().of(Result.of(sent)),
                    "said",
                    sent.reply().toString());
        } catch (TriggeredException | IllegalArgumentException e) {
            result = JsonObjects.of("state", view.texts().of(Result.REFUSED), "said", String.valueOf(e.getMessage()));
        }
        return page(view, info, view.field("address"), view.field("data"), result);
    }

    private Reply sample(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        return framed(
                view,
                () -> InlineImages.in(
                        mail.preview(
                                info.name(), Samples.trigger(view, info.stream().event())),
                        info.stream()));
    }

    /** Returns a mail for a frame of a page, or what keeps it from being made. */
    static Reply framed(View view, Supplier<RenderedMail> mail) {
        try {
            RenderedMail rendered = mail.get();
            boolean asText = rendered.html().isEmpty() || view.field("part").equals("text");
            return asText
                    ? framed("text/plain; charset=utf-8", rendered.subject() + "\n\n" + rendered.text())
                    : framed("text/html; charset=utf-8", rendered.html());
        } catch (InvalidStreamException e) {
            return framed("text/plain; charset=utf-8", String.join("\n\n", e.faults()));
        } catch (TriggeredException | IllegalArgumentException e) {
            return framed("text/plain; charset=utf-8", String.valueOf(e.getMessage()));
        }
    }

    private static Reply framed(String type, String content) {
        return Reply.bytes(200, type, content.getBytes(StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "SAMEORIGIN");
    }
}
