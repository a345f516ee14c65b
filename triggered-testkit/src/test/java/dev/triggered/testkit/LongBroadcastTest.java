package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broadcast to more recipients than its store has room for: {@code -Dtriggered.broadcast=1000000} are a million. */
class LongBroadcastTest {
    private static final int PEOPLE = Integer.getInteger("triggered.broadcast", 100_000);
    private static final int AHEAD = BroadcastOptions.standard().ahead();

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger ahead = new AtomicInteger();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void reads_no_further_ahead_than_it_sends() throws InterruptedException {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(100).otherwise(mail -> {
            answered.incrementAndGet();
            return SendResults.accepted();
        });
        InMemoryStore.Capacity little =
                InMemoryStore.Capacity.standard().messages(AHEAD).ended(10);
        try (TriggeredMail mail = start(dispatcher, InMemoryStore.holding(little))) {
            Broadcast broadcast = mail.broadcast(
                    "notice", Recipients.of(IntStream.range(0, PEOPLE).mapToObj(this::person)));
            assertThat(broadcast.await(Duration.ofMinutes(10))).isEqualTo(BroadcastState.DONE);
            assertThat(broadcast.progress().counts().accepted()).isEqualTo(PEOPLE);
        }
        assertThat(answered).hasValue(PEOPLE);
        assertThat(ahead.get()).as("rows that were read ahead of their mails").isBetween(1, AHEAD + 2);
    }

    private Trigger person(int number) {
        ahead.accumulateAndGet(number + 1 - answered.get(), Math::max);
        return Trigger.to("jane" + number + "@example.com");
    }

    private static TriggeredMail start(CapturingDispatcher dispatcher, MailStore store) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new LiteralTemplates())
                .dispatcher(dispatcher)
                .store(store)
                .stream(MailStream.named("notice")
                        .on(ExternalEvent.named("notice-given"))
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <notice@notify.acme.example>")
                        .template("notice")
                        .broadcast()
                        .build())
                .start();
    }
}
