package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTargetTest {
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
}
