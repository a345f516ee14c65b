package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTargetTest {
    private static final Pattern SAFE = Pattern.compile(
            "https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?(?:[/?#][!-~]*)?", Pattern.CASE_INSENSITIVE);

    private static final List<String> PIECES = List.of(
            "http",
            "HTTPS",
            "https",
            ":",
            "//",
            "://",
            "/",
            "?",
            "#",
            "@",
            "\\",
            "[",
            "]",
            "[::1]",
            "[2001:DB8::1]",
            "[]",
            ":8080",
            ":123456",
            ":0",
            "a.example",
            "-",
            "_",
            "A",
            "9",
            "%",
            "~",
            "\u007f",
            " ",
            "\n",
            "ü",
            "ſ",
            "\u212a",
            "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://shop.example:8080/a/b?c=d&e=%20#f",
                "HTTPS://SHOP.EXAMPLE/?q",
                "https://[2001:db8::1]:8443/x",
                "https://shop.example#top",
                "https://shop.example/a'b(c)|{d}"
            })
    void takes_addresses_of_the_web_as_they_are(String address) {
        assertThat(WebTarget.of(address)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "https://shop.example/grüße?q=ö > https://shop.example/gr%C3%BC%C3%9Fe?q=%C3%B6",
                "https://shop.example/a b > https://shop.example/a%20b",
                "https://shop.example/🎉 > https://shop.example/%F0%9F%8E%89"
            })
    void writes_what_is_not_ascii_as_octets(String address, String target) {
        assertThat(WebTarget.of(address)).contains(target);
        assertThat(WebTarget.of(target)).contains(target);
    }

    @Test
    void leaves_white_space_around_an_address_out() {
        assertThat(WebTarget.of(" \n https://shop.example/ \t")).contains("https://shop.example/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#top",
                "/orders",
                "orders.html",
                "//shop.example/",
                "mailto:jane@example.com",
                "tel:+49123",
                "sms:123",
                "javascript:alert(1)",
                "data:text/html,x",
                "cid:logo",
                "http",
                "http:",
                "https:/",
                "https://",
                "https:///path",
                "https:\\\\shop.example",
                "https://shop.example\\@evil.example/",
                "https://jane:secret@shop.example/",
                "https://shöp.example/",
                "https://shop.example/a\nb",
                "https://shop.example/a\u0000b",
                "https://shop.example:port/",
                "httpx://shop.example/",
                "{{link}}"
            })
    void leaves_everything_else_alone(String address) {
        assertThat(WebTarget.of(address)).isEmpty();
    }

    @Test
    void leaves_an_address_alone_that_is_very_long() {
        assertThat(WebTarget.of("https://shop.example/" + "a".repeat(WebTarget.LONGEST)))
                .isEmpty();
        assertThat(WebTarget.of("https://shop.example/" + "ü".repeat(500))).isEmpty();
    }

    @Test
    void takes_what_the_pattern_of_its_grammar_takes_and_nothing_else() {
        Random random = new Random(4711);
        int safe = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder address = new StringBuilder(random.nextBoolean() ? "https://" : "");
            for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
                address.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            boolean matches = SAFE.matcher(address).matches();
            assertThat(WebTarget.isSafe(address.toString()))
                    .as(address.toString())
                    .isEqualTo(matches);
            safe += matches ? 1 : 0;
        }
        assertThat(safe).as("how many of them are safe").isGreaterThan(1_000);
    }
}
