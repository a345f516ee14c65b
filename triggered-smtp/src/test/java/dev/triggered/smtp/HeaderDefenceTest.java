package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header is made of defends itself, also against values that the core would have refused. */
class HeaderDefenceTest {
    private final MailBuffer out = new MailBuffer();

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
        HeaderText.unstructured(attack, 9, out);
        HeaderText.parameter("filename", attack, out);

        String written = new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
        assertThat(written.replace("\r\n ", "")).isNotEmpty().doesNotContain("\r", "\n", "\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\r\n", "a\r", "a\r\r\n b"})
    void a_field_whose_value_is_more_than_one_is_refused(String value) {
        out.put("X: " + value);

        assertThatThrownBy(() -> out.endField("X", 0)).isInstanceOf(UnsendableException.class);
        assertThat(out.length()).isZero();
    }

    @Test
    void a_field_has_a_line_of_998_octets_and_none_that_is_longer() throws Exception {
        out.put("X: " + "a".repeat(995));
        out.endField("X", 0);
        int end = out.length();

        assertThat(end).isEqualTo(1_000);
        for (String tooLong : new String[] {"a".repeat(996), "é".repeat(498), "a\r\n " + "a".repeat(998)}) {
            out.put("Y: " + tooLong);
            assertThatThrownBy(() -> out.endField("Y", end)).isInstanceOf(UnsendableException.class);
            assertThat(out.length()).isEqualTo(end);
        }
    }

    @Test
    void a_field_may_be_folded() throws Exception {
        out.put("X: a\r\n b\tc\r\n d");
        out.endField("X", 0);

        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII))
                .isEqualTo("X: a\r\n b\tc\r\n d\r\n");
    }
}
