package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    @ParameterizedTest
    @CsvSource({
        "250, 2.0.0, Ok, 250 2.0.0 Ok",
        "250, '', Ok, 250 Ok",
        "200, '', '', 200",
        "599, 5.999.999, '', 599 5.999.999",
        "0, 4.4.1, no answer, 4.4.1 no answer",
        "0, '', no answer, no answer"
    })
    void reads_as_the_relay_said_it(int code, String status, String text, String shown) {
        assertThat(new SmtpReply(code, status, text)).hasToString(shown);
    }

    @Test
    void stands_in_for_a_reply_that_was_not_had() {
        assertThat(SmtpReply.none("4.4.1", "no answer")).isEqualTo(new SmtpReply(0, "4.4.1", "no answer"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 100, 199, 600, 2500, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refuses_what_is_no_reply_code(int code) {
        assertThatThrownBy(() -> new SmtpReply(code, "", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2", "2.0", "2.0.0.0", "3.0.0", "2.1000.0", "2.0.1000", "2.0.0\n", " 2.0.0", "2..0", "٢.0.0", "x"
            })
    void refuses_what_is_no_enhanced_status_code(String status) {
        assertThatThrownBy(() -> new SmtpReply(250, status, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void puts_the_text_on_one_line_of_at_most_500_characters() {
        SmtpReply reply = new SmtpReply(550, "5.1.1", "no such\r\nuser\0\u001b[2J" + "x".repeat(600));

        assertThat(reply.text()).startsWith("no such user [2Jxxx").endsWith("…").hasSize(500);
        assertThat(new SmtpReply(550, "", "x".repeat(500)).text()).isEqualTo("x".repeat(500));
        assertThat(new SmtpReply(550, "", "x".repeat(498) + "\ud83d\ude00y").text())
                .isEqualTo("x".repeat(498) + "…");
    }
}
