package dev.triggered.web.api;

import dev.triggered.MailContent;
import dev.triggered.TriggeredMail;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.web.Role;
import dev.triggered.web.hook.WebhookStatus;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The HTTP API, and the document that describes it. */
public final class Api {
    private static final String DOCUMENT = "/openapi.json";

    private final List<Operation> operations;

    private Api(List<Operation> operations) {
        this.operations = operations;
    }

    /**
     * Makes the API of a {@link TriggeredMail} without webhooks, which takes no mails in and imports nothing.
     *
     * @param mail what is served
     * @return the API
     */
    public static Api of(TriggeredMail mail) {
        return of(mail, List::of, Optional.empty(), Optional.empty());
    }

    /**
     * Makes the API of a {@link TriggeredMail}.
     *
     * @param mail what is served
     * @param webhooks says how webhooks are doing
     * @param intake takes in mails that came back
     * @param importer makes a content of a file with a campaign
     * @return the API
     */
    public static Api of(
            TriggeredMail mail,
            Supplier<List<WebhookStatus>> webhooks,
            Optional<Function<byte[], IntakeResult>> intake,
            Optional<Function<byte[], MailContent>> importer) {
        return new Api(Stream.of(
                        new TriggerResource(mail).operations(),
                        new EventResource(mail).operations(),
                        new StreamResource(mail, importer).operations(),
                        new BroadcastResource(mail).operations(),
                        new MessageResource(mail).operations(),
                        new DeadLetterResource(mail).operations(),
                        new FeedbackResource(mail, intake).operations(),
                        new ReportResource(mail).operations(),
                        new LaneResource(mail).operations(),
                        new SuppressionResource(mail).operations(),
                        new ProgramResource(mail).operations(),
                        new WebhookResource(webhooks).operations())
                .flatMap(List::stream)
                .toList());
    }

    /**
     * Returns its routes.
     *
     * @return all routes, that of the document among them
     */
    public List<Route> routes() {
        Map<String, Object> document = OpenApi.of(operations);
        List<Route> routes = new ArrayList<>();
        routes.add(new Route(
                "GET",
                DOCUMENT,
                Set.of(Role.values()),
                Takes.NOTHING,
                call -> Reply.json(OpenApi.at(call.request().mount(), document))));
        operations.forEach(operation -> routes.add(operation.route()));
        return List.copyOf(routes);
    }

    List<Operation> operations() {
        return operations;
    }
}
