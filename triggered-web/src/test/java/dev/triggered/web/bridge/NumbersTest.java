package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.EventInfo;
import dev.triggered.StreamInfo;
import dev.triggered.web.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private EventInfo event(String name) {
        return shop.mail.events().find(name).orElseThrow();
    }

    private StreamInfo stream(String name) {
        return shop.mail.streams().find(name).orElseThrow();
    }

    @Test
    void what_has_no_number_of_the_application_goes_by_its_own() {
        Numbers numbers = new Numbers(shop.mail, Numbers.Given.NONE);

        assertThat(numbers.of(event("hello"))).contains(event("hello").id());
        assertThat(numbers.event(Long.toString(event("hello").id())).name()).isEqualTo("hello");
        assertThat(numbers.stream(Long.toString(stream("hello").id()), ReplyCode.NO_STREAM)
                        .name())
                .isEqualTo("hello");
    }

    @Test
    void a_number_that_was_given_leads_to_nothing_else_and_stays_with_a_renamed_event() {
        long hello = event("hello").id();
        Numbers numbers = new Numbers(shop.mail, Numbers.Given.NONE.event(hello, "notice"));

        shop.mail.events().rename("notice", "announcement");

        assertThat(numbers.event(Long.toString(hello)).name()).isEqualTo("announcement");
        assertThat(numbers.of(event("announcement"))).contains(hello);
        assertThat(numbers.of(event("hello"))).isEmpty();
    }

    @Test
    void a_number_for_what_is_not_there_leads_nowhere() {
        long hello = stream("hello").id();
        Numbers numbers = new Numbers(shop.mail, Numbers.Given.NONE.event(7_000, "gone").stream(hello, "gone"));

        assertThatThrownBy(() -> numbers.event("7000")).hasMessageContaining("7000");
        assertThatThrownBy(() -> numbers.stream(Long.toString(hello), ReplyCode.NO_STREAM))
                .hasMessageContaining(Long.toString(hello));
        assertThat(numbers.of(stream("hello"))).isEmpty();
    }
}
