package dev.triggered.web.page;

import dev.triggered.notice.Backlog;
import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How webhooks are doing. */
final class WebhookPages {
    /** The section that they are, and the path. */
    static final String SECTION = "webhooks";

    private final Supplier<List<WebhookStatus>> webhooks;

    WebhookPages(Supplier<List<WebhookStatus>> webhooks) {
        this.webhooks = webhooks;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look("/" + SECTION, this::list));
    }

    private Reply list(View view) {
        Map<String, Object> model = JsonObjects.of(
                "webhooks",
                webhooks.get().stream().map(status -> row(view, status)).toList());
        return view.show(SECTION, view.texts().of("webhooks.title"), model);
    }

    private static Map<String, Object> row(View view, WebhookStatus status) {
        Texts texts = view.texts();
        Backlog backlog = status.counts().backlog();
        String waiting = texts.number(backlog.notices());
        return JsonObjects.of(
                "name",
                status.name(),
                "origin",
                status.origin(),
                "state",
                state(texts, status.state()),
                "told",
                texts.number(status.counts().told()),
                "givenUp",
                texts.number(status.counts().givenUp()),
                "waiting",
                backlog.notices() < Backlog.MOST ? waiting : waiting + "+",
                "since",
                backlog.oldest().stream().map(View::time).toList(),
                "lastError",
                status.lastError());
    }

    /** A webhook that was closed is not as a lane whose breaker is. */
    private static Map<String, Object> state(Texts texts, WebhookState state) {
        Map<String, Object> pill = texts.of(state);
        if (state == WebhookState.CLOSED) {
            pill.put("code", "ENDED");
        }
        return pill;
    }
}
