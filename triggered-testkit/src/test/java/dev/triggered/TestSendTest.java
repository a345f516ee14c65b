package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.spi.MailInstrument;
import dev.triggered.testkit.SendResults;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestSendTest {
    private final List<MailInstrument.Sending> tracked = new CopyOnWriteArrayList<>();
    private final Shop shop = new Shop()
            .with(Shop.stream("orders").tracking(Tracking.BOTH))
            .feedback(settings -> settings.instrument((mail, sending) -> {
                tracked.add(sending);
                return mail;
            }))
            .open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void is_marked_and_sent_at_once_and_leaves_no_trace() {
        SendResult result = shop.mail().testSend("orders", Shop.order(7));

        assertThat(result).isInstanceOf(SendResult.Accepted.class);
        assertThat(shop.dispatcher().mails()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("[Test] Your order 7");
            assertThat(mail.recipient()).isEqualTo("jane7@example.com");
        });
        assertThat(shop.steps).isEmpty();
        assertThat(tracked).isEmpty();
    }

    @Test
    void is_sent_whatever_the_state_of_the_stream() {
        shop.mail().streams().copy("orders", "draft");
        shop.mail().streams().stop("orders");

        assertThat(shop.mail().testSend("orders", Shop.order(1))).isInstanceOf(SendResult.Accepted.class);
        assertThat(shop.mail().testSend("draft", Shop.order(2))).isInstanceOf(SendResult.Accepted.class);
    }

    @Test
    void is_not_tried_again_and_says_what_the_relay_said() {
        shop.dispatcher().answering(SendResults.deferred(421, "later"));

        assertThat(shop.mail().testSend("orders", Shop.order(7))).isInstanceOf(SendResult.Deferred.class);
        assertThat(shop.dispatcher().attempts()).hasSize(1);
    }

    @Test
    void is_never_sent_to_who_is_suppressed() {
        shop.mail().suppressions().add("jane7@example.com", SuppressionReason.GLOBAL);

        assertThatThrownBy(() -> shop.mail().testSend("orders", Shop.order(7)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SUPPRESSED");
        assertThat(shop.dispatcher().attempts()).isEmpty();

        shop.mail().suppressions().transactionalOptIn(true);
        assertThat(shop.mail().testSend("orders", Shop.order(7))).isInstanceOf(SendResult.Accepted.class);
    }

    @Test
    void refuses_what_does_not_render_and_what_is_not_there() {
        assertThatThrownBy(() -> shop.mail().testSend("orders", Trigger.to("jane@example.com")))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> shop.mail().testSend("nothing", Shop.order(7)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shop.mail().testSend("orders", Trigger.to("nobody")))
                .hasMessageContaining("nobody to write to");
    }
}
