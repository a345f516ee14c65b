package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.MissingData;
import dev.triggered.Purpose;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.tracking.TrackingKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A shop that writes to its customers, and what comes back to it. */
final class ReturnShop implements AutoCloseable {
    static final TrackingKeys KEYS =
            TrackingKeys.of(7, "a-secret-of-more-than-32-bytes-for-tests".getBytes(StandardCharsets.US_ASCII));
    static final String BASE = "https://click.acme.example/t/";

    private static final ExternalEvent ORDERED = ExternalEvent.named("order-placed");

    private final CapturingDispatcher dispatcher;
    private final TriggeredMail mail;
    private final ConnectedTracking tracking;

    private ReturnShop(CapturingDispatcher dispatcher, MailTracking tracking) {
        this.dispatcher = dispatcher;
        this.mail = TriggeredMail.builder()
                .senderDomain("acme.example")
                .templates(name -> new OneLink())
                .dispatcher(dispatcher)
                .feedback(tracking.settings())
                .stream(MailStream.named("orders")
                        .on(ORDERED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <orders@acme.example>")
                        .template("order")
                        .tracking(Tracking.CLICKS)
                        .build())
                .start();
        this.tracking = tracking.connect(mail);
    }

    static ReturnShop open() {
        return open(tracking -> tracking);
    }

    static ReturnShop open(UnaryOperator<MailTracking.Builder> settings) {
        return open(CapturingDispatcher.create(), settings);
    }

    static ReturnShop open(CapturingDispatcher dispatcher, UnaryOperator<MailTracking.Builder> settings) {
        MailTracking.Builder tracking = MailTracking.signedBy(KEYS).links(BASE).returnPaths("bounces@acme.example");
        return new ReturnShop(dispatcher, settings.apply(tracking).build());
    }

    TriggeredMail mail() {
        return mail;
    }

    ConnectedTracking tracking() {
        return tracking;
    }

    /** Writes to a customer; returns what the relay got. */
    CapturedMail sendTo(String customer) {
        assertThat(trigger(customer)).isEqualTo(Verdict.ACCEPTED);
        CapturedMail sent = dispatcher.awaitMailTo(customer);
        await().until(() -> stateOf(sent) == MessageState.SENT);
        return sent;
    }

    Verdict trigger(String customer) {
        TriggerReceipt receipt = mail.trigger(ORDERED, Trigger.to(customer));
        return receipt.answers().get(0).verdict();
    }

    static MessageId idOf(CapturedMail sent) {
        return new MessageId(messageIdOf(sent).substring(0, 26));
    }

    /** Returns the Message-ID without its brackets. */
    static String messageIdOf(CapturedMail sent) {
        return sent.messageId().replaceAll("[<>]", "");
    }

    MessageState stateOf(CapturedMail sent) {
        return mail.messages().find(idOf(sent)).orElseThrow().state();
    }

    /** Returns how many mails wait for somebody to look at them. */
    int kept() {
        return mail.feedback().unmatched(Long.MAX_VALUE, 100).size();
    }

    @Override
    public void close() {
        tracking.close();
        mail.close();
    }

    private static final class OneLink implements MailTemplate {
        @Override
        public List<DataPath> paths() {
            return List.of();
        }

        @Override
        public List<DataPath> missing(Map<String, Object> model, Locale locale) {
            return List.of();
        }

        @Override
        public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
            return new RenderedMail("Your order", "<p><a href=\"https://shop.example/orders/4711\">It</a></p>", "");
        }
    }
}
