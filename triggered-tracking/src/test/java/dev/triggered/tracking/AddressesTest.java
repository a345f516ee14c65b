package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void finds_addresses_in_sentences() {
        assertThat(Addresses.first("To <jane@customer.example>, who")).isEqualTo("jane@customer.example");
        assertThat(Addresses.first("(jane.o'neil+x@customer.example).")).isEqualTo("jane.o'neil+x@customer.example");
        assertThat(Addresses.first("'jane@customer.example'")).isEqualTo("jane@customer.example");
        assertThat(Addresses.first("mail \"jane doe\"@customer.example!")).isEqualTo("\"jane doe\"@customer.example");
        assertThat(Addresses.first("jane@[192.0.2.1]:")).isEqualTo("jane@[192.0.2.1]");
        assertThat(Addresses.first("jürgen@müller.example")).isEqualTo("jürgen@müller.example");
        assertThat(Addresses.first("***@customer.example")).isEqualTo("***@customer.example");
    }

    @Test
    void finds_none_where_there_is_none() {
        assertThat(Addresses.first("at 5 @ noon")).isEmpty();
        assertThat(Addresses.first("@customer.example")).isEmpty();
        assertThat(Addresses.first("jane@")).isEmpty();
        assertThat(Addresses.first("jane@...")).isEmpty();
        assertThat(Addresses.first("\"@customer.example")).isEmpty();
    }

    @Test
    void no_two_addresses_share_a_character() {
        assertThat(Addresses.find("a@b.example_c@d.example@e.example", 9))
                .extracting(Addresses.Found::address)
                .containsExactly("a@b.example_c", "d.example@e.example");
    }

    @Test
    void finds_no_more_than_wanted() {
        assertThat(Addresses.find("a@x.example b@x.example c@x.example", 2)).hasSize(2);
    }
}
