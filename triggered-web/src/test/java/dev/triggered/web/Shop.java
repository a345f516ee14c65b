package dev.triggered.web;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.Purpose;
import dev.triggered.Retention;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.Program;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturingDispatcher;
import java.time.Duration;
import java.time.Instant;

/** An application with a few streams, and those who may ask it. */
public final class Shop implements AutoCloseable {
    public static final String APPLICATION = Credentials.newToken();
    public static final String VIEWER = Credentials.newToken();
    public static final String OPERATOR = Credentials.newToken();

    private static final ExternalEvent ORDER_PLACED =
            ExternalEvent.named("order-placed").requires("number").allows("note");
    private static final ExternalEvent NOTICE = ExternalEvent.named("notice");
    private static final ExternalEvent WELCOME = ExternalEvent.named("welcome");

    public final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    public final TriggeredMail mail;

    public Shop() {
        this.mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(dispatcher)
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER_PLACED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Order {{event.number}}").html("<p>{{event.number}}</p>"))
                        .retention(Retention.standard().sent(Duration.ofDays(1)))
                        .build())
                .stream(MailStream.named("service-notice")
                        .on(NOTICE)
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .broadcast()
                        .content(MailContent.of("A notice").text("We move."))
                        .build())
                .stream(MailStream.named("hello")
                        .on(ExternalEvent.named("hello"))
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Hello").text("Hello."))
                        .build())
                .program(Program.named("welcoming")
                        .startsOn(WELCOME)
                        .wait("patience", Duration.ofDays(1))
                        .send("greet", "hello")
                        .build())
                .start();
    }

    /** Has a stream whose mails hold a secret, {@code hunter2}; returns one that is due tomorrow. */
    public MessageId secret() {
        mail.streams()
                .create(MailStream.named("reset")
                        .on(ExternalEvent.named("reset").secret("link"))
                        .purpose(Purpose.PASSWORD_RESET)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Reset").text("{{event.link}}"))
                        .build());
        mail.streams().launch("reset");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return mail.trigger(
                        "reset",
                        Trigger.to("jane@example.com").with("link", "hunter2").notBefore(tomorrow))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    public static Credentials credentials() {
        return Credentials.none()
                .token("shop", Credentials.hashToken(APPLICATION), Role.TRIGGER)
                .token("vera", Credentials.hashToken(VIEWER), Role.VIEWER)
                .token("olga", Credentials.hashToken(OPERATOR), Role.OPERATOR);
    }

    public TriggeredWeb.Builder web() {
        return TriggeredWeb.of(mail).authorizer(credentials());
    }

    @Override
    public void close() {
        mail.close();
    }
}
