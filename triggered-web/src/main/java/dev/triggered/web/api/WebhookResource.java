package dev.triggered.web.api;

import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How webhooks are doing. */
final class WebhookResource {
    private final Supplier<List<WebhookStatus>> webhooks;

    WebhookResource(Supplier<List<WebhookStatus>> webhooks) {
        this.webhooks = webhooks;
    }

    List<Operation> operations() {
        return List.of(Operation.get("/webhooks", this::list)
                .named("listWebhooks", "Lists how the webhooks of this process are doing")
                .answers(WebhookList.class));
    }

    private Reply list(Call call) {
        return Reply.json(
                new WebhookList(webhooks.get().stream().map(WebhookView::of).toList()));
    }

    /** The webhooks. */
    record WebhookList(
            @Field("The webhooks, in the order in which they were added")
            List<WebhookView> webhooks) {}

    /** A webhook. */
    record WebhookView(
            @Field("Its name") String name,
            @Field("Where it is told, without the path") String origin,

            @Field("How it is, as far as this process knows")
            WebhookState state,

            @Field("What was told, and what was not") ToldView counts,

            @Field(value = "Why it could not be told last", optional = true) @Nullable
            String lastError) {
        static WebhookView of(WebhookStatus status) {
            return new WebhookView(
                    status.name(),
                    status.origin(),
                    status.state(),
                    ToldView.of(status.counts()),
                    status.lastError().isEmpty() ? null : status.lastError());
        }
    }

    /** What was told, and what was not. */
    record ToldView(
            @Field("How many notices this process has told since it was started")
            long told,

            @Field("How many notices this process has given up since it was started")
            long givenUp,

            @Field("How many notices wait, for all nodes; 10,000 stands for that many or more")
            int waiting,

            @Field(value = "Since when the oldest of them waits", optional = true) @Nullable
            Instant waitingSince) {
        static ToldView of(WebhookStatus.Counts counts) {
            return new ToldView(
                    counts.told(),
                    counts.givenUp(),
                    counts.backlog().notices(),
                    counts.backlog().oldest().orElse(null));
        }
    }
}
