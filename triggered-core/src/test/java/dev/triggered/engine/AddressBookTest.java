package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.PlainData;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.Verdict;
import dev.triggered.engine.AddressBook.Unreachable;
import dev.triggered.spi.ContactDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBookTest {
    private static final MailStream ORDERS = stream().build();
    private static final MailStream BROADCAST = stream().broadcast().build();
    private static final Contact JANE =
            Contact.of("Jane@EXAMPLE.com").name("Jane").with("points", 7).locale(Locale.GERMANY);

    private final Directory directory = new Directory();
    private final AddressBook addresses = new AddressBook(directory, Locale.ENGLISH);

    @Test
    void asks_the_directory_for_an_address() throws Unreachable {
        Addressee addressee = addresses.resolve(ORDERS, Trigger.to("jane@example.com"));

        assertThat(addressee.contact()).isSameAs(JANE);
        assertThat(addressee.address()).hasToString("Jane@example.com");
        assertThat(addressee.locale()).isEqualTo(Locale.GERMANY);
        assertThat(directory.asked).containsExactly("jane@example.com");
    }

    @Test
    void takes_an_unknown_address_for_a_virtual_contact() throws Unreachable {
        Addressee addressee = addresses.resolve(ORDERS, Trigger.to(" john@example.com "));

        assertThat(addressee.address()).hasToString("john@example.com");
        assertThat(addressee.contact().name()).isEmpty();
        assertThat(addressee.locale()).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "john", "john@", "a@b", "john@example.com\r\nBcc: x@y.example", "' OR 1=1 --"})
    void refuses_what_is_no_address_and_does_not_ask_the_directory_for_it(String address) {
        Unreachable e = catchThrowableOfType(Unreachable.class, () -> addresses.resolve(ORDERS, Trigger.to(address)));

        assertThat(e.verdict()).isEqualTo(Verdict.INVALID_ADDRESS);
        assertThat(e.reason()).isNotBlank().doesNotContain("\r", "\n");
        assertThat(directory.asked).isEmpty();
    }

    @Test
    void refuses_a_known_contact_to_whom_mail_cannot_be_sent() {
        Unreachable e =
                catchThrowableOfType(Unreachable.class, () -> addresses.resolve(ORDERS, Trigger.toContact("broken")));

        assertThat(e.verdict()).isEqualTo(Verdict.INVALID_ADDRESS);
    }

    @Test
    void asks_the_directory_for_a_key() throws Unreachable {
        assertThat(addresses.resolve(ORDERS, Trigger.toContact("42")).contact()).isSameAs(JANE);
    }

    @Test
    void refuses_a_key_that_the_directory_does_not_know() {
        Unreachable e =
                catchThrowableOfType(Unreachable.class, () -> addresses.resolve(ORDERS, Trigger.toContact("43")));

        assertThat(e.verdict()).isEqualTo(Verdict.UNKNOWN_CONTACT);
    }

    @Test
    void does_not_ask_for_a_contact_that_comes_with_the_trigger() throws Unreachable {
        assertThat(addresses.resolve(ORDERS, Trigger.to(JANE)).contact()).isSameAs(JANE);
        assertThat(directory.asked).isEmpty();
    }

    @Test
    void never_asks_for_a_broadcast_stream() throws Unreachable {
        assertThat(addresses
                        .resolve(BROADCAST, Trigger.to("jane@example.com"))
                        .contact()
                        .name())
                .isEmpty();
        assertThat(addresses.resolve(BROADCAST, Trigger.to(JANE)).contact()).isSameAs(JANE);
        Unreachable e =
                catchThrowableOfType(Unreachable.class, () -> addresses.resolve(BROADCAST, Trigger.toContact("42")));

        assertThat(e.verdict()).isEqualTo(Verdict.UNKNOWN_CONTACT);
        assertThat(e.reason()).contains("trigger with an address");
        assertThat(directory.asked).isEmpty();
    }

    @Test
    void writes_in_the_locale_of_the_trigger_then_of_the_contact_then_of_the_house() throws Unreachable {
        assertThat(addresses
                        .resolve(ORDERS, Trigger.to(JANE).locale(Locale.FRANCE))
                        .locale())
                .isEqualTo(Locale.FRANCE);
        assertThat(addresses.resolve(ORDERS, Trigger.to(JANE)).locale()).isEqualTo(Locale.GERMANY);
        assertThat(addresses.resolve(ORDERS, Trigger.to("john@example.com")).locale())
                .isEqualTo(Locale.ENGLISH);
    }

    @Test
    void lets_what_the_directory_throws_through() {
        assertThatThrownBy(() -> addresses.resolve(ORDERS, Trigger.toContact("down")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void models_the_event_and_the_contact_for_a_template() throws Unreachable {
        Addressee addressee = addresses.resolve(
                ORDERS, Trigger.to(JANE.with("address", "a forged one").with("name", "a forged one")));

        assertThat(addressee.model(PlainData.of(Map.of("number", 1))))
                .isEqualTo(Map.of(
                        "event",
                        Map.of("number", 1),
                        "contact",
                        Map.of("address", "Jane@example.com", "locale", "de-DE", "name", "Jane", "points", 7)));
    }

    private static MailStream.Builder stream() {
        return MailStream.named("orders")
                .on(ExternalEvent.named("order-placed"))
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("orders@acme.example")
                .template("order");
    }

    /** A directory that knows Jane. */
    private static final class Directory implements ContactDirectory {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Optional<Contact> byKey(String key) {
            asked.add(key);
            return switch (key) {
                case "42" -> Optional.of(JANE);
                case "broken" -> Optional.of(Contact.of("no address"));
                case "down" -> throw new IllegalStateException("the directory is down");
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<Contact> byAddress(String address) {
            asked.add(address);
            return address.equals("jane@example.com") ? Optional.of(JANE) : Optional.empty();
        }
    }
}
