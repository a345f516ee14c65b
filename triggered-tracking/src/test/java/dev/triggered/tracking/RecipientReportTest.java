package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import org.junit.jupiter.api.Test;

class RecipientReportTest {
    private static RecipientReport report(DeliveryAction action, BounceReason reason, String status) {
        return new RecipientReport(
                ReportedAddress.of("jane@customer.example"),
                action,
                new SmtpReply(0, status, ""),
                reason,
                ReportedHosts.NONE);
    }

    @Test
    void a_hard_reason_with_a_temporary_status_is_soft() {
        assertThat(report(DeliveryAction.FAILED, BounceReason.USER_UNKNOWN, "5.1.1")
                        .bounceClass())
                .isEqualTo(BounceClass.HARD);
        assertThat(report(DeliveryAction.FAILED, BounceReason.USER_UNKNOWN, "4.1.1")
                        .bounceClass())
                .isEqualTo(BounceClass.SOFT);
        assertThat(report(DeliveryAction.FAILED, BounceReason.BLOCKED, "4.7.1").bounceClass())
                .isEqualTo(BounceClass.BLOCK);
    }

    @Test
    void a_failure_has_a_reason_of_a_bounce_and_nothing_else_has() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report(DeliveryAction.FAILED, BounceReason.DELAYED, "4.0.0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report(DeliveryAction.DELAYED, BounceReason.USER_UNKNOWN, "4.0.0"));
    }
}
