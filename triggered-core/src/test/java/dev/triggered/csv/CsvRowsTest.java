package dev.triggered.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void takes_the_separator_of_the_header(String separator) {
        CsvRows rows = rows("address" + separator + "name\njane@example.com" + separator + "\"Doe, Jane; \t\"\n");
        assertThat(rows.header()).containsExactly("address", "name");
        assertThat(all(rows)).containsExactly(new CsvRow(2, List.of("jane@example.com", "Doe, Jane; \t"), ""));
    }

    @Test
    void takes_a_separator_in_a_quoted_name_for_none() {
        CsvRows rows = rows("\"a, b\";c\n1;2");
        assertThat(rows.header()).containsExactly("a, b", "c");
    }

    @Test
    void reads_quotes_line_breaks_and_a_byte_order_mark_as_spreadsheets_write_them() {
        CsvRows rows =
                rows("\ufeffaddress,note\r\na@example.com,\"says \"\"no\"\"\r\ntwice\"\r\n\r\nb@example.com,\r\n");
        assertThat(rows.header()).containsExactly("address", "note");
        assertThat(all(rows))
                .containsExactly(
                        new CsvRow(2, List.of("a@example.com", "says \"no\"\ntwice"), ""),
                        new CsvRow(5, List.of("b@example.com", ""), ""));
    }

    @Test
    void finds_a_column_without_case_and_a_value_without_spaces_around_it() {
        CsvRows rows = rows(" Address , Name\n jane@example.com , Jane ");
        CsvRow row = rows.next();
        assertThat(row.value(rows.column("address"))).isEqualTo("jane@example.com");
        assertThat(row.value(rows.column("NAME"))).isEqualTo("Jane");
        assertThat(row.value(rows.column("phone"))).isEmpty();
    }

    @Test
    void names_the_line_of_a_row_with_too_few_or_too_many_values_and_goes_on() {
        List<CsvRow> rows = all(rows("a,b\n1,2\n1\n1,2,3\n\"x\ny\",2\n3,4\n"));
        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 5L, 7L);
        assertThat(rows).extracting(CsvRow::isGood).containsExactly(true, false, false, true, true);
        assertThat(rows.get(1).fault()).isEqualTo("the row has 1 values, and the header names 2");
        assertThat(rows.get(2).fault()).isEqualTo("the row has 3 values, and the header names 2");
    }

    @Test
    void goes_on_at_the_next_line_after_a_quote_that_is_not_closed() {
        List<CsvRow> rows = all(rows("a,b\n1,2\n\"3,4\n5,6\n7,8"));
        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 5L);
        assertThat(rows).extracting(CsvRow::isGood).containsExactly(true, false, true, true);
        assertThat(rows.get(1).fault()).isEqualTo("a quote is opened and not closed");
    }

    @Test
    void goes_on_at_the_next_line_after_a_quote_that_another_row_seems_to_close() {
        List<CsvRow> rows = all(rows("a,b\n\"1,2\n3,4\n\"5,6\n\"7\" ,8\n9,10\n"));
        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(rows).extracting(CsvRow::isGood).containsExactly(false, true, false, false, true);
        assertThat(rows.get(3).fault()).startsWith("something stands behind a closing quote");
    }

    @Test
    void takes_a_quote_within_a_plain_value_as_it_is() {
        assertThat(all(rows("a,b\n5\" pipe,\"\"\n"))).containsExactly(new CsvRow(2, List.of("5\" pipe", ""), ""));
    }

    @Test
    void keeps_no_more_of_a_line_than_a_million_characters() {
        Reader text = new Endless("a\n1\n", "x".repeat(1_000));
        CsvRows rows = CsvRows.of(new Bounded(text, 3_000_000, "\n2\n"));
        assertThat(all(rows))
                .extracting(CsvRow::line, CsvRow::isGood)
                .containsExactly(tuple(2L, true), tuple(3L, false), tuple(4L, true));
    }

    @Test
    void keeps_no_more_of_a_quote_that_is_never_closed_than_a_million_characters() {
        CsvRows rows = CsvRows.of(new Endless("a\n\"1\n", "2\n"));
        assertThat(rows.next().fault()).isEqualTo("a quote is opened and not closed");
        assertThat(rows.next()).isEqualTo(new CsvRow(3, List.of("2"), ""));
    }

    @Test
    void reads_no_further_than_it_is_asked() {
        CsvRows rows = CsvRows.of(new Endless("a,b\n", "1,2\n"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(rows.next().line()).isEqualTo(i + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "a,,b", "a,A", "\"a"})
    void refuses_a_header_that_does_not_name_each_column_by_a_name_of_its_own(String header) {
        assertThatThrownBy(() -> rows(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header");
    }

    @Test
    void tells_of_bytes_that_are_no_text() {
        byte[] latin = "a\nm\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1);
        Reader text = new InputStreamReader(new ByteArrayInputStream(latin), StandardCharsets.UTF_8.newDecoder());
        assertThatThrownBy(() -> all(CsvRows.of(text))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void reads_what_it_wrote() {
        StringWriter text = new StringWriter();
        CsvLines lines = CsvLines.to(text, "address", "note");
        lines.add("jane@example.com", "said \"no\",\nthen left");
        lines.add("", " ");
        lines.add("5; 6", "\t");
        assertThat(all(rows(text.toString())))
                .extracting(CsvRow::values)
                .containsExactly(
                        List.of("jane@example.com", "said \"no\",\nthen left"),
                        List.of("", " "),
                        List.of("5; 6", "\t"));
    }

    private static CsvRows rows(String text) {
        return CsvRows.of(new StringReader(text));
    }

    private static List<CsvRow> all(CsvRows rows) {
        List<CsvRow> all = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    /** Some characters of a text, and an end. */
    private static final class Bounded extends Reader {
        private final Reader text;
        private final StringReader end;
        private int left;

        Bounded(Reader text, int length, String end) {
            this.text = text;
            this.left = length;
            this.end = new StringReader(end);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return end.read(buffer, offset, length);
            }
            int read = text.read(buffer, offset, Math.min(left, length));
            left -= read;
            return read;
        }

        @Override
        public void close() {}
    }

    /** A text that begins in one way and goes on in another one without an end. */
    private static final class Endless extends Reader {
        private final String beginning;
        private final String rest;
        private long place;

        Endless(String beginning, String rest) {
            this.beginning = beginning;
            this.rest = rest;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            for (int i = 0; i < length; i++) {
                buffer[offset + i] = place < beginning.length()
                        ? beginning.charAt((int) place)
                        : rest.charAt((int) ((place - beginning.length()) % rest.length()));
                place++;
            }
            return length;
        }

        @Override
        public void close() {}
    }
}
