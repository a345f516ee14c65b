package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.CapturedMail;
import org.junit.jupiter.api.Test;

class ExplainTest {
    @Test
    void shows_the_finished_mail_and_sends_nothing() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            Explanation explanation = shop.mail().explain(Shop.ORDER, Shop.order(7));

            assertThat(explanation.steps()).singleElement().satisfies(step -> {
                assertThat(step.answer().verdict()).isEqualTo(Verdict.ACCEPTED);
                assertThat(step.version()).isEqualTo(1);
                CapturedMail mail = CapturedMail.parse("", "", step.mime().orElseThrow());
                assertThat(mail.subject()).isEqualTo("Your order 7");
            });
            shop.mail().close();
            assertThat(shop.dispatcher().attempts()).isEmpty();
            assertThat(shop.steps).isEmpty();
        }
    }

    @Test
    void names_the_rule_that_stops_a_trigger() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            Explanation.Step step = shop.mail()
                    .explain(Shop.ORDER, Trigger.to("jane@example.com"))
                    .steps()
                    .get(0);

            assertThat(step.answer().verdict()).isEqualTo(Verdict.MISSING_DATA);
            assertThat(step.answer().missing()).containsExactly("event.number");
            assertThat(step.mime()).isEmpty();
        }
    }

    @Test
    void knows_a_duplicate_and_keeps_no_id() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            Trigger trigger = Shop.order(1).id("once");
            assertThat(shop.mail()
                            .explain(Shop.ORDER, trigger)
                            .steps()
                            .get(0)
                            .answer()
                            .verdict())
                    .isEqualTo(Verdict.ACCEPTED);
            MessageId first = shop.trigger(trigger).messageId().orElseThrow();

            TriggerReceipt.Answer again =
                    shop.mail().explain(Shop.ORDER, trigger).steps().get(0).answer();
            assertThat(again.verdict()).isEqualTo(Verdict.DUPLICATE);
            assertThat(again.messageId()).hasValue(first);
        }
    }

    @Test
    void a_preview_renders_without_asking_any_rule() {
        try (Shop shop =
                new Shop().with(Shop.stream("invoices").requireAttachment()).open()) {
            RenderedMail preview = shop.mail().preview("invoices", Shop.order(3));

            assertThat(preview.subject()).isEqualTo("Your order 3");
            assertThat(preview.text()).contains("jane3@example.com");
        }
    }

    @Test
    void a_preview_names_what_is_missing_and_a_stream_that_is_not_there() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            assertThatThrownBy(() -> shop.mail().preview("orders", Trigger.to("jane@example.com")))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("event.number");
            assertThatThrownBy(() -> shop.mail().preview("no-such-stream", Shop.order(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no-such-stream");
            assertThatThrownBy(() -> shop.mail().preview("orders", Trigger.to("nobody")))
                    .isInstanceOf(TriggeredException.class);
        }
    }
}
