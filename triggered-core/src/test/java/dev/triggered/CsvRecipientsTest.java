package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Recipients.Row;
import dev.triggered.Recipients.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecipientsTest {
    @TempDir
    private Path folder;

    @Test
    void takes_address_name_and_locale_for_the_contact_and_the_rest_for_data() {
        Trigger trigger = good(rows("address,name,locale,Plan,seats\njane@example.com,Jane Doe,de-AT,Gold,3\n"))
                .get(0);
        Contact contact = ((Recipient.Given) trigger.recipient()).contact();
        assertThat(contact.address()).isEqualTo("jane@example.com");
        assertThat(contact.name()).isEqualTo("Jane Doe");
        assertThat(contact.locale()).hasValue(Locale.forLanguageTag("de-AT"));
        assertThat(trigger.data().asMap()).isEqualTo(Map.of("Plan", "Gold", "seats", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"email,plan", "EMAIL;plan", "plan\temail", "E-Mail,Email,plan", " address , plan "})
    void finds_the_address_by_either_name_whatever_its_case_and_the_separator(String header) {
        String row = header.contains("E-Mail")
                ? "x,jane@example.com,y"
                : header.startsWith("plan")
                        ? "x\tjane@example.com"
                        : "jane@example.com" + (header.contains(";") ? ";" : ",") + "x";
        assertThat(addresses(rows(header + "\n" + row))).containsExactly("jane@example.com");
    }

    @Test
    void leaves_out_what_is_empty() {
        Trigger trigger =
                good(rows("address,name,locale,plan\njane@example.com,,, \n")).get(0);
        Contact contact = ((Recipient.Given) trigger.recipient()).contact();
        assertThat(contact.name()).isEmpty();
        assertThat(contact.locale()).isEmpty();
        assertThat(trigger.data().asMap()).isEmpty();
    }

    @Test
    void rejects_bad_rows_with_their_line_and_reads_on() {
        List<Row> rows = rows("""
                address,locale,plan
                jane@example.com,de,"two
                lines"

                joe@example.com,de
                ,de,x
                ann@example.com,?!,x
                eve@example.com,en,x
                """);
        assertThat(addresses(rows)).containsExactly("jane@example.com", "eve@example.com");
        assertThat(rows)
                .filteredOn(Row.Bad.class::isInstance)
                .extracting(Object::toString)
                .containsExactly(
                        "Bad[line=5, recipient=, reason=the row has 2 values, and the header names 3]",
                        "Bad[line=6, recipient=, reason=there is no address]",
                        "Bad[line=7, recipient=ann@example.com, reason='?!' is no locale: write one such as en, de or de-AT]");
        assertThat(rows.get(4).line()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, efbbbf", "UTF-16BE, feff", "UTF-16LE, fffe"})
    void obeys_a_byte_order_mark(String charset, String mark) throws IOException {
        byte[] text = ("\ufeff" + "address,plan\njane@example.com,Grün\n").getBytes(Charset.forName(charset));
        assertThat(String.format("%02x%02x", text[0], text[1])).isEqualTo(mark.substring(0, 4));
        List<Row> rows = read(Recipients.csv(Files.write(folder.resolve("marked.csv"), text)));
        assertThat(good(rows).get(0).data().asMap()).containsEntry("plan", "Grün");
    }

    @Test
    void says_near_which_line_a_file_is_not_utf_8() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"),
                "address,plan\njane@example.com,Grün\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(Recipients.csv(file)))
                .isInstanceOfSatisfying(
                        InvalidRecipientsException.class,
                        e -> assertThat(e.line()).isPositive())
                .hasMessageContaining("latin.csv is not UTF-8: save it as UTF-8, or name its charset");
        List<Row> rows = read(Recipients.csv(file, StandardCharsets.ISO_8859_1));
        assertThat(good(rows).get(0).data().asMap()).containsEntry("plan", "Grün");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,plan                | the header names no column 'address' or 'email', but [name, plan]",
                "address,order.number     | the column 'order.number' has a dot in its name, by which no template finds it",
                "address,address          | the header names the column 'address' twice",
                "address,,plan            | the header has a column without a name"
            })
    void refuses_a_header_that_does_not_do(String header, String fault) {
        assertThatThrownBy(() -> rows(header + "\njane@example.com,x\n"))
                .isInstanceOfSatisfying(
                        InvalidRecipientsException.class,
                        e -> assertThat(e.line()).isEqualTo(1))
                .hasMessageContaining(fault);
    }

    @Test
    void refuses_a_file_that_is_not_there_or_has_nothing() {
        assertThatThrownBy(() -> Recipients.csv(folder.resolve("nothing.csv")).open())
                .isInstanceOf(InvalidRecipientsException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> rows(""))
                .isInstanceOf(InvalidRecipientsException.class)
                .hasMessageContaining("there is no header");
        assertThat(rows("address,plan\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"jane@example.com,x      | a quote is opened and not closed",
                "\"jane\"@example.com,x   | something stands behind a closing quote",
                "jane@example.com,HUGE    | a line is longer than 1000000 characters"
            })
    void rejects_a_row_that_is_broken_and_reads_on(String broken, String fault) {
        String huge = broken.replace("HUGE", "x".repeat(1_100_000));
        List<Row> rows = rows("address,plan\neve@example.com,x\n" + huge + "\njoe@example.com,x\n");
        assertThat(addresses(rows)).containsExactly("eve@example.com", "joe@example.com");
        assertThat(rows.get(1).line()).isEqualTo(3);
        assertThat(rows.get(1).toString()).contains(fault);
    }

    @Test
    void knows_which_part_it_has_read() throws IOException {
        StringBuilder text = new StringBuilder("address\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("jane").append(i).append("@example.com\n");
        }
        try (Source source = Recipients.csv(Files.writeString(folder.resolve("many.csv"), text))
                .open()) {
            assertThat(source.position()).isBetween(0.0, 0.2);
            for (int i = 0; i < 50_000; i++) {
                source.next();
            }
            assertThat(source.position()).isBetween(0.4, 0.6);
            while (source.next().isPresent()) {
                assertThat(source.position()).isLessThanOrEqualTo(1);
            }
            assertThat(source.position()).isEqualTo(1);
        }
    }

    private List<Row> rows(String text) {
        try {
            return read(Recipients.csv(Files.writeString(folder.resolve("people.csv"), text)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Row> read(Recipients recipients) {
        List<Row> rows = new ArrayList<>();
        try (Source source = recipients.open()) {
            for (Optional<Row> row = source.next(); row.isPresent(); row = source.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<Trigger> good(List<Row> rows) {
        return rows.stream()
                .filter(Row.Good.class::isInstance)
                .map(row -> ((Row.Good) row).trigger())
                .toList();
    }

    private static List<String> addresses(List<Row> rows) {
        return good(rows).stream()
                .map(trigger ->
                        ((Recipient.Given) trigger.recipient()).contact().address())
                .toList();
    }
}
