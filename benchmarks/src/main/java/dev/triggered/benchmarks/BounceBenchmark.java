package dev.triggered.benchmarks;

import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.intake.IntakeResult;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * How many mails that came back are read in a second of the processor, beside Angus, which only takes them apart, and how many are taken in
 * by a host's door: those of the tests, or those in a folder that an argument names. They take turns on one thread; of the rounds the
 * medians count.
 */
final class BounceBenchmark {
    private static final Path MAILS =
            Path.of("triggered-tracking", "src", "test", "resources", "dev", "triggered", "tracking", "mails");

    /** How often each mail comes back in a round. */
    private static final int TIMES = 5;

    private static final int WARM_UPS = 10;

    private static final Session SESSION = Session.getInstance(new Properties());

    private final List<byte[]> mails;

    private BounceBenchmark(List<byte[]> mails) {
        this.mails = mails;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean quick = words.remove("--quick");
        new BounceBenchmark(mails(words.isEmpty() ? MAILS : Path.of(words.get(0)))).run(quick ? 1 : 7, quick ? 1 : 3);
    }

    private static List<byte[]> mails(Path folder) throws IOException {
        List<byte[]> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                mails.add(Files.readAllBytes(file));
            }
        }
        return mails;
    }

    private void run(int rounds, int seconds) throws Exception {
        double[] ours = new double[rounds];
        double[] angus = new double[rounds];
        double[] taken = new double[rounds];
        measure(BounceBenchmark::read, 3L * seconds);
        measure(BounceBenchmark::takeApart, 2L * seconds);
        for (int i = 0; i < WARM_UPS; i++) {
            takeIn();
        }
        for (int i = 0; i < rounds; i++) {
            ours[i] = measure(BounceBenchmark::read, seconds);
            angus[i] = measure(BounceBenchmark::takeApart, seconds);
            taken[i] = takeIn();
        }
        Arrays.sort(ours);
        Arrays.sort(angus);
        Arrays.sort(taken);
        long octets = mails.stream().mapToLong(mail -> mail.length).sum() / mails.size();
        System.out.printf(
                "%d mails of %,d bytes on average; mails in a second of the processor%n", mails.size(), octets);
        print("read by BounceReader", ours);
        print("taken apart by Angus", angus);
        print("taken in by the door", taken);
        System.out.printf("ratio bounces.read_per_cpu_second %.0f%n", ours[rounds / 2]);
        System.out.printf("ratio bounces.taken_in_per_cpu_second %.0f%n", taken[rounds / 2]);
        System.out.printf("ratio bounces.read.vs_taken_apart_by_angus %.2f%n", ours[rounds / 2] / angus[rounds / 2]);
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                "%-22s %,8.0f (%,.0f to %,.0f)%n",
                what, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /** Returns mails for each second of the processor. */
    private double measure(Work work, long seconds) throws Exception {
        long begun = cpuNanos();
        long done = 0;
        long taken = 0;
        while (taken < seconds * 1_000_000_000) {
            for (byte[] mail : mails) {
                work.on(mail);
            }
            done += mails.size();
            taken = cpuNanos() - begun;
        }
        return done * 1e9 / taken;
    }

    /** Returns mails for each second of the processor that are read, matched by their return paths and recorded in memory. */
    private double takeIn() throws InterruptedException {
        List<byte[]> many =
                Stream.generate(() -> mails).limit(TIMES).flatMap(List::stream).toList();
        try (ReturnedMails shop = ReturnedMails.of(many.size())) {
            List<byte[]> returned = shop.send(many);
            long recorded = 0;
            long begun = cpuNanos();
            for (byte[] mail : returned) {
                recorded += shop.accept(mail) instanceof IntakeResult.Recorded ? 1 : 0;
            }
            long taken = cpuNanos() - begun;
            if (recorded < returned.size() / 2) {
                throw new IllegalStateException("of " + returned.size() + " mails only " + recorded + " were recorded");
            }
            return returned.size() * 1e9 / taken;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void read(byte[] mail) {
        if (BounceReader.standard().read(mail).recipients().size() > 100) {
            throw new IllegalStateException("more recipients than there may be");
        }
    }

    private static void takeApart(byte[] mail) {
        try {
            decode(new MimeMessage(SESSION, new ByteArrayInputStream(mail)));
        } catch (MessagingException | IOException e) {
            // Some of the mails are broken on purpose, and that is where Angus stops.
        }
    }

    private static long decode(Part part) throws MessagingException, IOException {
        if (!part.isMimeType("multipart/*")) {
            return part.getInputStream().readAllBytes().length;
        }
        Multipart parts = (Multipart) part.getContent();
        long octets = 0;
        for (int i = 0; i < parts.getCount(); i++) {
            octets += decode(parts.getBodyPart(i));
        }
        return octets;
    }

    /** What is measured. */
    private interface Work {
        void on(byte[] mail) throws Exception;
    }
}
