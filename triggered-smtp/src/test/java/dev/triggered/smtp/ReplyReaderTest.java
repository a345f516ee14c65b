package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.SmtpReply;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    @Test
    void replies_are_read_however_they_are_cut() throws IOException {
        byte[] bytes = "220 hello\r\n250-one\r\n250-\r\n250 two\r\n354\r\n250 späß\n".getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            ReplyReader reader = new ReplyReader(inPieces(bytes, size));

            assertThat(reader.read()).isEqualTo(new Reply(220, List.of("hello")));
            assertThat(reader.read()).isEqualTo(new Reply(250, List.of("one", "", "two")));
            assertThat(reader.read()).isEqualTo(new Reply(354, List.of("")));
            assertThat(reader.read()).isEqualTo(new Reply(250, List.of("späß")));
            assertThat(reader.hasBuffered()).isFalse();
            assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "hello",
                "2x0 a",
                "150 a",
                "650 a",
                "250_a",
                "250-a\r\n251 b",
                "\0\0\0\0",
                "250-a\r\nfoo"
            })
    void what_is_not_a_reply_is_an_error(String text) {
        ReplyReader reader = reader(text + "\r\n");

        assertThatThrownBy(reader::read).isInstanceOf(GarbledReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 8_192, 20_000})
    void a_line_is_as_long_as_it_may_be_however_it_is_cut(int size) throws IOException {
        String longest = "x".repeat(4_092);
        ReplyReader reader = new ReplyReader(inPieces(
                ("250 ok\r\n250 " + longest + "\r\n250 " + longest + "\n250 x" + longest + "\r\n")
                        .getBytes(StandardCharsets.UTF_8),
                size));

        assertThat(reader.read()).isEqualTo(new Reply(250, List.of("ok")));
        assertThat(reader.read()).isEqualTo(new Reply(250, List.of(longest)));
        assertThat(reader.read()).isEqualTo(new Reply(250, List.of(longest)));
        assertThatThrownBy(reader::read).isInstanceOf(GarbledReplyException.class);
        assertThatThrownBy(() -> reader("250 " + "x".repeat(1 << 20)).read()).isInstanceOf(GarbledReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "250 ok", "250-ok\r\n", "250-ok\r\n25"})
    void an_end_before_the_end_of_a_reply_is_an_end(String text) {
        assertThatThrownBy(() -> reader(text).read()).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250|2.0.0 Ok queued|2.0.0|Ok queued",
                "550|5.1.1 No such user|5.1.1|No such user",
                "550|No such user|''|No such user",
                "550|4.1.1 contradiction|''|4.1.1 contradiction",
                "550|5.1.1|5.1.1|''",
                "250|2.123.456 Ok|2.123.456|Ok",
                "451|4.7.1234 too long|''|4.7.1234 too long",
                "451|4.1234.7 too long|''|4.1234.7 too long",
                "250|2.0 Ok|''|2.0 Ok",
                "250|2.0. Ok|''|2.0. Ok",
                "250|2..0 Ok|''|2..0 Ok",
                "250|2.0.0.0 Ok|''|2.0.0.0 Ok",
                "250|2.0.0-Ok|''|2.0.0-Ok",
                "250|2.0.x|''|2.0.x",
                "354|3.0.0 go ahead|''|3.0.0 go ahead"
            })
    void an_enhanced_status_is_told_apart(int code, String line, String status, String text) {
        assertThat(new Reply(code, List.of(line)).toSmtpReply()).isEqualTo(new SmtpReply(code, status, text));
    }

    @Test
    void the_lines_of_a_reply_become_one() {
        Reply reply = new Reply(552, List.of("5.3.4 Message too large", "5.3.4 for this mailbox", "sorry"));

        assertThat(reply.toSmtpReply().enhancedStatus()).isEqualTo("5.3.4");
        assertThat(reply.toSmtpReply().text()).isEqualTo("Message too large for this mailbox sorry");
    }

    @Test
    void what_ehlo_offers_is_understood_in_all_its_spellings() {
        Capabilities offered = Capabilities.of(new Reply(
                250, List.of("relay", "size 1000", "8bitmime", "AUTH plain LOGIN", "AUTH=XOAUTH2", "X-ODD  a", "")));

        assertThat(offered.offers("8BITMIME")).isTrue();
        assertThat(offered.offers("SMTPUTF8")).isFalse();
        assertThat(offered.largestMail()).isEqualTo(1_000);
        assertThat(offered.mechanisms()).containsExactlyInAnyOrder("PLAIN", "LOGIN", "XOAUTH2");
        assertThat(Capabilities.of(new Reply(250, List.of("relay", "SIZE", "SIZE none")))
                        .largestMail())
                .isZero();
    }

    private static ReplyReader reader(String text) {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputStream inPieces(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size));
            }
        };
    }
}
