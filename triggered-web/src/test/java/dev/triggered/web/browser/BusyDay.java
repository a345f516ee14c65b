package dev.triggered.web.browser;

import static org.awaitility.Awaitility.await;

import dev.triggered.ExternalEvent;
import dev.triggered.FeedbackSettings;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.Tracking;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A shop that has lived through a day, by a clock that is turned: more orders by day than by night, a few refusals, and bounces. */
final class BusyDay implements AutoCloseable {
    private static final int HOURS = 24;
    private static final int HOURS_BY_THE_MINUTE = 22;
    private static final int STEP_MINUTES = 5;
    private static final String FROM = "Acme <shop@notify.acme.example>";
    private static final SendResult REFUSED = new SendResult.Refused(
            "relay.acme.example:25", new SmtpReply(550, "5.1.1", "there is nobody of this name"));
    private static final SendResult TAKEN =
            new SendResult.Accepted("relay.acme.example:25", new SmtpReply(250, "2.0.0", "queued"));

    private final Random random = new Random(4_711);
    private final ManualClock clock = ManualClock.at("2026-03-13T09:40:00Z");
    private final Queue<MessageInfo> sent = new ConcurrentLinkedQueue<>();
    private final Set<MessageId> ended = ConcurrentHashMap.newKeySet();
    private final CapturingDispatcher relay = CapturingDispatcher.create().otherwise(BusyDay::answer);
    private final TriggeredMail mail = TriggeredMail.builder()
            .senderDomain("notify.acme.example")
            .templates(MustacheTemplates.inCode())
            .dispatcher(relay)
            .stream(stream("order-confirmation", "order-placed", Purpose.ORDER_CONFIRMATION))
            .stream(stream("shipping-notice", "parcel-sent", Purpose.SHIPPING_NOTICE))
            .stream(stream("password-reset", "password-forgotten", Purpose.PASSWORD_RESET))
            .stream(stream("invoice", "invoice-issued", Purpose.INVOICE))
            .feedback(FeedbackSettings.standard().instrument((mail, sending) -> mail))
            .settings(MailSettings.standard().time(clock).listener(this::heard))
            .start();

    private long triggered;
    private long responses;

    private BusyDay() {}

    static BusyDay lived() {
        BusyDay day = new BusyDay();
        day.live(0, HOURS_BY_THE_MINUTE, STEP_MINUTES);
        day.live(HOURS_BY_THE_MINUTE, HOURS, 1);
        day.mail.streams().pause("invoice");
        day.trigger("invoice-issued", 7);
        return day;
    }

    private static MailStream stream(String name, String event, Purpose purpose) {
        return MailStream.named(name)
                .on(ExternalEvent.named(event).requires("number"))
                .purpose(purpose)
                .from(FROM)
                .tracking(purpose == Purpose.SHIPPING_NOTICE ? Tracking.BOTH : Tracking.OFF)
                .content(MailContent.of("Your order {{event.number}}")
                        .html("<h1>Thank you</h1>\n<p>Your order <b>{{event.number}}</b> is on its way.</p>"))
                .build();
    }

    private static SendResult answer(CapturedMail mail) {
        return mail.recipient().startsWith("gone") ? REFUSED : TAKEN;
    }

    private void heard(MessageStep step) {
        if (step.state() == MessageState.SENT) {
            sent.add(step.message());
        }
        if (step.state().isEnd()) {
            ended.add(step.message().id());
        }
    }

    private void live(int from, int until, int minutes) {
        for (int minute = from * 60; minute < until * 60; minute += minutes) {
            live(Math.floorMod(minute / 60 + 9, HOURS), minutes);
        }
    }

    private void live(int hour, int minutes) {
        double sun = Math.pow(Math.sin(Math.PI * hour / HOURS), 2);
        int orders = (4 + (int) (26 * sun) + random.nextInt(8)) * minutes / STEP_MINUTES;
        relay.hold();
        trigger("password-forgotten", random.nextInt(1 + minutes));
        pass();
        trigger("parcel-sent", orders / 2);
        trigger("invoice-issued", orders / 4);
        pass();
        trigger("order-placed", orders);
        pass();
        relay.release();
        await().until(() -> ended.size() == triggered);
        for (MessageInfo mail = sent.poll(); mail != null; mail = sent.poll()) {
            if (random.nextInt(40) == 0) {
                bounce(mail.id());
            } else if (mail.stream().equals("shipping-notice")) {
                respond(mail.id());
            }
        }
        clock.advance(Duration.ofMinutes(minutes));
    }

    private void pass() {
        clock.advance(Duration.ofMillis(15 + random.nextInt(60)));
    }

    private void trigger(String event, int times) {
        for (int i = 0; i < times; i++) {
            triggered++;
            String name = random.nextInt(50) == 0 ? "gone" : "customer";
            mail.trigger(event, Trigger.to(name + triggered + "@example.com").with("number", 5_000 + triggered))
                    .orThrow();
        }
    }

    private void bounce(MessageId id) {
        boolean hard = random.nextInt(3) == 0;
        mail.feedback()
                .record(new FeedbackReport(
                        id,
                        hard ? BounceReason.USER_UNKNOWN : BounceReason.MAILBOX_FULL,
                        hard
                                ? new SmtpReply(550, "5.1.1", "no such user")
                                : new SmtpReply(552, "5.2.2", "mailbox full"),
                        new FeedbackReport.Origin(
                                FeedbackReport.Proof.RETURN_PATH, "mx.example.com", clock.instant())));
    }

    private void respond(MessageId id) {
        for (int link : List.of(0, 1)) {
            if (random.nextInt(3) <= 1 - link) {
                mail.feedback()
                        .record(List.of(new Response(
                                ++responses, id, link, clock.instant(), Responder.PERSON, ClientFamily.GMAIL)));
            }
        }
    }

    TriggeredMail mail() {
        return mail;
    }

    ManualClock clock() {
        return clock;
    }

    @Override
    public void close() {
        mail.close();
    }
}
