package dev.triggered.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** A library that sends on the thread that calls it: a thread for each connection, which share one queue. */
final class ThreadedPeer implements SmtpPeer {
    private static final int WAITING = 2;

    private final ExecutorService threads;
    private final int connections;
    private final Sender sender;

    ThreadedPeer(int connections, Sender sender) {
        this.threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        this.connections = connections;
        this.sender = sender;
    }

    @Override
    public int capacity() {
        return connections * WAITING;
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
