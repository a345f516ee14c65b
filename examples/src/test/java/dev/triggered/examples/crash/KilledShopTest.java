package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Lane;
import dev.triggered.examples.ShopDemo;
import dev.triggered.testkit.ReceivedMessage;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows: the shop is killed in the middle, and started again with the same command. */
class KilledShopTest {
    private static final int ORDERS = 1_000;
    private static final int IN_FLIGHT = Lane.named("orders").connections().most()
            * Lane.named("orders").connections().window();
    private static final int LINES = 20;
    private static final Pattern WAIT = Pattern.compile(": (\\d+) messages wait from last time, (\\d+) were sent");
    private static final Pattern DONE = Pattern.compile("done: (\\d+) orders, (\\d+) accepted now and (\\d+) before;"
            + " (\\d+) mails sent now and (\\d+) before; (\\d+) wait");

    private final ScriptedSmtpServer relay = ScriptedSmtpServer.start();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void accepts_each_order_once_and_sends_the_rest_after_a_kill() throws Exception {
        try (ChildJvm shop = start()) {
            assertThat(shop.readLine()).contains(" 0 messages wait from last time, 0 were sent");
            for (int line = 0; line < LINES; line++) {
                assertThat(shop.readLine()).isNotNull();
            }
            shop.kill();
            assertThat(shop.exitStatus()).as("exit status of what was killed").isEqualTo(128 + 9);
        }
        List<String> said = runToTheEnd();

        Matcher before = find(WAIT, said.get(0));
        long waited = number(before, 1);
        long sentBefore = number(before, 2);
        Matcher done = find(DONE, said.get(said.size() - 1));
        assertThat(number(done, 3)).as("orders that were known").isEqualTo(waited + sentBefore);
        assertThat(number(done, 2) + number(done, 3)).as("orders accepted").isEqualTo(ORDERS);
        assertThat(number(done, 4)).as("mails sent after the kill").isEqualTo(ORDERS - sentBefore);
        assertThat(number(done, 6)).as("messages that wait").isZero();
        assertThat(relay.messages().stream().map(ReceivedMessage::messageId).distinct())
                .hasSize(ORDERS);
        assertThat(relay.messages()).hasSizeLessThanOrEqualTo(ORDERS + IN_FLIGHT);
    }

    private List<String> runToTheEnd() throws Exception {
        List<String> said = new ArrayList<>();
        try (ChildJvm shop = start()) {
            for (String line = shop.readLine(); line != null; line = shop.readLine()) {
                said.add(line);
            }
            assertThat(shop.exitStatus()).isZero();
        }
        return said;
    }

    private ChildJvm start() throws Exception {
        return ChildJvm.start(
                ShopDemo.class,
                "--many",
                ORDERS,
                "--data",
                folder,
                "--relay",
                relay.host() + ":" + relay.port(),
                "--tls",
                "none",
                "--from",
                "shop@acme.example",
                "--to",
                "you@example.org");
    }

    private static Matcher find(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher;
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
