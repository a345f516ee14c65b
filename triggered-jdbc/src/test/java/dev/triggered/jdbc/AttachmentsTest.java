package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.TriggeredException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attachments are in the store once their message is accepted, and no longer than it waits. */
class AttachmentsTest {
    private static final int LARGE = 10 * AttachmentSpool.CHUNK + 17;

    @TempDir
    Path folder;

    private MailStore store;

    @BeforeEach
    void open() {
        store = JdbcStore.embedded(folder.resolve("store"));
        store.open(ManualClock.at(START), Waker.none());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void outlive_the_file_that_they_came_from_and_the_process() throws IOException {
        byte[] bytes = bytes(LARGE);
        Path file = Files.write(folder.resolve("invoice.pdf"), bytes);
        accept(letter(
                1, Attachment.of(file), Attachment.of("empty.txt", new byte[0]), Attachment.of("b", new byte[9])));
        Files.delete(file);
        store.close();
        open();
        List<Attachment> kept = store.outbox().claim(LANE, 1).get(0).content().attachments();
        assertThat(kept).extracting(Attachment::name).containsExactly("invoice.pdf", "empty.txt", "b");
        for (int round = 0; round < 2; round++) {
            assertThat(read(kept.get(0))).isEqualTo(bytes);
            assertThat(read(kept.get(1))).isEmpty();
            assertThat(read(kept.get(2))).isEqualTo(new byte[9]);
        }
    }

    @Test
    void are_read_byte_by_byte_too() throws IOException {
        byte[] bytes = {-1, 0, 1};
        accept(letter(1, Attachment.of("a", bytes)));
        try (InputStream in = claimed().content().attachments().get(0).open()) {
            assertThat(List.of(in.read(), in.read(), in.read(), in.read())).containsExactly(255, 0, 1, -1);
        }
    }

    @Test
    void go_when_their_message_has_ended() throws Exception {
        accept(letter(1, Attachment.of("large", bytes(LARGE))));
        QueuedMessage message = claimed();
        store.outbox().record(List.of(sent(message)));
        Attachment gone = message.content().attachments().get(0);
        assertThatThrownBy(() -> read(gone)).isInstanceOf(IOException.class).hasMessageContaining("no longer kept");
        assertThat(chunks()).isZero();
    }

    @Test
    void leave_nothing_behind_a_repetition() throws Exception {
        NewMessage first = NewMessage.of(letter(1)).key(key(1));
        NewMessage again =
                NewMessage.of(letter(2, Attachment.of("large", bytes(LARGE)))).key(key(1));
        store.outbox().accept(List.of(first));
        assertThat(store.outbox().accept(List.of(again))).containsExactly(new Acceptance.Duplicate(id(1)));
        assertThat(chunks()).isZero();
    }

    @Test
    void that_cannot_be_read_keep_the_whole_batch_out() throws Exception {
        InputStream gone = InputStream.nullInputStream();
        gone.close();
        Attachment broken = Attachment.lazily(
                "broken.pdf", () -> new SequenceInputStream(new ByteArrayInputStream(bytes(LARGE)), gone));
        assertThatThrownBy(() ->
                        store.outbox().accept(List.of(NewMessage.of(letter(1)), NewMessage.of(letter(2, broken)))))
                .isInstanceOf(TriggeredException.class)
                .hasMessageContaining("broken.pdf");
        assertThat(store.outbox().claim(LANE, 10)).isEmpty();
        assertThat(chunks()).isZero();
    }

    private void accept(QueuedMessage message) {
        assertThat(store.outbox().accept(List.of(NewMessage.of(message)))).containsExactly(new Acceptance.Kept());
    }

    private QueuedMessage claimed() {
        return store.outbox().claim(LANE, 1).get(0);
    }

    private int chunks() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/triggered.db"));
                ResultSet rows = other.createStatement().executeQuery("SELECT COUNT(*) FROM triggered_chunk")) {
            return rows.getInt(1);
        }
    }

    private static byte[] read(Attachment attachment) throws IOException {
        try (InputStream in = attachment.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
