package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.TriggeredMail;
import dev.triggered.WhenUncertain;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message that was being sent when its process ended, once the next one starts. */
class LeftoversTest {
    private static final MessageId ID = Letters.id(1);

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at(Letters.START);
    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();

    @BeforeEach
    void leave() {
        try (MailStore store = JdbcStore.embedded(folder)) {
            store.open(clock, Waker.none());
            store.outbox().accept(List.of(NewMessage.of(Letters.letter(1)).handedOver()));
            store.outbox().begin(Set.of(ID));
        }
    }

    @Test
    void is_sent_again_under_its_message_id_after_a_delay() {
        try (TriggeredMail mail = start("order-confirmation", WhenUncertain.RESEND)) {
            assertThat(history(mail).attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.result()).isInstanceOf(SendResult.Uncertain.class));
            clock.awaitPendingBy(clock.instant().plus(Duration.ofHours(1)));
            clock.advance(Duration.ofHours(1));
            assertThat(dispatcher.awaitMail().messageId().toString()).contains(ID.value());
        }
    }

    @Test
    void is_held_where_a_second_mail_is_worse_than_none() {
        try (TriggeredMail mail = start("order-confirmation", WhenUncertain.HOLD)) {
            assertThat(history(mail).state()).isEqualTo(MessageState.UNCERTAIN);
        }
        assertThat(dispatcher.attempts()).isEmpty();
    }

    @Test
    void is_held_where_its_stream_is_gone() {
        try (TriggeredMail mail = start("another", WhenUncertain.RESEND)) {
            assertThat(history(mail).state()).isEqualTo(MessageState.UNCERTAIN);
        }
        assertThat(dispatcher.attempts()).isEmpty();
    }

    private TriggeredMail start(String stream, WhenUncertain whenUncertain) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(name -> new FixedTemplate())
                .dispatcher(dispatcher)
                .store(JdbcStore.embedded(folder))
                .settings(MailSettings.standard().time(clock))
                .stream(MailStream.named(stream)
                        .on(ExternalEvent.named("order-placed"))
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order")
                        .lane(Lane.named(Letters.LANE))
                        .delivery(DeliveryPolicy.standard().whenUncertain(whenUncertain))
                        .build())
                .start();
    }

    private static MessageHistory history(TriggeredMail mail) {
        return mail.messages().find(ID).orElseThrow();
    }
}
