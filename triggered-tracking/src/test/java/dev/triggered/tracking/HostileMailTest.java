package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.triggered.feedback.BounceClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made to hurt whoever reads it. The time limit is far above what each needs: it ends what does not end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileMailTest {
    private static final BounceReader READER = BounceReader.standard();
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String HEAD =
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: b@acme.example\nSubject: Undeliverable: mail\n";
    private static final String FIELDS = """
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; jane@customer.example
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown
            """;

    private static Reading read(String mail) {
        return READER.read(mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String report(String parts) {
        return HEAD + "Content-Type: multipart/report; boundary=b\n\n" + parts + "--b--\n";
    }

    private static String part(String part) {
        return "--b\n" + part + "\n";
    }

    private static void saysThatTheUserIsUnknown(Reading reading) {
        assertThat(reading.recipients()).singleElement().satisfies(report -> {
            assertThat(report.recipient()).isEqualTo("jane@customer.example");
            assertThat(report.bounceClass()).isEqualTo(BounceClass.HARD);
            assertThat(report.reply().enhancedStatus()).isEqualTo("5.1.1");
        });
    }

    @Test
    void takes_no_more_than_its_share_of_a_stream_without_end() throws IOException {
        byte[] begin = (report(part(FIELDS)) + "Content-Type: message/rfc822\n\n").getBytes(StandardCharsets.US_ASCII);
        long[] taken = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return taken[0] < begin.length ? begin[(int) taken[0]++] : next();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) 'x');
                for (int i = 0; i < length; i++) {
                    into[from + i] = (byte) read();
                }
                return length;
            }

            private int next() {
                taken[0]++;
                return 'x';
            }
        };

        saysThatTheUserIsUnknown(READER.read(endless));
        assertThat(taken[0]).isLessThanOrEqualTo(3L * MEBIBYTE);
    }

    @Test
    void reads_the_beginning_of_fifty_megabytes() {
        String begin = HEAD + "Content-Type: multipart/report; boundary=b\n\n" + part(FIELDS)
                + "--b\nContent-Type: message/rfc822\n\nMessage-ID: <1@acme.example>\nFrom: a@acme.example\n\n";
        byte[] mail = Arrays.copyOf(begin.getBytes(StandardCharsets.US_ASCII), 50 * MEBIBYTE);
        Arrays.fill(mail, begin.length(), mail.length, (byte) 'x');

        Reading reading = READER.read(mail);

        saysThatTheUserIsUnknown(reading);
        assertThat(reading.original().messageId()).isEqualTo("1@acme.example");
    }

    @Test
    void stops_where_multiparts_are_nested_without_end() {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; mail.length() < 2 * MEBIBYTE; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }

        assertThat(read(mail.toString()).recipients()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void finds_the_report_in_a_few_multiparts() {
        String mail = HEAD + "Content-Type: multipart/mixed; boundary=c\n\n--c\n"
                + "Content-Type: multipart/mixed; boundary=d\n\n--d\n"
                + "Content-Type: multipart/report; boundary=b\n\n" + part(FIELDS) + "--b--\n--d--\n--c--\n";

        saysThatTheUserIsUnknown(read(mail));
    }

    @Test
    void stops_where_parts_have_the_boundary_of_their_parents() {
        String nested = "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000);

        assertThat(read(report(nested)).recipients()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void stops_where_there_are_too_many_parts() {
        Reading reading =
                read(report(part(FIELDS) + part("Content-Type: text/plain\n\nx").repeat(50_000)));

        saysThatTheUserIsUnknown(reading);
    }

    @Test
    void reads_many_delivery_reports_in_one_mail_once() {
        Reading reading = read(report(part(FIELDS).repeat(5_000)));

        assertThat(reading.recipients()).hasSizeBetween(1, 100);
    }

    @Test
    void reports_on_a_hundred_recipients_of_many() {
        StringBuilder fields =
                new StringBuilder("Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n");
        StringBuilder text = new StringBuilder("Content-Type: text/plain\n\n");
        for (int i = 0; i < 20_000; i++) {
            fields.append("\nFinal-Recipient: rfc822; r")
                    .append(i)
                    .append("@customer.example\nAction: failed\nStatus: 5.0.0\n");
            text.append('r').append(i % 500).append("@customer.example\n    went away, and nobody knows why\n");
        }

        assertThat(read(report(part(text.toString()) + part(fields.toString()))).recipients())
                .hasSize(100);
        assertThat(read(HEAD + "\n" + text).recipients()).hasSizeLessThanOrEqualTo(100);
        assertThat(read(HEAD + "X-Failed-Recipients: " + "r@customer.example, ".repeat(10_000) + "\n\nx")
                        .recipients())
                .hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void one_recipient_that_is_named_again_and_again_is_one() {
        String text = "<jane@customer.example>: unknown 550 thing\n".repeat(50_000);

        assertThat(read(HEAD + "\n" + text).recipients()).hasSize(1);
    }

    @Test
    void leaves_what_is_packed_alone() {
        byte[] zip = new byte[MEBIBYTE];
        new Random(1).nextBytes(zip);
        zip[0] = 'P';
        zip[1] = 'K';
        String packed = "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(zip);

        saysThatTheUserIsUnknown(read(report(part(packed) + part(FIELDS))));
        assertThat(read(HEAD + packed).recipients()).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-charset",
                "utf-7",
                "",
                "\"",
                "utf-16",
                "utf-32",
                "x-JISAutoDetect",
                "ISO-2022-KR",
                "é",
                "UTF-8"
            })
    void reads_a_text_in_a_wrong_character_set(String charset) {
        String text =
                "Content-Type: text/plain; charset=" + charset + "\n\nThe mail to J\u00fcrg\u00ff\u0080 was lost\n";

        saysThatTheUserIsUnknown(read(report(part(text) + part(FIELDS))));
    }

    @Test
    void reads_a_mail_whose_header_does_not_end() {
        String header = HEAD + "Content-Type: text/plain\n";

        assertThat(read(header + "X-More: and more\n".repeat(100_000)).recipients())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(read(header + "X-More: " + "x".repeat(2 * MEBIBYTE)).recipients())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(read(header + " folded\n".repeat(200_000)).recipients()).hasSizeLessThanOrEqualTo(1);
        assertThat(read(header + "This is no field any more, and\n<jane@customer.example>: 550 5.1.1 User unknown\n")
                        .recipients())
                .singleElement()
                .satisfies(report -> assertThat(report.recipient()).isEqualTo("jane@customer.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\r\r\n"})
    void reads_lines_with_any_ends(String end) {
        saysThatTheUserIsUnknown(read(report(part(FIELDS)).replace("\n", end)));
    }

    @Test
    void reads_lines_with_different_ends_in_one_mail() {
        String mail = report(part(FIELDS));
        StringBuilder mixed = new StringBuilder();
        String[] ends = {"\r\n", "\n", "\r\n", "\n"};
        int line = 0;
        for (String each : mail.split("\n", -1)) {
            mixed.append(each).append(ends[line++ % ends.length]);
        }

        saysThatTheUserIsUnknown(read(mixed.toString()));
    }

    @Test
    void reads_lines_that_do_not_end() {
        String line = "jane@customer.example 550 5.1.1 could not be delivered ".repeat(40_000);

        assertThat(read(HEAD + "\n" + line).recipients()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        for (String ends : List.of("\r", "\n", "\r\r\r\r\r\n", " \r")) {
            assertThat(read(HEAD + ends.repeat(MEBIBYTE)).recipients()).hasSizeLessThanOrEqualTo(1);
            assertThat(read(report(part(ends.repeat(300_000)))).recipients()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(read(HEAD + "\n" + "@".repeat(2 * MEBIBYTE)).recipients()).hasSizeLessThanOrEqualTo(1);
        assertThat(read(HEAD + "\n" + "<550 5.1.1 ".repeat(100_000)).recipients())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(read(HEAD + "\n" + "a".repeat(MEBIBYTE) + "@x.example").recipients())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void reads_fields_that_do_not_end() {
        String fields = "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; " + "x".repeat(MEBIBYTE)
                + "\nDiagnostic-Code: smtp; " + "550 ".repeat(200_000) + "\n";

        assertThat(read(report(part(fields))).recipients()).allSatisfy(report -> {
            assertThat(report.recipient()).hasSizeLessThan(500);
            assertThat(report.reply().text()).hasSizeLessThanOrEqualTo(500);
        });
    }

    @Test
    void reads_html_that_is_nested_without_end() {
        for (String tag :
                List.of("<div>", "<b>", "<table>", "<p><a>", "<table><tr><td>", "<select>", "<svg>", "<!--", "<")) {
            String mail = HEAD + "Content-Type: text/html\n\n" + tag.repeat(200_000 / tag.length())
                    + "could not be delivered to jane@customer.example";
            assertThat(read(mail).recipients()).as(tag).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void reads_wrong_encodings() {
        String encoded = "Content-Type: text/plain\nContent-Transfer-Encoding: ";

        saysThatTheUserIsUnknown(read(report(part(encoded + "base64\n\n=== ü not base64 !!") + part(FIELDS))));
        saysThatTheUserIsUnknown(read(report(part(encoded + "quoted-printable\n\n=\n=G1=4") + part(FIELDS))));
        saysThatTheUserIsUnknown(read(report(part(encoded + "x-uuencode\n\nbegin 644") + part(FIELDS))));
        saysThatTheUserIsUnknown(read("Subject: " + "=?utf-8?b?".repeat(10_000) + "\n" + report(part(FIELDS))));
    }

    @Test
    void reads_an_empty_mail_as_nothing() {
        for (String mail : List.of("", "\n", "\r", "\r\n\r\n", ":", "\0", " ", "--", "Content-Type:")) {
            assertThat(read(mail).kind()).isEqualTo(ReadingKind.UNKNOWN);
            assertThat(read(mail).recipients()).isEmpty();
        }
    }

    @Test
    void reads_whatever_is_left_of_a_mail() {
        for (String name : ExpectedMails.rows().keySet()) {
            byte[] mail = ExpectedMails.mail(name);
            for (int length = 0; length < mail.length; length += 97) {
                byte[] cut = Arrays.copyOf(mail, length);
                assertThatCode(() -> READER.read(cut)).as(name).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void reads_whatever_became_of_a_mail() {
        Random random = new Random(42);
        for (String name : ExpectedMails.rows().keySet()) {
            for (int round = 0; round < 5; round++) {
                byte[] mail = ExpectedMails.mail(name);
                for (int i = 0; i < 1 + mail.length / 50; i++) {
                    mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
                }
                assertThatCode(() -> READER.read(mail)).as(name).doesNotThrowAnyException();
            }
        }
    }
}
