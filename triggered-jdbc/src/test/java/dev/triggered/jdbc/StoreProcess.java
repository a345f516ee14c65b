package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that opens a store and says so, and then accepts and sends messages on many threads until it is killed. Each line
 * that it prints is true when it is printed.
 */
final class StoreProcess {
    private static final int THREADS = 6;

    private StoreProcess() {}

    /** Starts the program on a folder, counting messages from a number. */
    static Process start(Path folder, long first) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        List.of(java, "-cp", classPath, StoreProcess.class.getName(), folder.toString(), "" + first))
                .redirectError(new File("target", "store-process.log"))
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) {
        MailStore store = JdbcStore.embedded(Path.of(arguments[0]));
        store.open(ManualClock.at(Letters.START), Waker.none());
        say("open");
        AtomicLong next = new AtomicLong(Long.parseLong(arguments[1]));
        IntStream.range(0, THREADS)
                .mapToObj(n -> new Thread(n % 3 == 0 ? () -> send(store) : () -> accept(store, next)))
                .forEach(Thread::start);
    }

    private static void accept(MailStore store, AtomicLong next) {
        while (true) {
            long number = next.getAndIncrement();
            NewMessage message = NewMessage.of(Letters.letter(number)).key(Letters.key(number));
            store.outbox().accept(List.of(message));
            say("accepted " + number + ".");
        }
    }

    private static void send(MailStore store) {
        while (true) {
            List<QueuedMessage> claimed = store.outbox().claim(Letters.LANE, 5);
            Set<MessageId> ids = Set.copyOf(Letters.ids(claimed));
            store.outbox().begin(ids);
            store.outbox().record(claimed.stream().map(Letters::sent).collect(Collectors.toList()));
            claimed.forEach(
                    message -> say("sent " + Long.parseLong(message.info().id().value()) + "."));
        }
    }

    private static void say(String line) {
        synchronized (StoreProcess.class) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
