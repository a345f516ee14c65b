package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay's refusal says where it is not known at which stage of the dialogue it was. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource({
        "550, 5.1.1, The email account that you tried to reach does not exist, USER_UNKNOWN, HARD",
        "550, '', User unknown, FILTERED, SOFT",
        "550, 5.1.2, Bad destination system address, HOST_UNKNOWN, HARD",
        "556, 5.1.10, Recipient address has a null MX, NO_MAIL_ACCEPTED, HARD",
        "552, 5.2.2, Mailbox full, MAILBOX_FULL, SOFT",
        "554, 5.7.1, Relay access denied, RELAYING_DENIED, BLOCK",
        "550, 5.7.26, This mail is unauthenticated, AUTH_FAILURE, BLOCK",
        "554, '', No, POLICY_VIOLATION, BLOCK"
    })
    void is_read_by_the_same_table_as_a_mail(
            int code, String status, String text, BounceReason reason, BounceClass bounceClass) {
        SmtpReply reply = new SmtpReply(code, status, text);

        assertThat(BounceReader.standard().refusals().read(reply)).isEqualTo(reason);
        assertThat(reason.bounceClass(reply)).isEqualTo(bounceClass);
    }
}
