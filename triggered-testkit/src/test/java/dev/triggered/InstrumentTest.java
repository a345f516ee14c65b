package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.MailInstrument;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InstrumentTest {
    private final List<MailInstrument.Sending> asked = new CopyOnWriteArrayList<>();

    private final MailInstrument stamp = (mail, sending) -> {
        asked.add(sending);
        return new RenderedMail(mail.subject(), mail.html(), mail.text() + " [" + sending.id() + "]");
    };

    @Test
    void changes_the_mails_of_a_stream_that_is_tracked() {
        try (Shop shop = tracked(stamp).open()) {
            MessageId id = shop.trigger(Shop.order(7)).messageId().orElseThrow();
            shop.awaitState(id, MessageState.SENT);

            assertThat(shop.dispatcher().mails())
                    .singleElement()
                    .extracting(CapturedMail::text)
                    .asString()
                    .contains("7 [" + id + "]");
            assertThat(asked).singleElement().satisfies(sending -> {
                assertThat(sending.id()).isEqualTo(id);
                assertThat(sending.stream().tracking()).isEqualTo(Tracking.BOTH);
                assertThat(sending.at())
                        .isEqualTo(ManualClock.at("2026-01-01T00:00:00Z").instant());
            });
        }
    }

    @Test
    void leaves_explanations_and_previews_alone() {
        try (Shop shop = tracked(stamp).open()) {
            Explanation explanation = shop.mail().explain(Shop.ORDER, Shop.order(7));
            RenderedMail preview = shop.mail().preview("orders", Shop.order(7));

            assertThat(CapturedMail.parse(
                                    "", "", explanation.steps().get(0).mime().orElseThrow())
                            .text())
                    .doesNotContain("[");
            assertThat(preview.text()).doesNotContain("[");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void is_not_asked_for_a_stream_that_is_not_tracked() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .feedback(settings -> settings.instrument(stamp))
                .open()) {
            shop.awaitState(shop.trigger(Shop.order(7)).messageId().orElseThrow(), MessageState.SENT);

            assertThat(asked).isEmpty();
        }
    }

    @Test
    void has_a_mail_sent_as_it_was_rendered_where_it_fails() {
        MailInstrument broken = (mail, sending) -> {
            throw new IllegalStateException("no key");
        };
        try (Shop shop = tracked(broken).open()) {
            shop.awaitState(shop.trigger(Shop.order(7)).messageId().orElseThrow(), MessageState.SENT);

            assertThat(shop.dispatcher().mails())
                    .singleElement()
                    .extracting(CapturedMail::text)
                    .asString()
                    .contains(": 7");
        }
    }

    @Test
    void is_asked_as_the_newest_version_says() {
        try (Shop shop = tracked(stamp).open()) {
            MailStream stream = shop.mail().streams().find("orders").orElseThrow().stream();
            shop.mail().streams().publish(stream.edit().tracking(Tracking.OFF).build());
            shop.awaitState(shop.trigger(Shop.order(1)).messageId().orElseThrow(), MessageState.SENT);
            assertThat(asked).isEmpty();

            MailStream off = shop.mail().streams().find("orders").orElseThrow().stream();
            assertThat(off.tracking()).isEqualTo(Tracking.OFF);
            shop.mail().streams().publish(off.edit().tracking(Tracking.OPENS).build());
            shop.awaitState(shop.trigger(Shop.order(2)).messageId().orElseThrow(), MessageState.SENT);
            assertThat(asked)
                    .singleElement()
                    .satisfies(
                            sending -> assertThat(sending.stream().tracking()).isEqualTo(Tracking.OPENS));
        }
    }

    private static Shop tracked(MailInstrument instrument) {
        return new Shop()
                .with(Shop.stream("orders").tracking(Tracking.BOTH))
                .feedback(settings -> settings.instrument(instrument));
    }
}
