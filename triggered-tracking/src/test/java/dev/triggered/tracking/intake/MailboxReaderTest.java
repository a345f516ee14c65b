package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggered.MessageState;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxReaderTest {
    private static final String JANE = "jane@customer.example";
    private static final Duration LOOK = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final ReturnShop shop = ReturnShop.open();
    private final ShakyFeedback feedback = new ShakyFeedback(shop.mail().feedback());
    private final List<Running> running = new ArrayList<>();

    private record Running(MailboxReader reader, Thread thread) {}

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.createDirectories(folder.resolve("cur"));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Running each : running) {
            each.reader().end();
            each.thread().join();
        }
        shop.close();
    }

    private void read() {
        BounceIntake intake = new BounceIntake(
                feedback, shop.mail().messages(), new References(Optional.empty()), Duration.ZERO, clock);
        MailboxReader reader = new MailboxReader(MaildirFolder.at(folder), intake, clock);
        Thread thread = new Thread(reader, "mailbox");
        running.add(new Running(reader, thread));
        thread.start();
    }

    private void deliver(String name, byte[] mail) throws IOException {
        Path temporary = Files.write(folder.resolve(name), mail);
        Files.move(temporary, folder.resolve("new").resolve(name));
    }

    private static byte[] letter(String text) {
        return ("From: a@customer.example\r\nSubject: hello\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> files(String in) {
        try (Stream<Path> files = Files.list(folder.resolve(in))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void moves_what_was_taken_in_to_what_was_seen() throws IOException {
        CapturedMail sent = shop.sendTo(JANE);
        read();
        clock.awaitPending(1);
        deliver("1.M1.mx", Returned.bounce("bounces@acme.example", JANE, ReturnShop.messageIdOf(sent)));

        clock.advance(LOOK);

        await().until(() -> files("cur"), List.of("1.M1.mx:2,S")::equals);
        assertThat(files("new")).isEmpty();
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
    }

    @Test
    void leaves_what_is_no_plain_file() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), letter("secret"));
        Files.createSymbolicLink(folder.resolve("new").resolve("1.link"), secret);
        Files.createDirectory(folder.resolve("new").resolve("2.folder"));
        deliver(".3.hidden", letter("hidden"));
        deliver("4.mail", letter("mail"));

        read();

        await().until(() -> files("cur"), List.of("4.mail:2,S")::equals);
        assertThat(files("new")).containsExactly(".3.hidden", "1.link", "2.folder");
        assertThat(shop.kept()).isEqualTo(1);
    }

    @Test
    void marks_nothing_while_the_store_is_away_and_goes_on_where_it_was() throws IOException {
        CapturedMail sent = shop.sendTo(JANE);
        feedback.away(true);
        deliver("1.mx", Returned.bounce("bounces@acme.example", JANE, ReturnShop.messageIdOf(sent)));
        read();
        await().until(() -> feedback.failures() == 1);
        clock.awaitPending(1);
        assertThat(files("new")).containsExactly("1.mx");
        feedback.away(false);

        clock.advance(Duration.ofSeconds(1));

        await().until(() -> files("cur"), List.of("1.mx:2,S")::equals);
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
    }

    @Test
    void tries_a_store_that_is_away_a_few_times_and_then_later_and_later() throws IOException {
        feedback.away(true);
        for (int i = 0; i < 20; i++) {
            deliver(i + 10 + ".mx", letter("letter " + i));
        }
        read();
        await().until(() -> feedback.failures() == 3);
        clock.awaitPending(1);
        clock.advance(Duration.ofSeconds(1));
        await().until(() -> feedback.failures() == 6);
        clock.awaitPendingBy(clock.instant().plusSeconds(2));
        feedback.away(false);

        clock.advance(Duration.ofSeconds(2));

        await().until(() -> files("cur").size() == 20);
        assertThat(feedback.failures()).isEqualTo(6);
    }

    @Test
    void mails_that_always_fail_keep_no_other_from_being_taken_in() throws IOException {
        for (int i = 0; i < 4; i++) {
            deliver(i + ".mx", letter(ShakyFeedback.POISON + i));
        }
        read();
        await().until(() -> feedback.failures() == 3);
        deliver("5.mx", letter("a mail"));

        await().until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return files("cur").equals(List.of("5.mx:2,S"));
        });
        assertThat(files("new")).containsExactly("0.mx", "1.mx", "2.mx", "3.mx");
    }

    @Test
    void two_nodes_at_one_folder_take_each_mail_in() throws IOException {
        for (int i = 0; i < 50; i++) {
            deliver(i + ".mx", letter("letter " + i));
        }
        read();
        read();

        await().until(() -> files("cur").size() == 50);
        assertThat(shop.kept()).isEqualTo(50);
        assertThat(feedback.failures()).isZero();
    }

    @Test
    void waits_for_a_folder_that_is_not_there_yet() throws IOException {
        Files.delete(folder.resolve("new"));
        read();
        clock.awaitPendingBy(clock.instant().plusSeconds(1));
        Files.createDirectory(folder.resolve("new"));
        deliver("1.mx", letter("a mail"));

        clock.advance(Duration.ofSeconds(1));

        await().until(() -> files("cur"), List.of("1.mx:2,S")::equals);
    }
}
