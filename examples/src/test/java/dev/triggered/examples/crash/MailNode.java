package dev.triggered.examples.crash;

import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that triggers numbered mails on several threads while it sends, until it is killed or its input ends. Each line
 * that it prints is true when it is printed: {@code accepted 7.} when the library has said so, {@code sending 7.} before the mail
 * goes to the wire, and {@code sent 7.} when that is recorded.
 */
final class MailNode {
    /** How many threads trigger: so many numbers at most are under way and not acknowledged. */
    static final int THREADS = 4;

    /** How many mails can be in flight at once. */
    static final int IN_FLIGHT = 4;

    private static final int AHEAD = 200;
    private static final ExternalEvent EVENT = ExternalEvent.named("order-placed");
    private static final RetryPolicy SOON = RetryPolicy.standard().delays(Duration.ofMillis(1), Duration.ofMillis(1));

    private final Semaphore ahead = new Semaphore(AHEAD);
    private final AtomicLong next;
    private final long first;
    private final long end;

    private MailNode(long first, long end) {
        this.next = new AtomicLong(first);
        this.first = first;
        this.end = end;
    }

    /** Takes the parts of its {@link Site}, and triggers from a number up to another one. */
    public static void main(String[] arguments) throws Exception {
        Site site = new Site(arguments[0], Duration.parse(arguments[1]), Integer.parseInt(arguments[2]));
        new MailNode(Long.parseLong(arguments[3]), Long.parseLong(arguments[4])).run(site);
    }

    private void run(Site site) throws IOException, InterruptedException {
        try (TriggeredMail mail = start(site)) {
            say("open");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> triggerAll(mail)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            say("done");
            while (System.in.read() >= 0) {
                // It ends when its input does.
            }
        }
    }

    private TriggeredMail start(Site site) {
        SmtpRelay relay = SmtpRelay.at("127.0.0.1", site.relay()).plaintext().build();
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("order.subject", "Your order {{event.number}}")
                        .part("order.text", "Thank you for order {{event.number}}. " + "More text. ".repeat(50)))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(Stores.at(site.store(), site.lease()))
                .stream(MailStream.named("orders")
                        .on(EVENT)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("orders@notify.acme.example")
                        .template("order")
                        .lane(Lane.named("orders").connections(2).window(IN_FLIGHT / 2))
                        .delivery(DeliveryPolicy.standard().retry(SOON))
                        .build())
                .settings(MailSettings.standard().drain(Duration.ofMinutes(1)).listener(this::onStep))
                .start();
    }

    private void triggerAll(TriggeredMail mail) {
        for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            keepPace();
            mail.trigger(
                            EVENT,
                            Trigger.to(Arrival.recipient(number))
                                    .with("number", number)
                                    .id("order-" + number))
                    .orThrow();
            say("accepted " + number + ".");
        }
    }

    /** Stays near its own mails that are sent. Goes on after a while all the same, as another node may have sent them. */
    private void keepPace() {
        try {
            boolean ignored = ahead.tryAcquire(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onStep(MessageStep step) {
        long number = Arrival.numberOf(step.message().recipient().toString());
        if (step.state() == MessageState.SENDING) {
            say("sending " + number + ".");
        } else if (step.state() == MessageState.SENT) {
            say("sent " + number + ".");
            ahead.release(number < first ? 0 : 1);
        }
    }

    private static void say(String line) {
        synchronized (MailNode.class) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
