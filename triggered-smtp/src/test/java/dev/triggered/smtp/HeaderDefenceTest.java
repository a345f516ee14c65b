package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header is made of defends itself, also against values that the core would have refused. */
class HeaderDefenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: x@y.example",
                "a\nBcc: x",
                "a\rBcc: x",
                "a\0b",
                "a\r\n\r\nbody",
                "a\u0085b",
                "é\r\nBcc: x"
            })
    void a_text_or_a_parameter_stays_one_field(String attack) {
        for (String value :
                new String[] {HeaderText.unstructured(attack, 9), HeaderText.parameter("filename", attack)}) {
            assertThat(value.replace("\r\n ", "")).doesNotContain("\r", "\n", "\0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\r\n"})
    void a_field_whose_value_is_more_than_one_is_refused(String value) {
        MimeSegments out = new MimeSegments(0, false);

        assertThatThrownBy(() -> out.field("X", value)).isInstanceOf(UnsendableException.class);
        assertThat(out.size()).isZero();
    }

    @Test
    void a_field_that_is_longer_than_a_line_may_be_is_refused() {
        assertThatThrownBy(() -> new MimeSegments(0, false).field("X", "é".repeat(500)))
                .isInstanceOf(UnsendableException.class);
    }
}
