package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"order-placed", "order placed", "Bestellung aufgegeben", "order.placed", "a", "注文"})
    void allows_printable_names(String name) {
        assertThat(Names.require("an event", name)).isEqualTo(name);
        assertThat(Names.require("an event", "n".repeat(100))).hasSize(100);
    }

    @Test
    void refuses_other_names_without_repeating_what_is_harmful_in_them() {
        List<String> names = Arrays.asList(
                "",
                " ",
                "\t",
                " a",
                "a ",
                "a\n",
                "a\r\nb",
                "a\0",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u200bb",
                "a\ufeff",
                "a\ud800",
                "n".repeat(101),
                "\r\n" + "n".repeat(200),
                "\ud83d\ude00".repeat(51));

        assertThat(names)
                .allSatisfy(name -> assertThatThrownBy(() -> Names.require("an event", name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("the name of an event")
                        .satisfies(e -> assertThat(e.getMessage())
                                .hasSizeLessThan(200)
                                .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u2028\\u202e]")));
    }

    @Test
    void holds_for_events_streams_and_lanes() {
        assertThatThrownBy(() -> ExternalEvent.named("a\nb")).hasMessageContaining("the name of an event");
        assertThatThrownBy(() -> MailStream.named("a\nb")).hasMessageContaining("the name of a stream");
        assertThatThrownBy(() -> Lane.named("a\nb")).hasMessageContaining("the name of a lane");
    }
}
