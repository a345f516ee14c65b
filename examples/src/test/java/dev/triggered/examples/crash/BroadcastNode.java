package dev.triggered.examples.crash;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.RetryPolicy;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * An application that broadcasts to numbered readers until it is killed or its input ends. What it prints is what a {@link MailNode}
 * prints, without {@code accepted}.
 */
final class BroadcastNode {
    private static final RetryPolicy SOON = RetryPolicy.standard().delays(Duration.ofMillis(1), Duration.ofMillis(1));

    private BroadcastNode() {}

    /** Takes the parts of its {@link Site}, and broadcasts to the readers from a number up to another one. */
    public static void main(String[] arguments) throws Exception {
        Site site = new Site(arguments[0], Duration.parse(arguments[1]), Integer.parseInt(arguments[2]));
        long first = Long.parseLong(arguments[3]);
        long end = Long.parseLong(arguments[4]);
        try (TriggeredMail mail = start(site)) {
            Recipients readers = Recipients.of(
                    LongStream.range(first, end).boxed(),
                    number -> Trigger.to(Arrival.recipient(number)).with("number", number));
            Broadcast broadcast = mail.broadcast("notices", readers, BroadcastOptions.id("outage"));
            say("open");
            if (broadcast.await() != BroadcastState.DONE) {
                throw new IllegalStateException(broadcast.state() + " " + broadcast.fault());
            }
            say("done");
            while (System.in.read() >= 0) {
                // It ends when its input does.
            }
        }
    }

    private static TriggeredMail start(Site site) {
        SmtpRelay relay = SmtpRelay.at("127.0.0.1", site.relay()).plaintext().build();
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("notice.subject", "Notice {{event.number}}")
                        .part("notice.text", "Notice {{event.number}}. " + "More text. ".repeat(50)))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(Stores.at(site.store(), site.lease()))
                .stream(MailStream.named("notices")
                        .on(ExternalEvent.named("notice-given"))
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("notices@notify.acme.example")
                        .template("notice")
                        .broadcast()
                        .lane(Lane.named("notices").connections(2).window(MailNode.IN_FLIGHT / 2))
                        .delivery(DeliveryPolicy.standard().retry(SOON))
                        .build())
                .settings(MailSettings.standard().drain(Duration.ofMinutes(1)).listener(BroadcastNode::onStep))
                .start();
    }

    private static void onStep(MessageStep step) {
        long number = Arrival.numberOf(step.message().recipient().toString());
        if (step.state() == MessageState.SENDING) {
            say("sending " + number + ".");
        } else if (step.state() == MessageState.SENT) {
            say("sent " + number + ".");
        }
    }

    private static void say(String line) {
        synchronized (BroadcastNode.class) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
