package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    private static final EmailAddress ORDERS = EmailAddress.parse("orders@acme.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "orders@acme.example | ``",
                "<orders@acme.example> | ``",
                " < orders@acme.example > | ``",
                "Acme Orders <orders@acme.example> | Acme Orders",
                "Acme Orders<orders@acme.example> | Acme Orders",
                "Acme, Inc. <orders@acme.example> | Acme, Inc.",
                "\"Acme, Inc.\" <orders@acme.example> | Acme, Inc.",
                "\"Acme <Orders>\" <orders@acme.example> | Acme <Orders>",
                "\"The \\\"Acme\\\" \\\\ shop\" <orders@acme.example> | The \"Acme\" \\ shop",
                "\"\" <orders@acme.example> | ``",
                "\" <orders@acme.example> | \"",
                "ceo@acme.example <orders@acme.example> | ceo@acme.example",
                "Ämter für Öl <orders@ACME.example> | Ämter für Öl"
            })
    void reads_a_name_and_an_address(String text, String name) {
        assertThat(Mailbox.parse(text)).isEqualTo(new Mailbox(name, ORDERS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\r\nBcc: other@example.com <orders@acme.example>",
                "Acme\nOrders <orders@acme.example>",
                "Acme\tOrders <orders@acme.example>",
                "Acme\0 <orders@acme.example>",
                "Acme\u2028Orders <orders@acme.example>",
                "\"Acme\r\n\" <orders@acme.example>",
                "Acme <orders@acme.example>\r\n",
                "orders@acme.example\n",
                "Acme <orders@acme.example\r\n>"
            })
    void refuses_a_control_character_wherever_it_stands(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("control character")
                .hasMessageNotContainingAny("\r", "\n", "\t", "\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Acme",
                "Acme <>",
                "Acme <orders>",
                "Acme >",
                "Acme orders@acme.example>",
                "Acme orders@acme.example",
                "Acme <orders@acme.example",
                "Acme <orders@acme.example> (comment)",
                "Acme <orders@acme.example>, Other <other@acme.example>",
                "<orders@acme.example> <other@acme.example>",
                "Acme > <orders@acme.example>",
                "orders@acme.example, other@acme.example"
            })
    void refuses_what_is_not_one_mailbox(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(InvalidAddressException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Acme\r\nBcc: x@y.example' | Acme Bcc: x@y.example",
                "'Acme\0\u0007Orders' | Acme Orders",
                "'  Acme   Orders ' | Acme Orders",
                "'Acme\u2028Orders' | Acme Orders",
                "'Acme\u0085Orders' | Acme Orders"
            })
    void puts_a_name_from_code_on_one_line(String name, String kept) {
        assertThat(new Mailbox(name, ORDERS).name()).isEqualTo(kept);
    }

    @Test
    void cuts_a_long_name_to_200_characters() {
        Mailbox mailbox = new Mailbox("n".repeat(201), ORDERS);

        assertThat(mailbox.name()).hasSize(200).endsWith("n…");
        assertThat(new Mailbox(mailbox.name(), ORDERS)).isEqualTo(mailbox);
        assertThat(new Mailbox("n".repeat(200), ORDERS).name()).isEqualTo("n".repeat(200));
    }

    @Test
    void shows_itself_as_a_reader_writes_it() {
        assertThat(new Mailbox("Acme", ORDERS)).hasToString("Acme <orders@acme.example>");
        assertThat(new Mailbox("", ORDERS)).hasToString("orders@acme.example");
    }
}
