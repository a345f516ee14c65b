package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.ReturnPaths;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.intake.ConnectedTracking;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.tracking.intake.MailTracking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Mails that were sent from a store in memory and come back, each to its own return path. */
final class ReturnedMails implements AutoCloseable {
    private static final ExternalEvent ORDERED = ExternalEvent.named("order-placed");
    private static final MailStream STREAM = MailStream.named("order-confirmation")
            .on(ORDERED)
            .purpose(Purpose.ORDER_CONFIRMATION)
            .from("Acme <orders@acme.example>")
            .content(MailContent.of("Your order").text("Thank you."))
            .build();

    private final MailTracking tracking = MailTracking.signedBy(TrackingKeys.of(1, new byte[32]))
            .returnPaths("bounces@acme.example")
            .build();

    private final TriggeredMail mail;
    private final ConnectedTracking connected;
    private final CountDownLatch sent;

    private ReturnedMails(int count) {
        sent = new CountDownLatch(count);
        mail = TriggeredMail.builder()
                .senderDomain("acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(new NoDispatcher(() -> {}))
                .store(InMemoryStore.holding(InMemoryStore.Capacity.standard().ended(count)))
                .settings(MailSettings.standard().listener(step -> {
                    if (step.state() == MessageState.SENT) {
                        sent.countDown();
                    }
                }))
                .feedback(tracking.settings())
                .stream(STREAM)
                .start();
        connected = tracking.connect(mail);
    }

    static ReturnedMails of(int count) {
        return new ReturnedMails(count);
    }

    /** Sends as many messages as there are mails; returns the mails, each at the return path of one of them. */
    List<byte[]> send(List<byte[]> mails) throws InterruptedException {
        ReturnPaths paths = tracking.settings().returnPaths().orElseThrow();
        List<byte[]> returned = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            MessageId id = mail.trigger(ORDERED, Trigger.to("r" + i + "@customer.example"))
                    .answers()
                    .get(0)
                    .messageId()
                    .orElseThrow();
            String field = "Delivered-To: " + paths.returnPath(id, STREAM) + "\r\n";
            returned.add(joined(field.getBytes(StandardCharsets.US_ASCII), mails.get(i)));
        }
        sent.await();
        return returned;
    }

    private static byte[] joined(byte[] field, byte[] mail) {
        byte[] all = new byte[field.length + mail.length];
        System.arraycopy(field, 0, all, 0, field.length);
        System.arraycopy(mail, 0, all, field.length, mail.length);
        return all;
    }

    IntakeResult accept(byte[] returned) {
        return connected.accept(returned);
    }

    @Override
    public void close() {
        connected.close();
        mail.close();
    }
}
