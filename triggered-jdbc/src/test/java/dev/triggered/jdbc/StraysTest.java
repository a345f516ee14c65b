package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in an embedded store that belong to this process and that it does not know of. */
class StraysTest {
    @TempDir
    Path folder;

    @Test
    void wait_again_where_they_were_claimed_and_are_inherited_where_they_were_begun() {
        EmbeddedDatabase database = new EmbeddedDatabase(folder);
        try (MailStore store = new SqlMailStore(database, Duration.ofDays(7))) {
            store.open(ManualClock.at(START), Waker.none());
            store.outbox().accept(List.of(NewMessage.of(letter(1)), NewMessage.of(letter(2))));
            store.outbox().claim(LANE, 2);
            store.outbox().begin(Set.of(id(2)));
            List<String> taken = List.of("1 1", "2 1");
            Holdings forgetful = new Holdings();
            new Strays(database, forgetful).letGo(Waker.none());
            assertThat(queue(database)).as("nobody suspects anything").isEqualTo(taken);
            forgetful.suspect();
            new Strays(database, forgetful).letGo(Waker.none());
            assertThat(queue(database)).containsExactly("1 null", "2 0");
        }
    }

    @Test
    void wait_again_where_they_were_claimed_before_the_end_of_their_last_attempt_was_forgotten() {
        EmbeddedDatabase database = new EmbeddedDatabase(folder);
        try (MailStore store = new SqlMailStore(database, Duration.ofDays(7))) {
            store.open(ManualClock.at(START), Waker.none());
            store.outbox().accept(List.of(NewMessage.of(letter(1))));
            store.outbox().claim(LANE, 1);
            Holdings holdings = new Holdings();
            Holdings.Holding held = Holdings.Holding.EXPECTED.at(Holdings.Stage.BEGUN);
            assertThat(holdings.take(id(1), held)).isTrue();
            assertThat(holdings.take(id(1), held)).isFalse();
            holdings.forget(List.of(id(1)));
            new Strays(database, holdings).letGo(Waker.none());
            assertThat(queue(database)).containsExactly("1 null");
        }
    }

    private static List<String> queue(EmbeddedDatabase database) {
        return database.read(session -> session.list(
                rows -> rows.getString(1) + " " + rows.getString(2),
                "SELECT seq, owner FROM triggered_queue ORDER BY seq"));
    }
}
