package dev.triggered.benchmarks;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.MailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that broadcasts to the rows of a CSV file through nothing, or goes on with that. */
final class BroadcastLoad {
    private static final double SECOND = 1e9;
    private static final double MEGA = 1e6;

    private BroadcastLoad() {}

    /** Takes the file and the folder of the store, or "memory"; prints a line for each second, and at last one that begins with "done". */
    public static void main(String[] arguments) throws InterruptedException {
        Path csv = Path.of(arguments[0]);
        MailStore store = arguments[1].equals("memory")
                ? InMemoryStore.create()
                : JdbcStore.embedded(Path.of(arguments[1])).keep(Duration.ZERO);
        long began = System.nanoTime();
        try (TriggeredMail mail = start(store)) {
            Broadcast broadcast = mail.broadcast("notice", Recipients.csv(csv), BroadcastOptions.id("outage"));
            while (!broadcast.await(Duration.ofSeconds(1)).isAtRest()) {
                System.out.println("rows " + broadcast.progress().counts().rows());
            }
            double seconds = (System.nanoTime() - began) / SECOND;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            double heap = (runtime.totalMemory() - runtime.freeMemory()) / MEGA;
            Map<MessageState, Long> outcomes = broadcast.outcomes();
            System.out.println("done " + seconds + " " + heap + " " + outcomes.getOrDefault(MessageState.SENT, 0L) + " "
                    + outcomes.size() + " " + broadcast.progress().counts().rejected());
        }
    }

    private static TriggeredMail start(MailStore store) {
        return TriggeredMail.builder().senderDomain("notify.acme.example").stream(MailStream.named("notice")
                        .on(ExternalEvent.named("notice-given"))
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <notice@notify.acme.example>")
                        .template("notice")
                        .broadcast()
                        .build())
                .templates(name -> new ConstantTemplate())
                .dispatcher(new NoDispatcher(() -> {}))
                .store(store)
                .settings(MailSettings.standard().drain(Duration.ofSeconds(1)))
                .start();
    }
}
