package dev.triggered.web.page;

import dev.triggered.PlainData;
import dev.triggered.RenderedMail;
import dev.triggered.StreamInfo;
import dev.triggered.Trigger;
import dev.triggered.TriggeredException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a stream would send, in a frame of its own in which nothing runs and nothing is loaded. */
final class PreviewPages {
    private static final String NOBODY = "preview@example.com";

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
                frame.look("/streams/{stream}/sample", this::sample),
                frame.ask("/streams/{stream}/sample", this::sample));
    }

    private Reply page(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        Map<String, Object> model = JsonObjects.of("stream", view.link(info.name(), "streams", info.name()));
        model.put("sample", view.path("streams", info.name(), "sample"));
        model.put("address", NOBODY);
        model.put("data", Samples.json(info.stream().event()));
        return view.show("preview", view.texts().of("preview.title") + " · " + info.name(), model);
    }

    /** The mail itself, or what keeps it from being made. */
    private Reply sample(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        try {
            RenderedMail rendered = mail.preview(info.name(), trigger(view, info));
            boolean asText = rendered.html().isEmpty() || view.field("part").equals("text");
            return asText
                    ? framed("text/plain; charset=utf-8", rendered.subject() + "\n\n" + rendered.text())
                    : framed("text/html; charset=utf-8", rendered.html());
        } catch (TriggeredException | IllegalArgumentException e) {
            return framed("text/plain; charset=utf-8", String.valueOf(e.getMessage()));
        }
    }

    private static Trigger trigger(View view, StreamInfo info) {
        String address = view.field("address").isEmpty() ? NOBODY : view.field("address");
        String data = view.field("data").isEmpty() ? Samples.json(info.stream().event()) : view.field("data");
        return Trigger.to(address).withAll(PlainData.fromJson(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reply framed(String type, String content) {
        return Reply.bytes(200, type, content.getBytes(StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "SAMEORIGIN");
    }
}
