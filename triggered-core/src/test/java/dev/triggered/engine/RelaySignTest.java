package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaySignTest {
    private static final String RELAY = "relay.example:25";

    @ParameterizedTest
    @CsvSource({
        "450, 4.2.0, WORKS",
        "450, '', WORKS",
        "451, 4.3.0, WORKS",
        "452, 4.3.1, WORKS",
        "450, 4.2.1, WORKS",
        "450, 4.7.1, BUSY",
        "451, 4.7.500, BUSY",
        "451, 4.7.28, BUSY",
        "452, 4.7.0, BUSY",
        "454, 4.7.0, BUSY",
        "432, 4.3.2, BUSY",
        "451, 4.3.2, BUSY",
        "451, 4.4.5, BUSY",
        "421, 4.7.0, LEAVES",
        "421, 4.3.2, LEAVES",
        "421, '', LEAVES",
        "535, 5.7.8, FAILS",
        "554, '', FAILS",
        "0, 4.4.1, FAILS",
        "0, 4.4.2, FAILS",
        "0, 4.7.5, FAILS",
        "0, 4.5.0, FAILS",
        "0, '', FAILS",
        "0, 4.3.0, NOTHING",
        "0, 4.3.2, NOTHING"
    })
    void of_a_mail_that_is_put_off_is_what_its_reply_says(int code, String status, RelaySign sign) {
        SmtpReply reply = new SmtpReply(code, status, "text");
        assertThat(RelaySign.of(new SendResult.Deferred(RELAY, reply))).isEqualTo(sign);
    }

    @Test
    void of_a_mail_that_was_taken_or_refused_is_that_the_relay_works() {
        assertThat(RelaySign.of(new SendResult.Accepted(RELAY, new SmtpReply(250, "2.0.0", "ok"))))
                .isEqualTo(RelaySign.WORKS);
        assertThat(RelaySign.of(new SendResult.Refused(RELAY, new SmtpReply(550, "5.7.1", "no"))))
                .isEqualTo(RelaySign.WORKS);
    }

    @Test
    void of_a_mail_that_could_not_be_made_is_nothing() {
        assertThat(RelaySign.of(new SendResult.Refused(RELAY, SmtpReply.none("5.6.0", "no such file"))))
                .isEqualTo(RelaySign.NOTHING);
    }

    @Test
    void of_a_mail_without_a_reply_is_a_failure_unless_the_fault_was_ours() {
        assertThat(RelaySign.of(new SendResult.Uncertain(RELAY, SmtpReply.none("4.4.2", "broken"))))
                .isEqualTo(RelaySign.FAILS);
        assertThat(RelaySign.of(new SendResult.Uncertain(RELAY, SmtpReply.none("4.3.0", "a fault"))))
                .isEqualTo(RelaySign.NOTHING);
    }

    @Test
    void is_a_failure_and_a_request_for_less_where_the_relay_leaves() {
        assertThat(RelaySign.values())
                .filteredOn(RelaySign::isFailure)
                .containsExactly(RelaySign.LEAVES, RelaySign.FAILS);
        assertThat(RelaySign.values())
                .filteredOn(RelaySign::asksForLess)
                .containsExactly(RelaySign.BUSY, RelaySign.LEAVES);
    }
}
