package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.StoreException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that may not grow any more, as on a full disk. */
class FullDiskTest {
    private static final byte[] LARGE = new byte[20 * AttachmentSpool.CHUNK];

    @TempDir
    Path folder;

    private EmbeddedDatabase database;
    private MailStore store;

    @BeforeEach
    void open() {
        database = new EmbeddedDatabase(folder);
        store = new SqlMailStore(database, Duration.ofDays(7));
        store.open(ManualClock.at(START), Waker.none());
        accept(1);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void refuses_what_has_no_room_with_an_exception_that_says_so_and_may_pass() {
        grow(100);
        assertThatThrownBy(() -> accept(2, Attachment.of("large", LARGE)))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(folder.toString(), "full")
                .matches(e -> ((StoreException) e).retryable());
        assertThat(store.log().find(id(2))).isEmpty();
    }

    @Test
    void keeps_nothing_of_a_batch_that_has_no_room_as_a_whole_and_goes_on() {
        grow(100);
        List<NewMessage> batch =
                List.of(NewMessage.of(letter(2)), NewMessage.of(letter(3, Attachment.of("large", LARGE))));
        assertThatThrownBy(() -> store.outbox().accept(batch)).isInstanceOf(StoreException.class);
        assertThat(Letters.ids(store.outbox().claim(Letters.LANE, 10))).containsExactly(id(1));
        accept(4);
        grow(1_000_000);
        assertThat(store.outbox().accept(batch)).containsOnly(new Acceptance.Kept());
        assertThat(Letters.ids(store.outbox().claim(Letters.LANE, 10))).containsExactly(id(2), id(3), id(4));
    }

    private void accept(long number, Attachment... attachments) {
        store.outbox().accept(List.of(NewMessage.of(letter(number, attachments))));
    }

    private void grow(int pages) {
        database.write(
                (session, items) -> session.list(rows -> rows.getInt(1), "PRAGMA max_page_count = " + pages),
                List.of(pages));
    }
}
