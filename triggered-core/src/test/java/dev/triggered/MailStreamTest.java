package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailStreamTest {
    private static final ExternalEvent EVENT = ExternalEvent.named("order-placed");

    @Test
    void has_the_defaults_that_its_documentation_says() {
        MailStream stream = complete().build();

        assertThat(stream.name()).isEqualTo("orders");
        assertThat(stream.version()).isEqualTo(1);
        assertThat(stream.event()).isEqualTo(EVENT);
        assertThat(stream.purpose()).isEqualTo(Purpose.ORDER_CONFIRMATION);
        assertThat(stream.from()).isEqualTo(Mailbox.parse("Acme <orders@acme.example>"));
        assertThat(stream.replyTo()).isEqualTo(stream.from());
        assertThat(stream.template()).isEqualTo("order-confirmation");
        assertThat(stream.missingData()).isEqualTo(MissingData.REFUSE);
        assertThat(stream.requiresAttachment()).isFalse();
        assertThat(stream.isBroadcast()).isFalse();
        assertThat(stream.lane()).isEqualTo(Lane.named("orders"));
        assertThat(stream.delivery()).isEqualTo(DeliveryPolicy.standard());
        assertThat(stream.priority()).isEqualTo(Priority.NORMAL);
        assertThat(stream.retention()).isEqualTo(Retention.standard());
        assertThat(stream).hasToString("MailStream[orders, version 1]");
    }

    @Test
    void takes_every_rule_that_it_is_given() {
        Lane lane = Lane.named("urgent").connections(8).backlog(10);
        DeliveryPolicy policy = DeliveryPolicy.standard()
                .expireAfter(Duration.ofMinutes(5))
                .whenUncertain(WhenUncertain.HOLD)
                .retry(RetryPolicy.never());

        MailStream stream = complete()
                .from("Acme <orders@acme.example>", "Help <help@other.example>")
                .template("order", MissingData.LEAVE_EMPTY)
                .requireAttachment()
                .broadcast()
                .lane(lane)
                .delivery(policy)
                .priority(Priority.HIGH)
                .retention(Retention.standard().sent(Duration.ofDays(1)).log(Duration.ofDays(90)))
                .build();

        assertThat(stream.replyTo()).isEqualTo(Mailbox.parse("Help <help@other.example>"));
        assertThat(stream.template()).isEqualTo("order");
        assertThat(stream.missingData()).isEqualTo(MissingData.LEAVE_EMPTY);
        assertThat(stream.requiresAttachment()).isTrue();
        assertThat(stream.isBroadcast()).isTrue();
        assertThat(stream.lane()).isEqualTo(lane);
        assertThat(stream.delivery()).isEqualTo(policy);
        assertThat(stream.priority()).isEqualTo(Priority.HIGH);
        assertThat(stream.retention())
                .isEqualTo(new Retention(Duration.ofDays(1), Duration.ofDays(7), Optional.of(Duration.ofDays(90))));
    }

    @Test
    void names_everything_that_is_missing_at_once() {
        InvalidStreamException e = catchThrowableOfType(
                InvalidStreamException.class, () -> MailStream.named("orders").build());

        assertThat(e.faults())
                .containsExactly(
                        "stream 'orders' listens to no event: name one with on(...)",
                        "stream 'orders' has no purpose: give an operational one with purpose(...)",
                        "stream 'orders' has no sender: give one with from(...)",
                        "stream 'orders' has no template: name one with template(...), or give it its own content with"
                                + " content(...)");
        assertThat(e)
                .hasMessageStartingWith("4 faults:")
                .hasMessageContaining(e.faults().get(3));
    }

    @Test
    void has_a_content_of_its_own_instead_of_a_template() {
        MailContent content = MailContent.of("Your order").text("Thank you");
        MailStream.Builder builder =
                MailStream.named("orders").on(EVENT).purpose(Purpose.RECEIPT).from("orders@notify.acme.example");

        MailStream stream = builder.content(content, MissingData.LEAVE_EMPTY).build();

        assertThat(stream.content()).contains(content);
        assertThat(stream.template()).isEqualTo("orders");
        assertThat(stream.missingData()).isEqualTo(MissingData.LEAVE_EMPTY);
        assertThat(catchThrowableOfType(
                                InvalidStreamException.class,
                                () -> builder.template("order").build())
                        .faults())
                .containsExactly(
                        "stream 'orders' has its own content and names the template 'order' too: give one of them");
    }

    @Test
    void refuses_marketing_beside_all_other_faults() {
        InvalidStreamException e = catchThrowableOfType(
                InvalidStreamException.class,
                () -> MailStream.named("orders")
                        .on(EVENT)
                        .purpose(Purpose.MARKETING)
                        .template(" ")
                        .build());

        assertThat(e.faults())
                .containsExactly(
                        "stream 'orders' has the purpose MARKETING: only operational mail may ignore the opt-in",
                        "stream 'orders' has no sender: give one with from(...)",
                        "stream 'orders' has no template: name one with template(...), or give it its own content with"
                                + " content(...)");
    }

    @Test
    void tracks_nothing_unless_asked_and_keeps_that_in_an_edit() {
        MailStream stream = complete().tracking(Tracking.BOTH).build();

        assertThat(complete().build().tracking()).isEqualTo(Tracking.OFF);
        assertThat(stream.edit().build().tracking()).isEqualTo(Tracking.BOTH);
        assertThat(stream.renamed("other").numbered(4).tracking()).isEqualTo(Tracking.BOTH);
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"DOUBLE_OPT_IN", "PASSWORD_RESET", "SIGN_IN", "SECURITY_NOTICE"})
    void tracks_nothing_of_a_mail_that_carries_secrets(Purpose purpose) {
        assertThat(complete().purpose(purpose).build().tracking()).isEqualTo(Tracking.OFF);
        assertThat(catchThrowableOfType(
                                InvalidStreamException.class,
                                () -> complete()
                                        .purpose(purpose)
                                        .tracking(Tracking.OPENS)
                                        .build())
                        .faults())
                .containsExactly("stream 'orders' tracks OPENS, but mails for the purpose " + purpose
                        + " carry secrets: leave tracking off");
    }

    @Test
    void only_counts_the_mails_of_a_broadcast() {
        assertThat(catchThrowableOfType(
                                InvalidStreamException.class,
                                () -> complete()
                                        .broadcast()
                                        .tracking(Tracking.CLICKS)
                                        .build())
                        .faults())
                .containsExactly(
                        "stream 'orders' tracks CLICKS, but of a broadcast stream mails are only counted: leave tracking off");
    }

    @ParameterizedTest
    @EnumSource(value = Purpose.class, names = "MARKETING", mode = EnumSource.Mode.EXCLUDE)
    void allows_every_operational_purpose(Purpose purpose) {
        assertThat(complete().purpose(purpose).build().purpose()).isEqualTo(purpose);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Acme",
                "Acme <orders@acme>",
                "orders@acme.example\r\nBcc: x@y.example",
                "a@b.example, c@d.example"
            })
    void refuses_a_sender_that_is_no_mailbox_at_once(String mailbox) {
        MailStream.Builder builder = MailStream.named("orders");

        assertThatThrownBy(() -> builder.from(mailbox)).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> builder.from("orders@acme.example", mailbox))
                .isInstanceOf(InvalidAddressException.class);
    }

    @Test
    void keeps_a_stream_as_it_was_when_its_builder_goes_on() {
        MailStream.Builder builder = complete();
        MailStream first = builder.build();
        MailStream second = builder.template("other").broadcast().build();

        assertThat(first.template()).isEqualTo("order-confirmation");
        assertThat(first.isBroadcast()).isFalse();
        assertThat(second.template()).isEqualTo("other");
    }

    @Test
    void refuses_a_policy_that_cannot_work() {
        assertThatThrownBy(() -> DeliveryPolicy.standard().expireAfter(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MailStream.Builder complete() {
        return MailStream.named("orders")
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme <orders@acme.example>")
                .template("order-confirmation");
    }
}
