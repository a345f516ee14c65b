package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BounceReaderTest {
    private static final BounceReader READER = BounceReader.standard();

    private static Reading read(String name) {
        return READER.read(ExpectedMails.mail(name));
    }

    static Stream<String> mails() {
        return ExpectedMails.rows().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("mails")
    void reads_each_style(String mail) {
        List<String> expected = ExpectedMails.rows().get(mail);
        List<String> read = rows(read(mail));

        assertThat(read).hasSameSizeAs(expected);
        for (int i = 0; i < read.size(); i++) {
            assertThat(withStars(read.get(i), expected.get(i))).isEqualTo(expected.get(i));
        }
    }

    private static List<String> rows(Reading reading) {
        List<String> rows = new ArrayList<>();
        for (RecipientReport report : reading.recipients()) {
            rows.add(String.join(
                    " | ",
                    reading.kind().name(),
                    report.recipient(),
                    report.bounceClass().name(),
                    report.reply().enhancedStatus(),
                    Integer.toString(report.reply().code()),
                    report.reason().name()));
        }
        return rows.isEmpty() ? List.of(reading.kind() + " | - | - | - | - | -") : rows;
    }

    /** A star is for a column in which anything is right. */
    private static String withStars(String row, String expected) {
        String[] columns = row.split(" \\| ", -1);
        String[] wanted = expected.split(" \\| ", -1);
        for (int i = 0; i < columns.length && i < wanted.length; i++) {
            columns[i] = wanted[i].equals("*") ? "*" : columns[i];
        }
        return String.join(" | ", columns);
    }

    @Test
    void every_mail_is_expected_to_be_something() {
        assertThat(ExpectedMails.files())
                .containsExactlyInAnyOrderElementsOf(ExpectedMails.rows().keySet());
    }

    @Test
    void tells_which_mail_a_report_is_about() {
        Reading reading = read("postfix-unknown-user-at-rcpt");

        assertThat(reading.original())
                .isEqualTo(new OriginalMail(
                        "01kd6v9q3m7x2c5n8b4t1r0z9y@notify.acme.example",
                        "bounces@notify.acme.example",
                        List.of("jane@customer.example")));
        assertThat(reading.sentTo()).containsExactly("bounces@notify.acme.example");
    }

    @Test
    void finds_the_original_behind_the_words_of_a_plain_text() {
        assertThat(read("qmail-no-mailbox").original().messageId())
                .isEqualTo("01kd6v9q3m7x2c5n8b4t1r0z9y@notify.acme.example");
    }

    @Test
    void tells_what_the_server_said_and_which_servers_there_were() {
        RecipientReport report =
                read("sendmail-unknown-user-at-rcpt").recipients().get(0);

        assertThat(report.reply().code()).isEqualTo(550);
        assertThat(report.reply().text()).isEqualTo("Mailbox unavailable");
        assertThat(report.hosts().reporting()).isEqualTo("relay.acme.example");
        assertThat(report.hosts().remote()).isEqualTo("mx.customer.example");
        assertThat(report.action()).isEqualTo(DeliveryAction.FAILED);
    }

    @Test
    void keeps_the_addresses_before_and_after_a_redirection() {
        ReportedAddress address =
                read("fields-original-and-final-differ").recipients().get(0).address();

        assertThat(address.recipient()).isEqualTo(address.original());
        assertThat(address.finalRecipient()).isNotEmpty().isNotEqualTo(address.original());
    }

    @Test
    void reads_the_same_from_a_stream_and_leaves_it_open() throws IOException {
        byte[] mail = ExpectedMails.mail("exim-two-recipients");
        boolean[] closed = new boolean[1];
        ByteArrayInputStream in = new ByteArrayInputStream(mail) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        assertThat(READER.read(in)).isEqualTo(READER.read(mail));
        assertThat(closed[0]).isFalse();
    }

    @Test
    void does_not_change_what_it_reads() {
        byte[] mail = ExpectedMails.mail("fields-in-base64");
        byte[] copy = mail.clone();

        READER.read(mail);

        assertThat(mail).isEqualTo(copy);
    }

    @Test
    void reads_the_same_with_any_line_ends() {
        for (String name : ExpectedMails.rows().keySet()) {
            String mail = new String(ExpectedMails.mail(name), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
            List<String> rows = rows(READER.read(mail.getBytes(StandardCharsets.ISO_8859_1)));
            for (String end : List.of("\r\n", "\r", "\r\r\n")) {
                byte[] other = mail.replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(rows(READER.read(other))).as(name).isEqualTo(rows);
            }
        }
    }
}
