package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.SendResult.Uncertain;
import dev.triggered.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final List<SendResult> results = new ArrayList<>();
    private final List<Delivery> released = new ArrayList<>();
    private final Delivery delivery = new Delivery(Mails.mail(), results::add, released::add);

    @Test
    void what_was_given_up_before_its_last_bytes_is_deferred_and_they_must_not_be_written() {
        delivery.abandon("relay:25");

        assertThat(delivery.commit()).isFalse();
        assertThat(results).hasOnlyElementsOfType(Deferred.class).hasSize(1);
    }

    @Test
    void what_was_given_up_after_its_last_bytes_is_uncertain() {
        assertThat(delivery.commit()).isTrue();
        delivery.abandon("relay:25");

        assertThat(results).hasOnlyElementsOfType(Uncertain.class).hasSize(1);
    }

    @Test
    void a_fault_on_our_side_is_told_by_whether_the_relay_may_have_the_mail() {
        Delivery other = new Delivery(Mails.mail(), results::add, released::add);
        other.commit();

        delivery.fail("relay:25", new IllegalStateException("thrown on purpose by a test"));
        other.fail("relay:25", new IllegalStateException("thrown on purpose by a test"));

        assertThat(results).hasSize(2);
        assertThat(results.get(0)).isInstanceOf(Deferred.class);
        assertThat(results.get(1)).isInstanceOf(Uncertain.class);
        assertThat(results).allMatch(result -> result.reply().text().endsWith("IllegalStateException"));
    }

    @Test
    void it_ends_once_only() {
        SendResult accepted = new Accepted("relay:25", new SmtpReply(250, "2.0.0", "taken"));
        delivery.commit();
        delivery.finish(accepted);
        delivery.abandon("relay:25");
        delivery.finish(accepted);
        delivery.fail("relay:25", new IllegalStateException("thrown on purpose by a test"));

        assertThat(results).containsExactly(accepted);
        assertThat(released).containsExactly(delivery);
    }
}
