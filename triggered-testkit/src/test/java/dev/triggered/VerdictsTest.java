package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.spi.ContactDirectory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
    @Test
    void accepts_and_names_the_message() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt.Answer answer = shop.trigger(Shop.order(1));

            assertThat(answer.verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(answer.stream()).isEqualTo("orders");
            assertThat(shop.dispatcher().awaitMail().messageId())
                    .contains(answer.messageId().orElseThrow().value());
        }
    }

    @Test
    void says_which_event_is_unknown() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt receipt = shop.mail().trigger("no-such-event", Shop.order(1));

            assertThat(receipt.accepted()).isFalse();
            assertThat(receipt.answers()).singleElement().satisfies(answer -> {
                assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN_EVENT);
                assertThat(answer.reason()).contains("no-such-event");
                assertThat(answer.messageId()).isEmpty();
            });
        }
    }

    @Test
    void says_that_no_stream_listens() {
        ExternalEvent alone = ExternalEvent.named("nobody-listens");
        try (Shop shop = new Shop().with(Shop.stream("orders")).with(alone).open()) {
            assertThat(shop.mail().trigger(alone, Shop.order(1)).answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsExactly(Verdict.NO_STREAM);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jane",
                "a@b",
                "jane@example.com\r\nBcc: all@example.com",
                "jane @example.com",
                "@example.com"
            })
    void says_that_an_address_is_invalid(String address) {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt.Answer answer = shop.trigger(Trigger.to(address).with("number", 1));

            assertThat(answer.verdict()).isEqualTo(Verdict.INVALID_ADDRESS);
            assertThat(answer.reason()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void says_that_a_contact_is_unknown() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            assertThat(shop.trigger(Trigger.toContact("17").with("number", 1)).verdict())
                    .isEqualTo(Verdict.UNKNOWN_CONTACT);
        }
    }

    @Test
    void takes_a_contact_from_the_directory_by_key_or_by_address() {
        ContactDirectory directory = new ContactDirectory() {
            @Override
            public Optional<Contact> byKey(String key) {
                return key.equals("17")
                        ? Optional.of(Contact.of("jane@example.com").name("Jane"))
                        : Optional.empty();
            }

            @Override
            public Optional<Contact> byAddress(String address) {
                return Optional.of(Contact.of(address).name("By address"));
            }
        };
        try (Shop shop = new Shop().with(Shop.stream("orders")).with(directory).open()) {
            shop.trigger(Trigger.toContact("17").with("number", 1));
            shop.trigger(Trigger.to("joe@example.com").with("number", 2));

            assertThat(shop.dispatcher().awaitMailTo("jane@example.com").header("To"))
                    .hasValue("Jane <jane@example.com>");
            assertThat(shop.dispatcher().awaitMailTo("joe@example.com").header("To"))
                    .hasValueSatisfying(to -> assertThat(to).contains("By address"));
        }
    }

    @Test
    void never_asks_the_directory_for_a_broadcast() {
        ContactDirectory directory = new ContactDirectory() {
            @Override
            public Optional<Contact> byKey(String key) {
                throw new AssertionError("asked for " + key);
            }

            @Override
            public Optional<Contact> byAddress(String address) {
                throw new AssertionError("asked for " + address);
            }
        };
        try (Shop shop = new Shop()
                .with(Shop.stream("notice").broadcast())
                .with(directory)
                .open()) {
            assertThat(shop.trigger(Shop.order(1)).verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(shop.trigger(Trigger.toContact("17").with("number", 1)).verdict())
                    .isEqualTo(Verdict.UNKNOWN_CONTACT);
        }
    }

    @Test
    void says_that_the_attachment_is_missing() {
        try (Shop shop =
                new Shop().with(Shop.stream("invoices").requireAttachment()).open()) {
            assertThat(shop.trigger(Shop.order(1)).verdict()).isEqualTo(Verdict.MISSING_ATTACHMENT);

            Trigger complete = Shop.order(1).attach(Attachment.of("invoice.txt", new byte[] {65}));
            assertThat(shop.trigger(complete).verdict()).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void lists_every_missing_path_at_once() {
        ExternalEvent declared = ExternalEvent.named("declared").requires("number", "total", "items.name");
        try (Shop shop = new Shop().with(Shop.stream("orders").on(declared)).open()) {
            TriggerReceipt.Answer answer = shop.mail()
                    .trigger(
                            declared,
                            Trigger.to("jane@example.com")
                                    .with("items", List.of(java.util.Map.of("name", "x"), java.util.Map.of())))
                    .answers()
                    .get(0);

            assertThat(answer.verdict()).isEqualTo(Verdict.MISSING_DATA);
            assertThat(answer.missing()).containsExactlyInAnyOrder("event.number", "event.total", "event.items.name");
            assertThat(answer.reason()).contains("event.total");
        }
    }

    @Test
    void a_lenient_stream_leaves_the_place_empty() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").template("order", MissingData.LEAVE_EMPTY))
                .open()) {
            shop.trigger(Trigger.to("jane@example.com"));

            assertThat(shop.dispatcher().awaitMail().subject()).isEqualTo("Your order");
        }
    }

    @Test
    void says_that_data_or_attachments_are_too_large() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .settings(settings -> settings.limits(new Limits(100, 1_000)))
                .open()) {
            TriggerReceipt.Answer data = shop.trigger(Shop.order(1).with("note", "x".repeat(200)));
            assertThat(data.verdict()).isEqualTo(Verdict.TOO_LARGE);
            assertThat(data.reason()).contains("100");

            Trigger twoFiles = Shop.order(1)
                    .attach(Attachment.of("a.bin", new byte[600]))
                    .attach(Attachment.of("b.bin", new byte[600]));
            TriggerReceipt.Answer files = shop.trigger(twoFiles);
            assertThat(files.verdict()).isEqualTo(Verdict.TOO_LARGE);
            assertThat(files.reason()).contains("1200").contains("1000");
        }
    }

    @Test
    void the_same_id_with_the_same_data_is_a_duplicate_and_sends_nothing() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt.Answer first = shop.trigger(Shop.order(1).id("order-1"));
            TriggerReceipt.Answer second = shop.trigger(Shop.order(1).id("order-1"));

            assertThat(second.verdict()).isEqualTo(Verdict.DUPLICATE);
            assertThat(second.messageId()).isEqualTo(first.messageId());
            shop.mail().close();
            assertThat(shop.dispatcher().mails()).hasSize(1);
        }
    }

    @Test
    void the_same_id_with_other_data_is_refused() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt.Answer first = shop.trigger(Shop.order(1).id("order-1"));
            TriggerReceipt.Answer second =
                    shop.trigger(Shop.order(1).with("number", 2).id("order-1"));

            assertThat(second.verdict()).isEqualTo(Verdict.ID_REUSED);
            assertThat(second.messageId()).isEqualTo(first.messageId());
        }
    }

    @Test
    void the_same_id_for_another_recipient_or_another_stream_is_no_duplicate() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(Shop.stream("warehouse"))
                .open()) {
            TriggerReceipt one = shop.mail().trigger(Shop.ORDER, Shop.order(1).id("same"));
            TriggerReceipt other = shop.mail().trigger(Shop.ORDER, Shop.order(2).id("same"));

            assertThat(one.answers()).extracting(TriggerReceipt.Answer::stream).containsExactly("orders", "warehouse");
            assertThat(one.accepted()).isTrue();
            assertThat(other.answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsOnly(Verdict.ACCEPTED);
        }
    }

    @Test
    void one_bad_recipient_never_stops_the_others() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            TriggerReceipt receipt = shop.mail()
                    .trigger(
                            Shop.ORDER,
                            List.of(Shop.order(1), Trigger.to("nobody").with("number", 2), Shop.order(3)));

            assertThat(receipt.answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsExactly(Verdict.ACCEPTED, Verdict.INVALID_ADDRESS, Verdict.ACCEPTED);
            assertThat(receipt.of(1))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.recipient()).isEqualTo("nobody"));
            assertThatThrownBy(receipt::orThrow)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("nobody");
            assertThat(shop.dispatcher().awaitMails(2)).hasSize(2);
        }
    }

    @Test
    void an_empty_batch_is_answered_with_nothing() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            assertThat(shop.mail().trigger(Shop.ORDER, List.of()).answers()).isEmpty();
        }
    }

    @Test
    void says_whose_opt_in_was_passed_by_and_why() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            Contact declined = Contact.of("no@example.com").marketingOptIn(MarketingOptIn.NOT_GIVEN);
            Contact agreed = Contact.of("yes@example.com").marketingOptIn(MarketingOptIn.GIVEN);
            MessageId bypass = shop.trigger(Trigger.to(declined).with("number", 1))
                    .messageId()
                    .orElseThrow();
            MessageId none = shop.trigger(Trigger.to(agreed).with("number", 2))
                    .messageId()
                    .orElseThrow();
            shop.dispatcher().awaitMails(2);

            MessageHistory.Note note =
                    shop.mail().messages().find(bypass).orElseThrow().note();
            assertThat(note.bypassedOptIn()).isTrue();
            assertThat(note.purpose()).isEqualTo(Purpose.ORDER_CONFIRMATION);
            assertThat(shop.mail().messages().find(none).orElseThrow().note().bypassedOptIn())
                    .isFalse();
        }
    }
}
