package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    private static final Trigger BARE = Trigger.to("jane@example.com");

    record Reset(String link, int minutes) {}

    @Test
    void has_nothing_but_its_recipient_at_first() {
        assertThat(BARE.recipient()).isEqualTo(new Recipient.ByAddress("jane@example.com"));
        assertThat(BARE.data().isEmpty()).isTrue();
        assertThat(BARE.attachments()).isEmpty();
        assertThat(BARE.id()).isEmpty();
        assertThat(BARE.locale()).isEmpty();
        assertThat(BARE.notBefore()).isEqualTo(Instant.MIN);
        assertThat(BARE.expiresAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void takes_an_address_as_it_is_given_for_the_gate_to_judge() {
        assertThat(Trigger.to("not an address\r\n").recipient())
                .isEqualTo(new Recipient.ByAddress("not an address\r\n"));
    }

    @Test
    void names_its_recipient_by_address_by_key_or_as_a_contact() {
        Contact contact = Contact.of("jane@example.com");

        assertThat(Trigger.toContact("42").recipient()).isEqualTo(new Recipient.ByKey("42"));
        assertThat(Trigger.to(contact).recipient()).isEqualTo(new Recipient.Given(contact));
        assertThat(List.of(
                        Trigger.toContact("42").recipient().label(),
                        Trigger.to(contact).recipient().label(),
                        Trigger.to("x\r\ny" + "z".repeat(200)).recipient().label()))
                .containsExactly("42", "jane@example.com", "x y" + "z".repeat(76) + "…");
    }

    @Test
    void keeps_all_that_it_is_given() {
        Attachment invoice = Attachment.of("invoice.pdf", new byte[1]);
        Attachment terms = Attachment.of("terms.pdf", new byte[1]);

        Trigger trigger = BARE.with("name", "Jane")
                .withAll(new Reset("https://acme.example/r", 30))
                .withAll(Map.of("name", "Jo"))
                .attach(invoice)
                .attach(terms)
                .id("reset-1")
                .locale(Locale.GERMANY)
                .notBefore(Instant.EPOCH)
                .expiresAt(Instant.EPOCH.plusSeconds(60));

        assertThat(trigger.recipient()).isEqualTo(BARE.recipient());
        assertThat(trigger.data().asMap())
                .isEqualTo(Map.of("name", "Jo", "link", "https://acme.example/r", "minutes", 30));
        assertThat(trigger.attachments()).containsExactly(invoice, terms);
        assertThat(trigger.id()).hasValue("reset-1");
        assertThat(trigger.locale()).hasValue(Locale.GERMANY);
        assertThat(trigger.notBefore()).isEqualTo(Instant.EPOCH);
        assertThat(trigger.expiresAt()).isEqualTo(Instant.EPOCH.plusSeconds(60));
    }

    @Test
    void stays_as_it_is_when_another_is_made_of_it() {
        Trigger base =
                BARE.with("a", 1).attach(Attachment.of("a.pdf", new byte[1])).id("one");
        Trigger unused = base.with("b", 2)
                .withAll(Map.of("c", 3))
                .attach(Attachment.of("b.pdf", new byte[1]))
                .id("two")
                .locale(Locale.GERMANY)
                .notBefore(Instant.EPOCH)
                .expiresAt(Instant.EPOCH);

        assertThat(unused.attachments()).hasSize(2);
        assertThat(base.data().asMap()).isEqualTo(Map.of("a", 1));
        assertThat(base.attachments()).hasSize(1);
        assertThat(base.id()).hasValue("one");
        assertThat(base.locale()).isEmpty();
        assertThat(base.notBefore()).isEqualTo(Instant.MIN);
        assertThat(base.expiresAt()).isEqualTo(Instant.MAX);
        assertThatThrownBy(() -> base.attachments().add(Attachment.of("c.pdf", new byte[1])))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void refuses_a_blank_id(String id) {
        assertThatThrownBy(() -> BARE.id(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allows_ids_of_200_characters_and_not_201() {
        assertThat(BARE.id("i".repeat(200)).id()).hasValue("i".repeat(200));
        assertThatThrownBy(() -> BARE.id("i".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 201");
    }

    @Test
    void refuses_what_cannot_become_data_at_once() {
        assertThatThrownBy(() -> BARE.with("order", Map.of("pdf", new byte[1])))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("'order.pdf' holds bytes");
        assertThatThrownBy(() -> BARE.with("order.number", 1)).isInstanceOf(InvalidDataException.class);
        assertThatThrownBy(() -> BARE.withAll("text")).isInstanceOf(InvalidDataException.class);
    }

    @Test
    void shows_no_value_no_id_and_no_content() {
        Trigger trigger = BARE.with("link", "hunter2")
                .attach(Attachment.of("hunter2.pdf", new byte[1]))
                .id("hunter2");

        assertThat(trigger).hasToString("Trigger[jane@example.com, PlainData[link], 1 attachments]");
    }

    @Test
    void shows_a_contact_without_its_fields() {
        Contact contact = Contact.of("jane@example.com\r\n")
                .name("Jane\r\nDoe" + "x".repeat(300))
                .with("iban", "hunter2")
                .marketingOptIn(MarketingOptIn.GIVEN)
                .locale(Locale.GERMANY);

        assertThat(contact).hasToString("Contact[jane@example.com]");
        assertThat(contact.address()).isEqualTo("jane@example.com\r\n");
        assertThat(contact.name()).startsWith("Jane Doexxx").hasSize(200);
        assertThat(contact.fields().asMap()).isEqualTo(Map.of("iban", "hunter2"));
        assertThat(contact.marketingOptIn()).isEqualTo(MarketingOptIn.GIVEN);
        assertThat(contact.locale()).hasValue(Locale.GERMANY);
        assertThat(Trigger.to(contact)).hasToString("Trigger[jane@example.com, PlainData[], 0 attachments]");
    }

    @Test
    void knows_nothing_of_a_contact_but_its_address_at_first() {
        Contact contact = Contact.of("jane@example.com");
        Contact unused =
                contact.name("Jane").with("a", 1).locale(Locale.GERMANY).marketingOptIn(MarketingOptIn.GIVEN);

        assertThat(unused.name()).isEqualTo("Jane");
        assertThat(contact.name()).isEmpty();
        assertThat(contact.fields().isEmpty()).isTrue();
        assertThat(contact.locale()).isEmpty();
        assertThat(contact.marketingOptIn()).isEqualTo(MarketingOptIn.UNKNOWN);
    }
}
