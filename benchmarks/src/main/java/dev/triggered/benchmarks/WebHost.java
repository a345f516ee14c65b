package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.Program;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.TimeSource;
import dev.triggered.templates.MustacheTemplates;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** An application with 50 streams on an embedded store, whose mails go to nobody: one in a hundred is refused. */
final class WebHost implements AutoCloseable {
    static final int STREAMS = 50;
    private static final int BATCH = 1_000;
    private static final int UNDER_WAY = 20_000;
    private static final int PATIENCE_SECONDS = 120;
    private static final int REFUSED_OF = 100;
    private static final Duration SPAN = Duration.ofDays(7);
    private static final SendResult REFUSED =
            new SendResult.Refused("relay.example:25", new SmtpReply(550, "5.1.1", "nobody of this name is here"));

    private final TriggeredMail mail;
    private final Semaphore room = new Semaphore(UNDER_WAY);

    private WebHost(StoreSource source, TimeSource time) {
        MailSettings settings = MailSettings.standard()
                .time(time)
                .drain(Duration.ZERO)
                .listener(step -> {
                    if (step.state().isEnd()) {
                        room.release();
                    }
                });
        TriggeredMail.Builder builder = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(new NoDispatcher(WebHost::answer))
                .program(Program.named("welcoming")
                        .startsOn(ExternalEvent.named("welcome"))
                        .wait("patience", Duration.ofDays(1))
                        .send("greet", "stream-0")
                        .build())
                .store(source.create())
                .settings(settings);
        for (int number = 0; number < STREAMS; number++) {
            builder.stream(stream(number));
        }
        this.mail = builder.start();
    }

    /** Opens what is in a store, at the time of this machine. */
    static WebHost open(StoreSource source) {
        return new WebHost(source, new WallTime());
    }

    /** Fills a store with messages of the last seven days that have ended. */
    static void fill(StoreSource source, long count) throws InterruptedException {
        WallTime clock = new WallTime(SPAN);
        Duration step = SPAN.dividedBy(Math.max(1, count / BATCH) + 1);
        try (WebHost host = new WebHost(source, clock)) {
            for (long number = 0; number < count; number += BATCH) {
                host.await(BATCH);
                long last = Math.min(count, number + BATCH);
                host.mail
                        .trigger(
                                event((int) (number / BATCH)),
                                LongStream.range(number, last)
                                        .mapToObj(WebHost::trigger)
                                        .toList())
                        .orThrow();
                clock.advance(step);
            }
            host.await(UNDER_WAY);
        }
    }

    private void await(int places) throws InterruptedException {
        if (!room.tryAcquire(places, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(UNDER_WAY - room.availablePermits() + " mails have not ended in time");
        }
    }

    private static MailStream stream(int number) {
        return MailStream.named("stream-" + number)
                .on(ExternalEvent.named(event(number)).requires("number"))
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(MailContent.of("Your order {{event.number}}").html("<p>Your order {{event.number}}.</p>"))
                .build();
    }

    private static SendResult answer(OutgoingMail mail) {
        int number = mail.envelope().recipient().toString().hashCode();
        return Math.floorMod(number, REFUSED_OF) == 0 ? REFUSED : NoDispatcher.TAKEN;
    }

    static String event(int number) {
        return "event-" + number % STREAMS;
    }

    /** Returns a trigger whose id nobody else has. */
    static Trigger trigger(long number) {
        return Trigger.to(SampleMail.recipient(number))
                .with("number", SampleMail.order(number))
                .id("order-" + number);
    }

    TriggeredMail mail() {
        return mail;
    }

    @Override
    public void close() {
        mail.close();
    }
}
