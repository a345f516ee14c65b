package dev.triggered.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.BroadcastState;
import dev.triggered.Verdict;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.notice.Backlog;
import dev.triggered.templates.CampaignImport;
import dev.triggered.testkit.SendResults;
import dev.triggered.tracking.ReadingKind;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.web.Client;
import dev.triggered.web.Role;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document says what there is, and what there is does what the document says. */
class OpenApiTest {
    private static final String TO_JANE = "{\"to\":{\"address\":\"jane@example.com\"},\"data\":{\"number\":\"1\"}}";
    private static final String EMPTY = "{}";

    private final Shop shop = new Shop();
    private final TriggeredWeb web = shop.web()
            .webhooks(OpenApiTest::webhooks)
            .importer(file -> CampaignImport.file(file).content())
            .intake(mail -> new IntakeResult.Ignored(ReadingKind.AUTO_REPLY))
            .serve(0);
    private final Client operator =
            new Client(URI.create("http://127.0.0.1:" + web.address().getPort()), Shop.OPERATOR);
    private final Client application = operator.as(Shop.APPLICATION);
    private final Set<String> visited = new LinkedHashSet<>();
    private final JsonNode document;

    OpenApiTest() throws Exception {
        this.document = operator.get("/openapi.json").json();
    }

    @AfterEach
    void close() {
        web.close();
        shop.close();
    }

