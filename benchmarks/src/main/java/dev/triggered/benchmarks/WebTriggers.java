package dev.triggered.benchmarks;

import dev.triggered.TriggeredMail;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How many triggers are kept in a second, by calls in the process and over HTTP in turns, from as many threads. */
final class WebTriggers {
    private static final int THREADS = 8;
    /** For how long each way is gone first: until tens of thousands of times, the compiler of the JVM takes most of a processor. */
    private static final int WARM_UP_ROUNDS = 12;

    private static final double SECOND = 1e9;

    private final TriggeredMail mail;
    private final InetSocketAddress address;
    private final String token;
    private final AtomicLong next = new AtomicLong(1L << 40);

    private WebTriggers(TriggeredMail mail, InetSocketAddress address, String token) {
        this.mail = mail;
        this.address = address;
        this.token = token;
    }

    static void run(TriggeredMail mail, InetSocketAddress address, String token, int rounds, int seconds)
            throws Exception {
        WebTriggers triggers = new WebTriggers(mail, address, token);
        double[] inProcess = new double[rounds];
        double[] overHttp = new double[rounds];
        triggers.measure(seconds * WARM_UP_ROUNDS, triggers.posters());
        triggers.measure(seconds * WARM_UP_ROUNDS, triggers.callers());
        for (int round = 0; round < rounds; round++) {
            inProcess[round] = triggers.measure(seconds, triggers.callers());
            overHttp[round] = triggers.measure(seconds, triggers.posters());
        }
        Arrays.sort(inProcess);
        Arrays.sort(overHttp);
        double called = inProcess[rounds / 2];
        double posted = overHttp[rounds / 2];
        System.out.printf(Locale.ROOT, "%n%-60s %10s%n", "triggers, on " + THREADS + " threads", "per second");
        System.out.printf(Locale.ROOT, "%-60s %10.0f%n", "in the process", called);
        System.out.printf(Locale.ROOT, "%-60s %10.0f%n%n", "over HTTP", posted);
        System.out.printf(Locale.ROOT, "ratio web.trigger.vs_in_process %.2f%n", posted / called);
    }

    private List<Caller> callers() {
        Caller caller = number -> mail.trigger(WebHost.event((int) (number % WebHost.STREAMS)), WebHost.trigger(number))
                .orThrow();
        return List.of(caller, caller, caller, caller, caller, caller, caller, caller);
    }

    private List<Caller> posters() throws IOException {
        List<Caller> posters = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            posters.add(new Poster(new WebClient(address, token)));
        }
        return posters;
    }

    private double measure(int seconds, List<Caller> callers) throws Exception {
        AtomicLong kept = new AtomicLong();
        long began = System.nanoTime();
        long end = began + seconds * (long) SECOND;
        List<Caller> free = new ArrayList<>(callers);
        Workers workers = Workers.start(THREADS, () -> {
            Caller mine = take(free);
            while (System.nanoTime() < end) {
                mine.trigger(next.getAndIncrement());
                kept.incrementAndGet();
            }
            return false;
        });
        workers.await();
        double rate = kept.get() * SECOND / (System.nanoTime() - began);
        for (Caller caller : callers) {
            caller.close();
        }
        return rate;
    }

    private static Caller take(List<Caller> free) {
        synchronized (free) {
            return free.remove(free.size() - 1);
        }
    }

    /** Triggers one after the other. */
    private interface Caller extends AutoCloseable {
        void trigger(long number) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Triggers over a connection of its own. */
    private record Poster(WebClient client) implements Caller {
        @Override
        public void trigger(long number) throws IOException {
            WebClient.Answer answer = client.post(
                    "/api/v1/events/" + WebHost.event((int) (number % WebHost.STREAMS)) + "/triggers",
                    "{\"id\":\"order-" + number + "\",\"to\":{\"address\":\"" + SampleMail.recipient(number)
                            + "\"},\"data\":{\"number\":\"" + SampleMail.order(number) + "\"}}");
            if (answer.status() != 200) {
                throw new IOException("answered with " + answer.status() + ": " + answer.body());
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
