package dev.triggered.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * One sender in a process of its own. For each line {@code CONNECTIONS MILLISECONDS} that it reads from its standard input it
 * sends for so long and prints {@code MAILS NANOSECONDS CPU-NANOSECONDS ALLOCATED-BYTES}; it ends with its input.
 */
final class SmtpLoad {
    private SmtpLoad() {}

    /** Sends mails as fast as it can. */
    interface Peer {
        /**
         * Sends for a while over so many connections, which are kept open for the next call.
         *
         * @return how many mails were accepted
         */
        long send(int connections, Duration time);
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        Peer peer = arguments[0].equals("triggered") ? new TriggeredPeer(port) : new AngusPeer(port);
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", -1);
                measure(peer, Integer.parseInt(words[0]), Duration.ofMillis(Long.parseLong(words[1])));
            }
        }
    }

    private static void measure(Peer peer, int connections, Duration time) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long allocated = allocated();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long mails = peer.send(connections, time);
        long end = System.nanoTime();
        System.out.println(mails + " " + (end - start) + " " + (system.getProcessCpuTime() - cpu) + " "
                + Math.max(0, allocated() - allocated));
    }

    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