    @Test
    void it_describes_each_operation_once_and_nothing_else() {
        List<Operation> operations = Api.of(shop.mail).operations();
        List<String> described = new ArrayList<>();
        document.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(method ->
                                described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        operations.stream().map(Operation::toString).toList());
        assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation.summary()).isNotEmpty());
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void it_names_each_verdict_and_each_role_that_is_asked_for() {
        assertThat(document.at("/components/schemas/AnswerView/properties/verdict/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(
                        Arrays.stream(Verdict.values()).map(Verdict::name).toArray(String[]::new));
        for (Operation operation : Api.of(shop.mail).operations()) {
            String description = described(operation.id()).get("description").asString();
            for (Role role : operation.roles()) {
                assertThat(description).contains(role.name());
            }
        }
    }

    @Test
    void each_operation_answers_as_it_is_described() throws Exception {
        visitTriggers();
        visitEvents();
        visitStreams();
        visitSuppressions();
        visitPrograms();
        visitBroadcasts();
        visitMessages();
        visitFeedback();
        visit("listLanes", operator.get("/api/v1/lanes"));
        visit("listWebhooks", operator.get("/api/v1/webhooks"));

        assertThat(visited)
                .containsExactlyInAnyOrderElementsOf(Api.of(shop.mail).operations().stream()
                        .map(Operation::id)
                        .toList());
    }

    private static List<WebhookStatus> webhooks() {
        WebhookStatus.Counts counts = new WebhookStatus.Counts(3, 1, new Backlog(2, Optional.of(Instant.EPOCH)));
        return List.of(
                new WebhookStatus("shop", "https://shop.example", WebhookState.RESTING, counts, "it answered 500"));
    }

    private void visitTriggers() throws Exception {
        Client.Answer answer = visit("trigger", application.post("/api/v1/events/order-placed/triggers", TO_JANE));
        visit(
                "triggerBatch",
                application.post("/api/v1/events/order-placed/batches", "{\"triggers\":[" + TO_JANE + "]}"));
        visit("explain", application.post("/api/v1/events/order-placed/explanations", TO_JANE));
        visit("preview", operator.post("/api/v1/streams/order-confirmation/previews", TO_JANE));
        visit("testSend", operator.post("/api/v1/streams/order-confirmation/test-sends", TO_JANE));
        String id = answer.text("/answers/0/message");
        shop.dispatcher.awaitMails(3);
        await().until(() ->
                operator.get("/api/v1/messages/" + id).text("/state").equals("SENT"));
        visit("searchMessages", operator.get("/api/v1/messages?recipient=jane@example.com&state=SENT&limit=1"));
        String days = "?from=2026-01-01T00:00:00Z&to=2126-01-01T00:00:00Z&by=STREAM,VERSION";
        await().until(() ->
                operator.get("/api/v1/reports" + days).json().at("/rows").size() > 0);
        visit("getReport", operator.get("/api/v1/reports" + days));
        visit("exportReport", operator.get("/api/v1/reports/export" + days));
        visit("getMessage", operator.get("/api/v1/messages/" + id));
    }

    private void visitMessages() throws Exception {
        String later = TO_JANE.replaceFirst("\\{", "{\"when\":{\"notBefore\":\"2126-01-01T00:00:00Z\"},");
        String waiting = message(later);
        visit("cancelMessage", operator.post(waiting + "/cancel", EMPTY));
        assertThat(operator.post(waiting + "/resend", EMPTY).text("/verdict")).isEqualTo("WAS_NOT_SENT");
        visit("retryMessage", operator.post(waiting + "/retry", EMPTY));
        await().until(() -> operator.get(waiting).text("/state").equals("SENT"));
        visit("getMessageMail", operator.get(waiting + "/mail"));
        visit("resendMessage", operator.post(waiting + "/resend", EMPTY));
        shop.dispatcher.whenRecipient("joan@example.com", SendResults.refused(550, "no such user"));
        String refused = message(TO_JANE.replace("jane", "joan"));
        await().until(() -> operator.get(refused).text("/state").equals("FAILED"));
        visit("searchDeadLetters", operator.get("/api/v1/dead-letters?stream=order-confirmation&code=550&limit=1"));
        visit(
                "retryDeadLetters",
                operator.post(
                        "/api/v1/dead-letters/retries",
                        "{\"stream\":\"order-confirmation\",\"states\":[\"FAILED\"],\"said\":{\"code\":550},\"atMost\":10}"));
    }

    private String message(String trigger) throws Exception {
        return "/api/v1/messages/"
                + application
                        .post("/api/v1/events/order-placed/triggers", trigger)
                        .text("/answers/0/message");
    }

    private void visitFeedback() throws Exception {
        shop.mail.feedback().keep(new UnmatchedMail(0, Instant.now(), "a bounce of nobody", "Subject: gone"));
        String number = visit("listUnmatchedMails", operator.get("/api/v1/feedback/unmatched?limit=1"))
                .text("/mails/0/number");
        visit("forgetUnmatchedMail", operator.delete("/api/v1/feedback/unmatched/" + number));
        visit(
                "acceptReturnedMail",
                operator.postAs("message/rfc822", "/api/v1/feedback/mails", "Subject: away\n\nbye"));
    }

    private void visitEvents() throws Exception {
        visit("listEvents", operator.get("/api/v1/events"));
        visit(
                "createEvent",
                operator.post(
                        "/api/v1/events", "{\"name\":\"returned\",\"requires\":[\"a.b\"],\"secrets\":[\"a.c\"]}"));
        visit("getEvent", operator.get("/api/v1/events/returned"));
        visit("renameEvent", operator.post("/api/v1/events/returned/rename", "{\"name\":\"sent-back\"}"));
        visit("listEventUses", operator.get("/api/v1/events/order-placed/uses"));
        visit("listEventChanges", operator.get("/api/v1/events/sent-back/changes"));
        visit("deleteEvent", operator.delete("/api/v1/events/sent-back"));
    }

    private void visitStreams() throws Exception {
        String name = "/api/v1/streams/reminder";
        visit("listStreams", operator.get("/api/v1/streams"));
        visit(
                "createStream",
                operator.post(
                        "/api/v1/streams",
                        "{\"name\":\"reminder\",\"event\":\"hello\",\"purpose\":\"SERVICE_NOTICE\",\"text\":{\"from\":"
                                + "\"Acme <shop@notify.acme.example>\",\"content\":{\"subject\":\"Hi\",\"text\":\"Hi.\"}}}"));
        visit("getStream", operator.get(name));
        visit(
                "publishStream",
                operator.put(
                        name,
                        "{\"version\":1,\"text\":{\"replyTo\":\"help@acme.example\",\"rules\":{\"priority\":\"HIGH\"}}}"));
        visit(
                "importCampaign",
                operator.postAs("text/html", name + "/imports?version=2", "<title>Hi</title><p>Hi.</p>"));
        visit("rollBackStream", operator.post(name + "/rollback", "{\"version\":1}"));
        visit("listStreamVersions", operator.get(name + "/versions"));
        visit("listStreamChanges", operator.get(name + "/changes"));
        visit("launchStream", operator.post(name + "/launch", EMPTY));
        visit("pauseStream", operator.post(name + "/pause", EMPTY));
        visit("discardStream", operator.post(name + "/discard", EMPTY));
        visit("resumeStream", operator.post(name + "/resume", "{\"version\":\"AS_TRIGGERED\"}"));
        visit("stopStream", operator.post(name + "/stop", EMPTY));
        visit("copyStream", operator.post(name + "/copy", "{\"name\":\"another\"}"));
        visit("renameStream", operator.post("/api/v1/streams/another/rename", "{\"name\":\"other\"}"));
        visit("deleteStream", operator.delete("/api/v1/streams/other"));
    }

    private void visitSuppressions() throws Exception {
        String all = "/api/v1/suppressions";
        visit(
                "suppress",
                operator.post(all, "{\"address\":\"joe@example.com\",\"reason\":\"GLOBAL\",\"note\":\"asked us\"}"));
        visit(
                "importSuppressions",
                operator.postAs("text/csv", all + "/imports?reason=GLOBAL", "address\nkim@example.com\nx\n"));
        visit("searchSuppressions", operator.get(all + "?domain=example.com&reason=GLOBAL&limit=1"));
        assertThat(visit("exportSuppressions", operator.get(all + "/export")).body())
                .contains("kim@example.com");
        visit(
                "unsuppress",
                operator.post(all + "/removals", "{\"address\":\"joe@example.com\",\"reason\":\"GLOBAL\"}"));
        visit("switchTransactionalOptIn", operator.put("/api/v1/transactional-opt-in", "{\"on\":true}"));
        visit("getTransactionalOptIn", operator.get("/api/v1/transactional-opt-in"));
    }

    private void visitPrograms() throws Exception {
        String id = application
                .post("/api/v1/events/welcome/triggers", "{\"to\":{\"address\":\"kim@example.com\"}}")
                .text("/answers/0/enrolment");
        visit("listPrograms", operator.get("/api/v1/programs"));
        visit("searchEnrolments", operator.get("/api/v1/programs/welcoming/enrolments?limit=10"));
        visit("listEnrolmentsOfContact", operator.get("/api/v1/enrolments?address=kim@example.com"));
        visit("getEnrolment", operator.get("/api/v1/enrolments/" + id));
        visit("moveEnrolment", operator.post("/api/v1/enrolments/" + id + "/move", "{\"step\":\"patience\"}"));
        visit("takeOutEnrolment", operator.post("/api/v1/enrolments/" + id + "/take-out", EMPTY));
    }

    private void visitBroadcasts() throws Exception {
        shop.dispatcher.hold();
        String path = "/api/v1/broadcasts/moving";
        visit(
                "broadcast",
                operator.postAs(
                        "text/csv",
                        "/api/v1/streams/service-notice/broadcasts?id=moving",
                        "address\njane@example.com\njoe@example.com\n"));
        shop.dispatcher.awaitUnderWay(2);
        visit("listBroadcasts", operator.get("/api/v1/broadcasts"));
        visit("getBroadcast", operator.get(path));
        visit("getBroadcastOutcomes", operator.get(path + "/outcomes"));
        shop.dispatcher.release();
        await().until(() -> operator.get(path).text("/progress/waiting").equals("0"));
        visitControlOfBroadcast();
    }

    private void visitControlOfBroadcast() throws Exception {
        shop.dispatcher.hold();
        StringBuilder many = new StringBuilder("address\n");
        for (int i = 0; i < 20_000; i++) {
            many.append("jane").append(i).append("@example.com\n");
        }
        operator.postAs("text/csv", "/api/v1/streams/service-notice/broadcasts?id=second", many.toString());
        await().until(() -> shop.dispatcher.underWay() > 0);
        shop.dispatcher.release();
        visit("pauseBroadcast", operator.post("/api/v1/broadcasts/second/pause", EMPTY));
        visit("resumeBroadcast", operator.post("/api/v1/broadcasts/second/resume", EMPTY));
        visit("cancelBroadcast", operator.post("/api/v1/broadcasts/second/cancel", EMPTY));
        assertThat(operator.get("/api/v1/broadcasts/second").text("/state")).isEqualTo(BroadcastState.CANCELLED.name());
    }

    /** Holds an answer against what is said of its operation. */
    private Client.Answer visit(String id, Client.Answer answer) {
        visited.add(id);
        JsonNode responses = described(id).get("responses");
        assertThat(responses.has(Integer.toString(answer.status())))
                .as("%s: %s %s", id, answer.status(), answer.body())
                .isTrue();
        JsonNode content = responses.get(Integer.toString(answer.status())).path("content");
        if (content.has("application/json")) {
            JsonNode schema = content.at("/application~1json/schema");
            assertThat(SchemaCheck.faults(document, schema, answer.json()))
                    .as(id)
                    .isEmpty();
        } else if (!content.isMissingNode()) {
            assertThat(answer.header("Content-Type"))
                    .startsWith(content.propertyNames().iterator().next());
        }
        return answer;
    }

    private JsonNode described(String id) {
        return document.get("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(operation -> operation.get("operationId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + id));
    }
}
