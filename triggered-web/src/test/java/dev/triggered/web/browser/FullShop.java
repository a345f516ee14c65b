package dev.triggered.web.browser;

import static org.awaitility.Awaitility.await;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.ExternalEvent;
import dev.triggered.FeedbackSettings;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.NewSuppression;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.Tracking;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.Program;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.notice.Backlog;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.web.hook.WebhookState;
import dev.triggered.web.hook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A shop that has something to show on each page: long names and long replies, and one of each kind of thing. */
final class FullShop implements AutoCloseable {
    static final String LONG_NAME = "abandoned-basket-reminder-for-customers-of-the-loyalty-programme-2026";

    static final String DONE = "move-of-march";
    static final String PAUSED = "we-move-our-whole-warehouse-to-another-place-in-april-2026";
    static final String PROGRAM = "welcoming-new-customers";

    private static final String LONG_ADDRESS =
            "maximiliane.hohenstein-rosenberg.newsletter@customers.of-a-very-long-domain.example.com";
    private static final String FROM = "Acme <shop@notify.acme.example>";
    private static final SendResult TAKEN =
            new SendResult.Accepted("relay.acme.example:25", new SmtpReply(250, "2.0.0", "queued as 4cXyZ1"));
    private static final SendResult REFUSED = new SendResult.Refused(
            "relay.acme.example:25",
            new SmtpReply(
                    550,
                    "5.7.1",
                    "Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to our"
                            + " users this message has been blocked. Please visit"
                            + " https://support.example.com/mail/?p=UnsolicitedMessageError&reference=0123456789abcdef for more"
                            + " information."));
    private static final SendResult DEFERRED = new SendResult.Deferred(
            "relay.acme.example:25", new SmtpReply(451, "4.7.1", "greylisted, please try again in five minutes"));

    private final CapturingDispatcher relay = CapturingDispatcher.create().otherwise(FullShop::answer);
    private final TriggeredMail mail = TriggeredMail.builder()
            .senderDomain("notify.acme.example")
            .templates(MustacheTemplates.inCode())
            .dispatcher(relay)
            .feedback(FeedbackSettings.standard().instrument((made, sending) -> made))
            .stream(stream("order-confirmation", "order-placed", Purpose.ORDER_CONFIRMATION)
                    .tracking(Tracking.BOTH)
                    .build())
            .stream(stream(
                            LONG_NAME,
                            "basket-was-left-behind-by-a-customer-of-the-loyalty-programme",
                            Purpose.ACCOUNT_NOTICE)
                    .build())
            .stream(stream("service-notice", "notice", Purpose.SERVICE_NOTICE)
                    .broadcast()
                    .build())
            .stream(stream("welcome", "welcome-mail", Purpose.SERVICE_NOTICE).build())
            .program(Program.named(PROGRAM)
                    .startsOn(ExternalEvent.named("signed-up"))
                    .send("greet", "welcome")
                    .wait("patience", Duration.ofDays(3))
                    .send("remind", "welcome")
                    .build())
            .start();

    private FullShop() {}

    static FullShop filled() {
        FullShop shop = new FullShop();
        shop.edit();
        shop.sendSome();
        shop.broadcast();
        shop.enrol();
        shop.suppress();
        shop.mail
                .feedback()
                .keep(
                        new UnmatchedMail(
                                0,
                                Instant.now(),
                                "a bounce of a message that is not known, to " + LONG_ADDRESS,
                                "From: mailer-daemon@mx.example.com\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nno such user"));
        shop.mail
                .feedback()
                .keep(new UnmatchedMail(0, Instant.now(), "neither a bounce nor a complaint", "Subject: Hi"));
        return shop;
    }

    private static MailStream.Builder stream(String name, String event, Purpose purpose) {
        return MailStream.named(name)
                .on(ExternalEvent.named(event).requires("number").allows("customer.name", "customer.city"))
                .purpose(purpose)
                .from(FROM)
                .content(content("Thank you"));
    }

    private static MailContent content(String heading) {
        return MailContent.of("Your order {{event.number}}")
                .html("<h1>" + heading + "</h1>\n<p>Your order <b>{{event.number}}</b> is on its way.</p>\n"
                        + "<p><a href=\"https://shop.acme.example/orders\">Follow it</a></p>");
    }

    private static SendResult answer(CapturedMail mail) {
        if (mail.recipient().startsWith("spam")) {
            return REFUSED;
        }
        return mail.recipient().startsWith("busy") ? DEFERRED : TAKEN;
    }

