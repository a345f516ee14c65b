package dev.triggered.jdbc;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.OutputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A dispatcher whose mails wait for one of a few connections, as behind a slow relay: what it has taken goes out later. */
final class QueueingDispatcher implements Dispatcher {
    private static final int CAPACITY = 16;
    private static final int CONNECTIONS = 2;
    private static final long NANOS_PER_MAIL = TimeUnit.MILLISECONDS.toNanos(2);

    private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    private final Queue<String> wire = new ConcurrentLinkedQueue<>();

    /** Returns the recipients of the mails that were put on the wire, in their order. */
    List<String> wire() {
        return List.copyOf(wire);
    }

    @Override
    public LaneDispatcher open(Lane lane) {
        return new LaneDispatcher() {
            @Override
            public int capacity() {
                return CAPACITY;
            }

            @Override
            public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
                connections.execute(() -> transmit(mail, whenDone));
            }
        };
    }

    private void transmit(OutgoingMail mail, Consumer<SendResult> whenDone) {
        wire.add(mail.envelope().recipient().toString());
        LockSupport.parkNanos(NANOS_PER_MAIL);
        whenDone.accept(new SendResult.Accepted("relay.example:25", new SmtpReply(250, "2.0.0", "taken")));
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) {}

    @Override
    public void close() {
        connections.shutdown();
        try {
            if (!connections.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the mails do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
