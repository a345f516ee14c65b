package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void is_told_of_each_step_in_order() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.mail().close();

            assertThat(shop.statesOf(
                            id)) // the lane looks into the store when it starts, and may be faster than the trigger
                    .containsExactlyInAnyOrder(MessageState.QUEUED, MessageState.SENDING, MessageState.SENT)
                    .containsSubsequence(MessageState.SENDING, MessageState.SENT);
            assertThat(shop.steps).allSatisfy(step -> {
                assertThat(step.message().stream()).isEqualTo("orders");
                assertThat(step.message().version()).isEqualTo(1);
                assertThat(step.message().recipient()).hasToString("jane1@example.com");
                assertThat(step.at()).isEqualTo(shop.clock.instant());
            });
            assertThat(shop.steps)
                    .filteredOn(step -> step.state() == MessageState.SENT)
                    .singleElement()
                    .satisfies(step -> assertThat(step.attempt())
                            .hasValueSatisfying(
                                    attempt -> assertThat(attempt.number()).isEqualTo(1)));
        }
    }

    @Test
    void what_it_throws_changes_nothing() {
        Shop shop = new Shop().with(Shop.stream("orders"));
        TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new BraceTemplates().template("order", "Hello", "Hello"))
                .dispatcher(shop.dispatcher())
                .stream(Shop.stream("orders").build())
                .settings(MailSettings.standard().time(shop.clock).listener(step -> {
                    throw new IllegalStateException("the listener fails on " + step.state());
                }))
                .start();
        try (mail) {
            TriggerReceipt receipt = mail.trigger(Shop.ORDER, Shop.order(1));

            assertThat(receipt.accepted()).isTrue();
        }
        assertThat(shop.dispatcher().mails()).hasSize(1);
    }
}
