package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triggered.web.hook.WebhookSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is killed (SIGKILL) again and again while a webhook is told of its mail: of each mail that was sent it is told at last, of one
 * mail in order, and twice at most what was under way at a kill. Two nodes that share a database tell nothing twice.
 */
class KilledWebhooksTest {
    private static final int KILLS = Integer.getInteger("triggered.kills", 3);
    private static final int MAILS = Integer.getInteger("triggered.mails", 200);
    private static final long SEED = Long.getLong("triggered.seed", 20_261_123);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String SECRET = WebhookSecret.newSecret();
    private static final Pattern NOTICE = Pattern.compile(
            "\"id\":\"([^\"]*-(\\d+))\",\"type\":\"message\\.(\\w+)\".*\"recipient\":\"(reader\\d+)@example.com\"");

    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer receiver;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        receiver.createContext("/", this::take);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        threads.shutdownNow();
    }

    /** Takes a notice, but for every fifth try. */
    private void take(HttpExchange exchange) throws IOException {
        String json = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher parts = NOTICE.matcher(json);
        boolean taken = parts.find()
                && (parts.group(1) + exchange.getRequestHeaders().getFirst("webhook-timestamp")).hashCode() % 5 != 0;
        if (taken) {
            notices.add(new Notice(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3), parts.group(4)));
        }
        exchange.sendResponseHeaders(taken ? 204 : 500, -1);
        exchange.close();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void is_told_of_each_mail_though_the_application_is_killed_on_the_embedded_store() throws Exception {
        killAndCheck(folder.toString(), () -> {});
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void is_told_of_each_mail_though_the_application_is_killed_on_postgresql() throws Exception {
        try (PostgresServer database = PostgresServer.start()) {
            killAndCheck(database.url(), database::forgetNodes);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void two_nodes_tell_nothing_twice() throws Exception {
        try (PostgresServer database = PostgresServer.start();
                ChildJvm one = start(database.url(), 0, MAILS / 2)) {
            String unused = one.readLine();
            try (ChildJvm other = start(database.url(), MAILS / 2, MAILS)) {
                Waiting.until(() -> readers().size() == MAILS);
                assertThat(one.end()).isZero();
                assertThat(other.end()).isZero();
            }
        }
        assertThat(notices).extracting(Notice::id).doesNotHaveDuplicates();
        assertThat(notices).filteredOn(notice -> notice.type.equals("sent")).hasSize(MAILS);
        checkOrder();
    }

    private void killAndCheck(String store, AfterKill afterKill) throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            live(store, 1 + random.nextInt(MAILS));
            afterKill.run();
        }
        try (ChildJvm life = start(store, 0, MAILS)) {
            Waiting.until(() -> readers().size() == MAILS);
            assertThat(life.end()).isZero();
        }
        checkOrder();
        Set<String> ids = new LinkedHashSet<>();
        notices.forEach(notice -> ids.add(notice.id));
        assertThat(notices.size() - ids.size()).as("told again").isLessThanOrEqualTo(KILLS * HookNode.AT_ONCE);
    }

    /** Runs a life until it has triggered so many mails, and kills it. */
    private void live(String store, int mails) throws Exception {
        try (ChildJvm life = start(store, 0, MAILS)) {
            String line = life.readLine();
            for (int said = 0; line != null && said < mails; said++) {
                line = life.readLine();
            }
            life.kill();
            life.exitStatus();
        }
    }

    private ChildJvm start(String store, long first, long end) throws IOException {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        return ChildJvm.start(HookNode.class, store, LEASE, url, SECRET, first, end);
    }

    /** Returns for whom a notice says that the mail was sent. */
    private Set<String> readers() {
        Set<String> readers = new LinkedHashSet<>();
        notices.stream().filter(notice -> notice.type.equals("sent")).forEach(notice -> readers.add(notice.reader));
        return readers;
    }

    /** Checks that what was told for the first time came in order. */
    private void checkOrder() {
        Map<String, List<Long>> byReader = new HashMap<>();
        Set<String> known = new LinkedHashSet<>();
        for (Notice notice : notices) {
            if (known.add(notice.id)) {
                byReader.computeIfAbsent(notice.reader, reader -> new ArrayList<>())
                        .add(notice.number);
            }
        }
        assertThat(byReader.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    private record Notice(String id, long number, String type, String reader) {}

    /** What is done between two lives. */
    private interface AfterKill {
        void run() throws Exception;
    }
}
