package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.FeedbackSettings;
import dev.triggered.MessageId;
import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    @Test
    void a_reader_opens_a_mail_that_was_sent_and_follows_its_link() {
        InMemoryResponses responses = InMemoryResponses.keeping(10);
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        InstantSource later = InstantSource.offset(InstantSource.system(), java.time.Duration.ofHours(1));
        try (ResponseTracking tracking = ResponseTracking.at(Tracked.BASE, Tracked.KEYS, responses)
                        .clock(later)
                        .start();
                TriggeredMail mail = TriggeredMail.builder()
                        .senderDomain("acme.example")
                        .templates(name -> new OneLink())
                        .dispatcher(dispatcher)
                        .feedback(FeedbackSettings.standard().instrument(tracking.instrument()))
                        .stream(Tracked.stream(Tracking.BOTH).build())
                        .start()) {
            MessageId id = mail.trigger(Tracked.EVENT, Trigger.to("jane@example.com"))
                    .answers()
                    .get(0)
                    .messageId()
                    .orElseThrow();
            CapturedMail sent = dispatcher.awaitMail();
            List<String> tokens = Tracked.tokens(sent.html());

            assertThat(tokens).hasSize(2);
            assertThat(tracking.handle(Tracked.get(tokens.get(1), Tracked.People.CHROME))
                            .status())
                    .isEqualTo(200);
            assertThat(tracking.handle(Tracked.get(tokens.get(0), Tracked.People.CHROME))
                            .headers())
                    .containsEntry("Location", "https://shop.example/orders/4711");
            Tracked.end(tracking);

            assertThat(responses.of(id)).map(Response::link).containsExactly(0, 1);
            assertThat(responses.of(id)).map(Response::by).containsOnly(Responder.PERSON);
        }
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
            return new RenderedMail(
                    "Your order", "<p>See <a href=\"https://shop.example/orders/4711\">your order</a>.</p>", "");
        }
    }
}
