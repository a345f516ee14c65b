package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final String LABEL_OF_63 = "d".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com",
                "jane.doe@example.com",
                "jane+orders@example.com",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "-@example.com",
                "1@2.example",
                "a@b.c",
                "jane@a-b.example",
                "jane@a--b.example",
                "jane@example.xn--zckzah",
                "jane@0x7f.example",
                "jöhn@example.com",
                "用户@example.com",
                "\u2764\ufe0f@example.com"
            })
    void keeps_a_good_address_as_it_is(String text) {
        assertThat(EmailAddress.parse(text)).hasToString(text);
    }

    @Test
    void takes_the_address_apart_at_the_at() {
        EmailAddress address = EmailAddress.parse("Jane.Doe@example.com");

        assertThat(address.localPart()).isEqualTo("Jane.Doe");
        assertThat(address.domain()).isEqualTo("example.com");
        assertThat(address).isEqualTo(new EmailAddress("Jane.Doe", "example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "Jane@Example.COM, Jane@example.com",
        "jane@MÜLLER.example, jane@xn--mller-kva.example",
        "jane@müller.example, jane@xn--mller-kva.example",
        "jane@mu\u0308ller.example, jane@xn--mller-kva.example",
        "jane@XN--MLLER-KVA.example, jane@xn--mller-kva.example",
        "jane@例え.テスト, jane@xn--r8jz45g.xn--zckzah",
        "jane@пример.рф, jane@xn--e1afmkfd.xn--p1ai",
        "jane@\uff45xample.com, jane@example.com",
        "jane@example\uff0ecom, jane@example.com",
        "jane@example\u3002com, jane@example.com",
        "jane@example\uff61com, jane@example.com"
    })
    void keeps_the_domain_in_lower_case_and_ascii_and_the_local_part_as_given(String text, String kept) {
        assertThat(EmailAddress.parse(text)).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {" jane@example.com", "jane@example.com ", "  jane@example.com  ", "\u3000jane@example.com"})
    void ignores_spaces_around_the_address(String text) {
        assertThat(EmailAddress.parse(text)).hasToString("jane@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r", "\n", "\r\n", "\t", "\0", "\u0001", "\u000b", "\f", "\u001b", "\u001c", "\u007f", "\u0085",
                "\u009f", "\u2028", "\u2029"
            })
    void refuses_a_control_character_wherever_it_stands(String control) {
        String good = "jane@example.com";
        for (int place = 0; place <= good.length(); place++) {
            assertRefused(good.substring(0, place) + control + good.substring(place), "control character");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com\r\nBcc: other@example.com",
                "jane@example.com\nRCPT TO:<other@example.com>",
                "jane@example.com>\r\nDATA\r\n",
                "\r\n.\r\njane@example.com"
            })
    void refuses_what_would_smuggle_a_header_or_a_command(String attack) {
        assertRefused(attack, "control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jane doe\"@example.com",
                "\"jane\"@example.com",
                "jane(friend)@example.com",
                "jane doe@example.com",
                "jane,john@example.com",
                "jane;john@example.com",
                "jane:john@example.com",
                "<jane@example.com",
                "jane\\@example.com",
                "jane[1]@example.com",
                ".jane@example.com",
                "jane.@example.com",
                "jane..doe@example.com",
                "@example.com",
                " @example.com",
                "jane@doe@example.com",
                "jane@@example.com",
                "@@example.com",
                "@relay.example:jane@example.com",
                "jane\u00a0doe@example.com",
                "jane\u2003doe@example.com",
                "\u202ejane@example.com",
                "ja\u200fne@example.com",
                "ja\u200bne@example.com",
                "ja\u00adne@example.com",
                "ja\u3164ne@example.com",
                "jane\ufeff@example.com",
                "ja\ud800ne@example.com",
                "ja\udc00ne@example.com",
                "ja\ue000ne@example.com"
            })
    void refuses_a_local_part_that_is_no_dot_atom(String text) {
        assertRefused(text, "the part before the @ is letters, digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane\uff20evil.example@example.com",
                "jane\uff1e@example.com",
                "jane\uff0e\uff0edoe@example.com",
                "jane\u2026@example.com",
                "ja\uff0cne@example.com"
            })
    void refuses_a_local_part_that_normalising_would_turn_into_something_else(String text) {
        assertRefused(text, "the part before the @ is letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "jane", "jane.example.com", "jane\uff20example.com", "jane\ufe6bexample.com"})
    void refuses_what_has_no_at(String text) {
        assertRefused(text, "an address has an @");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "jane@localhost", "jane@", "jane@[IPv6:2001:db8::1]"})
    void refuses_a_domain_of_a_single_label(String text) {
        assertRefused(text, "at least two labels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com.",
                "jane@.example.com",
                "jane@example..com",
                "jane@.",
                "jane@-example.com",
                "jane@example-.com",
                "jane@exam_ple.com",
                "jane@exam ple.com",
                "jane@ example.com",
                "jane@example.com>",
                "jane@example.com(comment)",
                "jane@example.com,john",
                "jane@example.com/",
                "jane@example.com:25",
                "jane@[192.0.2.1]",
                "jane@xn--.com",
                "jane@*.example.com"
            })
    void refuses_a_domain_with_a_label_that_is_none(String text) {
        assertRefused(text, "a domain's labels are 1 to 63");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane@192.0.2.1", "jane@example.123", "jane@１９２.０.２.１"})
    void refuses_a_domain_that_ends_with_a_number(String text) {
        assertRefused(text, "a domain is a name, not a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@stra\u00dfe.de",
                "jane@STRA\u1e9eE.de",
                "jane@\u03b2\u03cc\u03bb\u03bf\u03c2.gr",
                "jane@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com",
                "jane@\u0dc1\u0dca\u200d\u0dbb\u0dd3.com"
            })
    void refuses_a_domain_whose_ascii_form_depends_on_the_version_of_idna(String text) {
        assertRefused(text, "give the domain in its xn-- form");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00ad, 0x034f, 0x115f, 0x180b, 0x200b, 0x200e, 0x200f, 0x202e, 0x2060, 0x2066, 0x3000, 0x3164, 0xa0,
                0xd800, 0xdc00, 0xe000, 0xfe0f, 0xfeff, 0xffa0
            })
    void refuses_an_invisible_character_in_a_domain(int hidden) {
        assertRefused("jane@exam" + (char) hidden + "ple.com", "invisible character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@\u2100.com",
                "jane@a\u2488b.example",
                "jane@\uff0f.example",
                "jane@example.com\uff20evil.example",
                "jane@\u05d0a.example",
                "jane@-\u00e9.example",
                "jane@\u00e9..example",
                "jane@\u3002\u3002",
                "jane@\ud83d\ude00.example"
            })
    void refuses_a_domain_without_an_ascii_form(String text) {
        assertRefused(text, "has no ASCII form");
    }

    @Test
    void allows_64_octets_before_the_at_and_not_65() {
        assertThat(EmailAddress.parse("j".repeat(64) + "@example.com").localPart())
                .hasSize(64);
        assertThat(EmailAddress.parse("ö".repeat(32) + "@example.com").localPart())
                .hasSize(32);

        assertRefused("j".repeat(65) + "@example.com", "at most 64 octets, this one 65");
        assertRefused("ö".repeat(32) + "o@example.com", "at most 64 octets, this one 65");
        assertRefused("\ud83d\ude00".repeat(17) + "@example.com", "at most 64 octets, this one 68");
        assertRefused("j".repeat(300) + "@example.com", "at most 64 octets, this one 300");
    }

    @Test
    void allows_labels_of_63_octets_and_not_64() {
        assertThat(EmailAddress.parse("j@" + LABEL_OF_63 + ".example").domain()).hasSize(71);

        assertRefused("j@d" + LABEL_OF_63 + ".example", "1 to 63 letters");
        assertRefused("j@" + "ü".repeat(63) + ".example", "has no ASCII form");
    }

    @Test
    void allows_254_octets_in_all_and_not_255() {
        String domain = String.join(".", LABEL_OF_63, LABEL_OF_63, LABEL_OF_63, "com");
        String local = "j".repeat(254 - 1 - domain.length());

        assertThat(EmailAddress.parse(local + "@" + domain).toString()).hasSize(254);
        assertRefused("j" + local + "@" + domain, "at most 254 octets, this one 255");
    }

    @Test
    void counts_the_ascii_form_of_the_domain() {
        String unicode = "ü".repeat(30) + ".example";
        int ascii = EmailAddress.parse("j@" + unicode).domain().length();

        assertThat(ascii).isGreaterThan(unicode.length());
        assertThat(EmailAddress.parse("j@" + "a.".repeat(120) + "example").domain())
                .hasSize(247);
        assertRefused("j@" + "a.".repeat(124) + "example", "at most 253 octets");
        assertRefused("j@" + "ü.".repeat(80) + "example", "at most 253 octets");
    }

    @Test
    void refuses_a_huge_text_at_once() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertRefused("j@" + "\u4e00\u4e8c".repeat(1_000_000) + ".example", "at most 253 octets");
            assertRefused("j".repeat(2_000_000) + "@example.com", "at most 64 octets");
            assertRefused("a.".repeat(2_000_000) + "@example.com", "at most 64 octets");
        });
    }

    @Test
    void shows_an_excerpt_on_one_line_in_what_it_throws() {
        assertThatThrownBy(() -> EmailAddress.parse("jane\r\nX: y" + "z".repeat(500)))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageNotContainingAny("\r", "\n")
                .hasMessageContaining("'jane X: yzzz")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void checks_the_components_of_the_record_too() {
        assertThatThrownBy(() -> new EmailAddress("jane\r\n", "example.com"))
                .isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> new EmailAddress("jane\n", "example.com")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> new EmailAddress("jane", "example.com\n")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> new EmailAddress("jane", "example\n.com")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> new EmailAddress("jane", "\u00fc.com\n")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> new EmailAddress("", "example.com")).isInstanceOf(InvalidAddressException.class);
        assertThat(new EmailAddress("jane", "EXAMPLE.com").domain()).isEqualTo("example.com");
    }

    @ParameterizedTest
    @CsvSource({"jane@example.com, false", "jane@müller.example, false", "jöhn@example.com, true"})
    void needs_smtputf8_for_a_local_part_beyond_ascii_only(String text, boolean international) {
        assertThat(EmailAddress.parse(text).isInternational()).isEqualTo(international);
    }

    @ParameterizedTest
    @CsvSource({
        "jane@example.com, jane@example.com",
        "Jane.DOE+Orders@EXAMPLE.com, jane.doe+orders@example.com",
        "JANE@MÜLLER.example, jane@xn--mller-kva.example",
        "JÖHN@example.com, jÖhn@example.com",
        "İSTANBUL@example.com, İstanbul@example.com"
    })
    void is_compared_without_the_case_of_ascii_letters(String text, String key) {
        assertThat(EmailAddress.parse(text).key()).isEqualTo(key);
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> EmailAddress.parse(text))
                .as("'%s'", text)
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining(why);
    }

    @Test
    void takes_the_same_ascii_characters_as_the_grammar() {
        for (char c = 0; c < 0x80; c++) {
            String local = "a" + c + "B";
            String label = "a" + c + "9";

            assertThat(isTaken(local, "example.com"))
                    .as("U+%04X", (int) c)
                    .isEqualTo(local.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"));
            assertThat(isTaken("jane", label + ".com"))
                    .as("U+%04X", (int) c)
                    .isEqualTo(label.matches("[A-Za-z0-9.-]+"));
        }
    }

    private static boolean isTaken(String localPart, String domain) {
        try {
            return new EmailAddress(localPart, domain).domain().endsWith(".com");
        } catch (InvalidAddressException e) {
            return false;
        }
    }
}
