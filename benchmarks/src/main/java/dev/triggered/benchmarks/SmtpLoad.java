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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One sender in a process of its own. For each line {@code PORT CONNECTIONS WINDOW ATTACHMENT MILLISECONDS} that it reads from its
 * standard input it sends for so long and prints {@code MAILS NANOSECONDS CPU-NANOSECONDS ALLOCATED-BYTES}; it ends with its input.
 */
final class SmtpLoad {
    private final SmtpSender sender;
    private final Map<SmtpTarget, SmtpPeer> peers = new HashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private SmtpLoad(SmtpSender sender) {
        this.sender = sender;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SmtpLoad load = new SmtpLoad(SmtpSender.valueOf(arguments[0]));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", -1);
                SmtpTarget target = new SmtpTarget(
                        Integer.parseInt(words[0]),
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        Boolean.parseBoolean(words[3]));
                load.measure(target, Duration.ofMillis(Long.parseLong(words[4])));
            }
        }
        System.exit(0);
    }

    private void measure(SmtpTarget target, Duration time) throws InterruptedException {
        SmtpDrive drive = new SmtpDrive(peers.computeIfAbsent(target, sender::connect), numbers);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long allocated = allocated();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long mails = drive.send(time);
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
