package dev.triggered.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** A library that sends on the thread that calls it: a thread for each connection, which share one queue. */
final class ThreadedPeer implements SmtpPeer {
    private final ExecutorService threads;
    private final int capacity;
    private final Sender sender;

    /**
     * Creates a peer.
     *
     * @param eachHas how many times {@code sender} is asked for at once for each connection, those that wait included
     */
    ThreadedPeer(int connections, int eachHas, Sender sender) {
        this.threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        this.capacity = connections * eachHas;
        this.sender = sender;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void send(LongSupplier numbers, IntConsumer whenDone) {
        Future<?> unused = threads.submit(() -> whenDone.accept(accepted(numbers)));
    }

    private int accepted(LongSupplier numbers) {
        try {
            return sender.send(numbers);
        } catch (Exception e) {
            System.err.println("a mail was not sent: " + e);
            return 0;
        }
    }

    /** Sends one mail or a few before it returns, and says how many. */
    interface Sender {
        int send(LongSupplier numbers) throws Exception;
    }
}
