package dev.triggered.examples;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Rate;
import dev.triggered.Recipients;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes to all customers of a CSV file that a service will be down, with a bar that shows how far it has come. Stop it in the middle and
 * start it again: it goes on, and nobody gets a second mail.
 */
public final class NoticeDemo {
    static final String USAGE = """
            A notice is sent to the customers of a CSV file, through an SMTP server inside this process.
              --csv FILE        the customers; by default 40 of them, of whom some cannot be written to
              --people COUNT    so many made-up customers instead
              --rate COUNT      how many mails a second, 10 by default
              --data FOLDER     where mails are kept until they are sent; by default "notice-data" beside the classes
            """;

    private static final ExternalEvent SERVICE_DOWN =
            ExternalEvent.named("service-down").requires("service", "from", "until");
    private static final Set<String> ARGUMENTS = Set.of("--csv", "--people", "--rate", "--data");
    private static final int MOST = 1_000_000;

    private NoticeDemo() {}

    /**
     * Runs the broadcast until all is sent.
     *
     * @param args nothing, or else: {@link #USAGE}
     * @throws IOException if the customers cannot be made up
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (!ARGUMENTS.contains(args[i])) {
                throw new IllegalArgumentException(args[i] + "\n" + USAGE);
            }
            given.put(args[i], args[i + 1]);
        }
        String folder = given.getOrDefault("--data", "");
        Path data = folder.isEmpty() ? beside("notice-data") : Path.of(folder);
        int rate = Integer.parseInt(given.getOrDefault("--rate", "10"));
        try (LocalMailbox mailbox = new LocalMailbox()) {
            run(customers(given, data), data, mailbox.relay(), rate, System.out);
        }
    }

    private static Path customers(Map<String, String> given, Path data) throws IOException {
        int people = Integer.parseInt(given.getOrDefault("--people", "0"));
        String csv = given.getOrDefault("--csv", "");
        if (people > 0) {
            return makeUp(data, Math.min(MOST, people));
        }
        return csv.isEmpty() ? beside("classes/customers.csv") : Path.of(csv);
    }

    static BroadcastState run(Path customers, Path data, SmtpRelay relay, int rate, PrintStream out)
            throws InterruptedException {
        try (TriggeredMail mail = start(data, relay, rate)) {
            Broadcast broadcast = mail.broadcast(
                    "service-notice",
                    Recipients.csv(customers),
                    BroadcastOptions.id("outage-" + customers.getFileName())
                            .onProgress(new ProgressBar(out))
                            .onRejected(row -> out.println("\rnot written to: " + row)));
            BroadcastState end = broadcast.await();

            out.println(end + ": " + broadcast.outcomes() + " " + broadcast.fault());
            return end;
        }
    }

    private static TriggeredMail start(Path data, SmtpRelay relay, int rate) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(JdbcStore.embedded(data))
                .stream(MailStream.named("service-notice")
                        .on(SERVICE_DOWN)
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <service@notify.acme.example>")
                        .template("service-notice")
                        .broadcast()
                        .lane(Lane.named("service-notice").rate(Rate.perSecond(rate)))
                        .build())
                .start();
    }

    private static Path makeUp(Path folder, int people) throws IOException {
        List<String> lines = new ArrayList<>(List.of("address,name,locale,service,from,until"));
        for (int number = 1; number <= people; number++) {
            lines.add("customer" + number + "@example.com,Customer " + number + ",en,Checkout,2:00,2:30");
        }
        Files.createDirectories(folder);
        return Files.write(folder.resolve("customers-" + people + ".csv"), lines);
    }

    private static Path beside(String name) {
        try {
            URI classes = NoticeDemo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(classes).resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("nobody knows where this program is: give --csv FILE and --data FOLDER", e);
        }
    }
}
