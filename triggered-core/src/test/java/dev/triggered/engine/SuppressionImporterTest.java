package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionReason;
import dev.triggered.TriggeredException;
import dev.triggered.spi.SuppressionList;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppressionImporterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int READ_AHEAD = 2_000;

    private final CountingList list = new CountingList();

    @Test
    void holds_no_more_of_a_million_rows_than_a_step() {
        int rows = 1_000_000;
        ManyRows csv = new ManyRows(rows, list);
        SuppressionImport report = read(csv);
        assertThat(report).isEqualTo(new SuppressionImport(rows, 0, 0, List.of()));
        assertThat(csv.furthestAhead).isLessThan(READ_AHEAD);
    }

    @Test
    void lists_the_first_thousand_faults_and_counts_them_all() {
        SuppressionImport report = read(new StringReader("address\n" + "nobody\n".repeat(1_500)));
        assertThat(report.refused()).isEqualTo(1_500);
        assertThat(report.faults())
                .hasSize(1_000)
                .last()
                .extracting(SuppressionImport.BadRow::line)
                .isEqualTo(1_001L);
    }

    @Test
    void takes_the_time_and_the_origin_of_a_row_that_has_them_and_refuses_what_is_none() {
        SuppressionImport report = read(new StringReader("""
                address,at,by
                a@example.com,2025-05-12T08:00:00Z,ben
                b@example.com,,
                c@example.com,yesterday,
                d@example.com,," \u200b "
                """));
        assertThat(list.inner.of("a@example.com").get(0).origin())
                .isEqualTo(new Suppression.Origin(Instant.parse("2025-05-12T08:00:00Z"), "ben", ""));
        assertThat(list.inner.of("b@example.com").get(0).origin()).isEqualTo(new Suppression.Origin(NOW, "ana", ""));
        assertThat(report.faults()).extracting(SuppressionImport.BadRow::line).containsExactly(4L, 5L);
    }

    @Test
    void adds_what_stands_before_bytes_that_are_no_text_and_says_where() {
        byte[] latin = ("address\n" + "a@example.com\n".repeat(1_500) + "m\u00fcller@example.com\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Reader csv = new InputStreamReader(new ByteArrayInputStream(latin), StandardCharsets.UTF_8.newDecoder());
        assertThatThrownBy(() -> read(csv))
                .isInstanceOf(TriggeredException.class)
                .hasMessageContaining("It has to be UTF-8");
        assertThat(list.count()).isBetween(1_000L, 1_500L);
    }

    private SuppressionImport read(Reader csv) {
        return new SuppressionImporter(
                        list,
                        stream -> SuppressionList.ALL_STREAMS,
                        new Suppression.Origin(NOW, "ana", ""),
                        Optional.of(SuppressionReason.GLOBAL))
                .read(csv);
    }

    /** A list in memory that counts what it was given, and keeps the first ones only. */
    private static final class CountingList implements SuppressionList {
        private final InMemorySuppressions inner = new InMemorySuppressions();
        private long given;

        @Override
        public List<Boolean> add(List<Entry> entries) {
            given += entries.size();
            return given <= READ_AHEAD
                    ? inner.add(entries)
                    : entries.stream().map(entry -> true).toList();
        }

        @Override
        public boolean remove(Place place) {
            return inner.remove(place);
        }

        @Override
        public List<Entry> of(String address) {
            return inner.of(address);
        }

        @Override
        public List<Entry> find(Search search) {
            return inner.find(search);
        }

        @Override
        public long count() {
            return given;
        }

        @Override
        public void optIn(OptInChange change) {
            inner.optIn(change);
        }

        @Override
        public List<OptInChange> optInChanges(int limit) {
            return inner.optInChanges(limit);
        }
    }

    /** A file that is made while it is read, and knows how far it was read ahead of what was added. */
    private static final class ManyRows extends Reader {
        private final int rows;
        private final SuppressionList list;
        private String row = "address\n";
        private int place;
        private int next;
        private long furthestAhead;

        ManyRows(int rows, SuppressionList list) {
            this.rows = rows;
            this.list = list;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            furthestAhead = Math.max(furthestAhead, next - list.count());
            int read = 0;
            while (read < length && (place < row.length() || next < rows)) {
                if (place == row.length()) {
                    row = "user" + next++ + "@example.com\n";
                    place = 0;
                }
                buffer[offset + read++] = row.charAt(place++);
            }
            return read == 0 ? -1 : read;
        }

        @Override
        public void close() {}
    }
}
