package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.StoreException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pieces of attachments go with their message, also where it never came. */
class AttachmentsInPostgresTest {
    private static final String AGED = "UPDATE triggered_chunk SET added_at = now() - interval '25 hours'";

    private final StoreParty party = new StoreParty();
    private final Faults faults = new Faults(party.database());
    private StoreParty.Guest store;

    @BeforeEach
    void open() {
        store = party.guest(faults.source());
    }

    @AfterEach
    void close() {
        party.close();
    }

    @Test
    void come_back_as_they_were_and_go_when_their_message_has_ended() throws IOException {
        byte[] bytes = new byte[10 * AttachmentSpool.CHUNK + 17];
        new Random(1).nextBytes(bytes);
        accept(1, bytes);
        QueuedMessage message = store.outbox().claim(Letters.LANE, 1).get(0);
        try (InputStream in = message.content().attachments().get(0).open()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        store.outbox().record(List.of(Letters.sent(message)));
        assertThat(chunks()).isZero();
    }

    @Test
    void that_went_ahead_of_a_message_which_never_came_are_swept_out_after_a_day() {
        faults.fail("INSERT INTO triggered_message", "XX000", 1);
        faults.fail("DELETE FROM triggered_chunk WHERE message", "08001", 3); // as if the process had ended there
        assertThatThrownBy(() -> accept(1, new byte[6 * AttachmentSpool.CHUNK])).isInstanceOf(StoreException.class);
        assertThat(chunks()).isPositive();
        accept(2, new byte[6 * AttachmentSpool.CHUNK]);
        party.execute(AGED);
        party.execute("INSERT INTO triggered_chunk VALUES ('young', 0, 0, '', now() - interval '23 hours')");
        party.tidyUp();
        assertThat(party.query("SELECT DISTINCT message FROM triggered_chunk ORDER BY message"))
                .containsExactly(id(2).value(), "young");
        assertThat(chunks()).isEqualTo(6 + 1);
    }

    @Test
    void that_an_end_left_because_its_answer_was_lost_are_swept_out_too() {
        accept(1, new byte[9]);
        QueuedMessage message = store.outbox().claim(Letters.LANE, 1).get(0);
        faults.loseAnswer("DELETE FROM triggered_queue");
        store.outbox().record(List.of(Letters.sent(message)));
        assertThat(faults.areOver()).isTrue();
        party.execute(AGED);
        party.tidyUp();
        assertThat(chunks()).isZero();
    }

    @Test
    void are_swept_out_in_small_steps() {
        party.execute("INSERT INTO triggered_chunk SELECT 'gone', 1, i, '', now() - interval '2 days'"
                + " FROM generate_series(1, 1200) i");
        faults.fail("DELETE FROM triggered_chunk WHERE ctid", "57014", 1);
        party.tidyUp();
        assertThat(chunks()).isEqualTo(1_200);
        party.tidyUp();
        assertThat(chunks()).isZero();
    }

    private void accept(long number, byte[] bytes) {
        assertThat(store.accept(NewMessage.of(letter(number, Attachment.of("file", bytes)))))
                .isEqualTo(new Acceptance.Kept());
    }

    private int chunks() {
        return party.count("triggered_chunk");
    }
}
