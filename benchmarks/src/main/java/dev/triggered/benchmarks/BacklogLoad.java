package dev.triggered.benchmarks;

import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageListener;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * The whole library on an embedded store that has a backlog when it starts, in a process of its own. For each line
 * {@code PORT BACKLOG COUNT FOLDER} that it reads from its standard input it sends so many mails of a store with so many, and prints
 * how many nanoseconds passed between the first one and the last one; it ends with its input. What it filled stays in the folder for
 * the next run.
 */
final class BacklogLoad {
    private static final ExternalEvent EVENT = ExternalEvent.named("order");
    private static final String DATABASE = "triggered.db";
    private static final int BATCH = 1_000;
    private static final int PATIENCE_SECONDS = 120;
    private static final Instant DUE = Instant.parse("2020-01-01T00:00:00Z");

    private BacklogLoad() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", -1);
                Path folder = Path.of(words[3]);
                Path filled = filled(folder, Long.parseLong(words[1]));
                StoreSource source = StoreSource.embedded(folder.resolve("used"));
                source.clear();
                copy(filled, folder.resolve("used"));
                System.out.println(send(Integer.parseInt(words[0]), source.create(), Long.parseLong(words[2])));
                source.clear();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Copies a store, and waits until the disk has it: else it would write the copy while the store is measured. */
    private static void copy(Path filled, Path used) throws IOException {
        Files.createDirectories(used);
        Path copy = Files.copy(filled.resolve(DATABASE), used.resolve(DATABASE));
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static Path filled(Path folder, long count) throws IOException {
        Path filled = folder.resolve("filled-" + count);
        Path mark = folder.resolve("filled-" + count + ".complete");
        if (!Files.exists(mark)) {
            StoreSource source = StoreSource.embedded(filled);
            source.clear();
            fill(source.create(), count);
            Files.writeString(mark, Long.toString(count));
        }
        return filled;
    }

    private static void fill(JdbcStore store, long count) {
        store.open(new WallTime(), Waker.none());
        for (long number = 0; number < count; number += BATCH) {
            store.outbox()
                    .accept(LongStream.range(number, Math.min(count, number + BATCH))
                            .mapToObj(BacklogLoad::message)
                            .toList());
        }
        store.close();
    }

    private static NewMessage message(long number) {
        String digits = String.format(Locale.ROOT, "%026d", number);
        EmailAddress recipient = EmailAddress.parse(SampleMail.recipient(number));
        return NewMessage.of(new QueuedMessage(
                new MessageInfo(new MessageId(digits), "backlog", 1, recipient),
                new QueuedMessage.Route(0, "backlog"),
                new QueuedMessage.Content(
                        Contact.of(recipient.toString()),
                        Purpose.ORDER_CONFIRMATION,
                        PlainData.empty().with("name", SampleMail.name(number)).with("order", SampleMail.order(number)),
                        List.of(),
                        Locale.ENGLISH),
                new QueuedMessage.Schedule(Priority.NORMAL, DUE, DUE, DUE, Instant.MAX),
                0));
    }

    private static long send(int port, MailStore store, long count) throws InterruptedException {
        AtomicLong first = new AtomicLong();
        AtomicLong last = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        CountDownLatch reached = new CountDownLatch(1);
        MessageListener listener = step -> {
            if (step.state() == MessageState.SENT) {
                long now = System.nanoTime();
                long number = sent.incrementAndGet();
                if (number == 1) {
                    first.set(now);
                } else if (number == count) {
                    last.set(now);
                    reached.countDown();
                }
            }
        };
        TriggeredMail mail = open(port, store, listener);
        boolean inTime = reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        mail.close();
        if (!inTime) {
            throw new IllegalStateException("only " + sent + " of " + count + " mails were sent in time");
        }
        return last.get() - first.get();
    }

    private static TriggeredMail open(int port, MailStore store, MessageListener listener) {
        MailStream stream = MailStream.named("backlog")
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from(SampleMail.FROM_NAME + " <" + SampleMail.FROM + ">")
                .template("order")
                .lane(Lane.bulk("backlog"))
                .build();
        return TriggeredMail.builder().senderDomain("notify.acme.example").stream(stream)
                .templates(LibraryPeer.templates())
                .dispatcher(TriggeredPeer.dispatcher(port))
                .store(store)
                .settings(MailSettings.standard().drain(Duration.ZERO).listener(listener))
                .start();
    }
}