    private void edit() {
        MailStream orders = mail.streams().find("order-confirmation").orElseThrow().stream();
        mail.streams()
                .by("olga")
                .publish(orders.edit().content(content("Thank you very much")).build());
        mail.streams().by("olga").copy("order-confirmation", "order-confirmation-in-red");
        mail.streams().by("olga").stop(LONG_NAME);
        mail.events()
                .by("olga")
                .create(ExternalEvent.named("parcel-lost").requires("number").secret("code"));
    }

    private void sendSome() {
        MessageId sent = order("jane@example.com", MessageState.SENT);
        for (int link : List.of(0, 1)) {
            mail.feedback()
                    .record(List.of(
                            new Response(link, sent, link, Instant.now(), Responder.PERSON, ClientFamily.THUNDERBIRD)));
        }
        MessageId bounced = order(LONG_ADDRESS, MessageState.SENT);
        mail.feedback()
                .record(new FeedbackReport(
                        bounced,
                        BounceReason.USER_UNKNOWN,
                        new SmtpReply(550, "5.1.1", "The email account that you tried to reach does not exist"),
                        new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example.com", Instant.now())));
        order("spam@example.com", MessageState.FAILED);
        mail.trigger(
                "order-placed",
                trigger("later@example.com").notBefore(Instant.now().plus(Duration.ofDays(2))));
        order("busy@example.com", MessageState.QUEUED);
    }

    private static Trigger trigger(String address) {
        return Trigger.to(address).with("number", "4711").with("customer", Map.of("name", "Jane", "city", "Bonn"));
    }

    private MessageId order(String address, MessageState state) {
        MessageId id = mail.trigger("order-placed", trigger(address))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        await().until(() -> mail.messages().find(id).orElseThrow().state() == state);
        return id;
    }

    private void broadcast() {
        Broadcast done = broadcast(DONE, 340);
        await().until(() -> done.state() == BroadcastState.DONE);
        Broadcast paused = broadcast(PAUSED, 5_000);
        await().until(() -> paused.progress().counts().accepted() > 0);
        paused.pause();
    }

    private Broadcast broadcast(String id, int many) {
        return mail.broadcast(
                "service-notice",
                Recipients.of(IntStream.range(0, many)
                        .mapToObj(i ->
                                trigger((i % 40 == 7 ? "spam" : "reader") + i % (many - many / 20) + "@example.com"))
                        .toList()),
                BroadcastOptions.id(id));
    }

    private void enrol() {
        for (String name : List.of("jane", "joe", "maximiliane.hohenstein-rosenberg")) {
            mail.trigger("signed-up", trigger(name + "@example.com"));
        }
        await().until(() -> mail.programs().of("joe@example.com").stream()
                .anyMatch(enrolment -> enrolment.position().step().equals("patience")));
        mail.programs().takeOut(mail.programs().of("joe@example.com").get(0).id(), "olga");
    }

    private void suppress() {
        for (SuppressionReason reason : SuppressionReason.values()) {
            mail.suppressions()
                    .by("olga")
                    .add(NewSuppression.of(reason.name().toLowerCase(Locale.ROOT) + "@example.com", reason)
                            .note("asked for it on the telephone, on the second of March"));
        }
        mail.suppressions()
                .by("olga")
                .add(NewSuppression.of(LONG_ADDRESS, SuppressionReason.GLOBAL).stream("service-notice"));
    }

    TriggeredMail mail() {
        return mail;
    }

    /** Returns a message of the shop in each state that one is in. */
    Map<String, String> messages() {
        return mail.messages().search(MessageQuery.all().of("order-confirmation")).messages().stream()
                .collect(Collectors.toMap(
                        found -> found.state().name().toLowerCase(Locale.ROOT),
                        found -> found.message().id().value(),
                        (one, other) -> one));
    }

    /** Returns a webhook in each state. */
    static List<WebhookStatus> webhooks() {
        return Arrays.stream(WebhookState.values())
                .map(state -> new WebhookStatus(
                        "shop-" + state.name().toLowerCase(Locale.ROOT),
                        "https://hooks.shop.acme.example",
                        state,
                        new WebhookStatus.Counts(12_480, 3, new Backlog(217, Optional.of(Instant.now()))),
                        state == WebhookState.TELLING ? "" : "the receiver answered 503 Service Unavailable"))
                .toList();
    }

    String enrolment() {
        return mail.programs().of("joe@example.com").get(0).id().value();
    }

    @Override
    public void close() {
        mail.close();
    }
}
