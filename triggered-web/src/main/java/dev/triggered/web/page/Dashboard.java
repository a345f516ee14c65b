package dev.triggered.web.page;

import dev.triggered.MailContent;
import dev.triggered.TriggeredMail;
import dev.triggered.web.hook.WebhookStatus;
import dev.triggered.web.http.FormTokens;
import dev.triggered.web.http.Incoming;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The pages for people, made on the server: they can be read without scripts. Thread-safe. */
public final class Dashboard {
    private final Frame frame;
    private final List<Route> routes;

    private Dashboard(Frame frame, List<Route> routes) {
        this.frame = frame;
        this.routes = routes;
    }

    /**
     * Makes the dashboard of a {@link TriggeredMail}.
     *
     * @param mail what is shown
     * @param tokens the tokens of its forms
     * @param clock says what was today
     * @param importer makes a content of a file with a campaign; without one nothing is imported
     * @param webhooks says how webhooks are doing; without it there is no page for them
     * @return the dashboard
     */
    public static Dashboard of(
            TriggeredMail mail,
            FormTokens tokens,
            InstantSource clock,
            Optional<Function<byte[], MailContent>> importer,
            Optional<Supplier<List<WebhookStatus>>> webhooks) {
        Frame frame = new Frame(tokens, clock, webhooks.isPresent() ? List.of(WebhookPages.SECTION) : List.of());
        return new Dashboard(
                frame,
                Stream.of(
                                List.of(frame.assets()),
                                new OverviewPage(mail).routes(frame),
                                new StreamPages(mail).routes(frame),
                                new StreamLife(mail).routes(frame),
                                new StreamEdits(mail).routes(frame),
                                new NewStreamPages(mail, importer).routes(frame),
                                new VersionPages(mail).routes(frame),
                                new PreviewPages(mail).routes(frame),
                                new MessageSearch(mail).routes(frame),
                                new MessagePages(mail).routes(frame),
                                new DeadLetterPages(mail).routes(frame),
                                new BroadcastPages(mail).routes(frame),
                                new ProgramPages(mail).routes(frame),
                                new EventPages(mail).routes(frame),
                                new SuppressionPages(mail).routes(frame),
                                new FeedbackPages(mail).routes(frame),
                                webhooks.map(status -> new WebhookPages(status).routes(frame))
                                        .orElse(List.of()))
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * Returns its routes.
     *
     * @return all routes
     */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Has a page say what a problem document says, where a page was asked for.
     *
     * @param request what was asked for
     * @param reply the answer
     * @return the answer, or a page of that status and with those header fields
     */
    public Reply dress(Incoming request, Reply reply) {
        boolean isPage = request.path().equals(Frame.BASE) || request.path().startsWith(Frame.BASE + "/");
        if (!isPage || !(reply.document().orElse("") instanceof Problem problem)) {
            return reply;
        }
        Reply page = frame.failure(request, problem).status(reply.status());
        for (Map.Entry<String, List<String>> header : reply.headers().entrySet()) {
            if (!header.getKey().equals("Content-Type")) {
                page = page.header(header.getKey(), header.getValue().toArray(new String[0]));
            }
        }
        return page;
    }
}
