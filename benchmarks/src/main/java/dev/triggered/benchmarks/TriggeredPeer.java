package dev.triggered.benchmarks;

import dev.triggered.EmailAddress;
import dev.triggered.Lane;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Our dispatcher, fed with ready mails: each result sends the next one. */
final class TriggeredPeer implements SmtpLoad.Peer {
    private static final Mailbox FROM = Mailbox.parse("Acme Orders <orders@notify.acme.example>");

    private final SmtpDispatcher dispatcher;
    private final Map<Integer, LaneDispatcher> lanes = new HashMap<>();
    private final AtomicLong ids = new AtomicLong();

    TriggeredPeer(int port) {
        dispatcher = SmtpDispatcher.to(
                        SmtpRelay.at("127.0.0.1", port).plaintext().build())
                .build();
    }

    @Override
    public long send(int connections, Duration time) {
        LaneDispatcher lane = lanes.computeIfAbsent(
                connections,
                count -> dispatcher.open(Lane.named("load-" + count).connections(count)));
        Run run = new Run(lane, System.nanoTime() + time.toNanos(), new CountDownLatch(connections));
        for (int i = 0; i < connections; i++) {
            run.next();
        }
        return run.await();
    }

    private OutgoingMail mail() {
        long number = ids.incrementAndGet();
        EmailAddress to = new EmailAddress("jane" + number, "example.com");
        MessageId id = new MessageId(String.format(Locale.ROOT, "%026d", number));
        return new OutgoingMail(
                new OutgoingMail.Envelope(FROM.address(), to),
                new OutgoingMail.Header(id, Instant.now(), FROM, FROM, new Mailbox("Jane Doe", to)),
                new RenderedMail(SampleText.SUBJECT, SampleText.HTML, SampleText.TEXT),
                List.of(),
                0);
    }

    private final class Run {
        private final LaneDispatcher lane;
        private final long end;
        private final CountDownLatch ended;
        private final AtomicLong accepted = new AtomicLong();

        Run(LaneDispatcher lane, long end, CountDownLatch ended) {
            this.lane = lane;
            this.end = end;
            this.ended = ended;
        }

        void next() {
            lane.send(mail(), this::done);
        }

        private void done(SendResult result) {
            if (result instanceof SendResult.Accepted) {
                accepted.incrementAndGet();
            }
            if (System.nanoTime() < end) {
                next();
            } else {
                ended.countDown();
            }
        }

        long await() {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return accepted.get();
        }
    }
}
