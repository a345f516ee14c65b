package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.triggered.smtp.TextBody.Encoding;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts in all their encodings, decoded by Jakarta Mail. */
class TextBodyTest {
    private static final String EARLY = "a few words = ";
    private static final int LONGEST_LINE = 76;

    private final MailBuffer buffer = new MailBuffer();

    @Test
    void each_octet_is_encoded_at_each_place() {
        assertAll(IntStream.range(0, 256)
                .boxed()
                .flatMap(octet -> IntStream.range(0, LONGEST_LINE + 4)
                        .mapToObj(before -> "x".repeat(before) + (char) octet.intValue() + "y ä z"))
                .map(text -> () -> requireSame(text, encode(text))));
    }

    @Test
    void texts_of_all_kinds_come_back() throws Exception {
        Random random = new Random(1);
        String[] alphabets = {
            "ab =\t.\r\n", "abcdefgh ijklmnop\n.é", "ab =\t\r\nüÿ\u0080\u007f\u0007", "ab \r\n€üĀ=\t🎉", "éü \n"
        };
        for (int i = 0; i < 20_000; i++) {
            int[] alphabet =
                    alphabets[random.nextInt(alphabets.length)].codePoints().toArray();
            String text = random.ints(random.nextInt(300), 0, alphabet.length)
                    .map(at -> alphabet[at])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            requireSame(text, encode(text));
        }
    }

    @Test
    void a_long_text_changes_its_mind_where_its_first_wide_character_stands() throws Exception {
        for (int at : new int[] {0, 1, 4_095, 4_096, 5_000}) {
            String text =
                    "é".repeat(at % 2) + "plain words\n".repeat(500).substring(0, at) + "ő" + "and more\n".repeat(500);
            assertThat(requireSame(text, encode(text))).isEqualTo(Encoding.QUOTED_PRINTABLE);
        }
    }

    @Test
    void the_encoding_is_the_shortest_that_is_safe() throws Exception {
        assertThat(requireSame(EARLY, encode(EARLY))).isEqualTo(Encoding.SEVEN_BIT);
        assertThat(requireSame(EARLY + "ä", encode(EARLY + "ä"))).isEqualTo(Encoding.QUOTED_PRINTABLE);
        assertThat(requireSame("äöü" + EARLY, encode("äöü" + EARLY))).isEqualTo(Encoding.BASE64);
        assertThat(requireSame("x".repeat(991), encode("x".repeat(991)))).isEqualTo(Encoding.QUOTED_PRINTABLE);
    }

    private Encoding encode(String text) {
        buffer.clear();
        TextBody body = buffer.text(text);
        body.writeTo(buffer);
        return body.encoding();
    }

    /** Checks what is in the buffer. */
    private Encoding requireSame(String text, Encoding encoding) throws Exception {
        byte[] encoded = Arrays.copyOf(buffer.bytes(), buffer.length());
        String shown = new String(encoded, StandardCharsets.ISO_8859_1);
        byte[] decoded = MimeUtility.decode(new ByteArrayInputStream(encoded), encoding.value())
                .readAllBytes();
        assertThat(new String(decoded, StandardCharsets.UTF_8)).isEqualTo(text.replaceAll("\r\n|\r|\n", "\r\n"));
        assertThat(shown).matches("[\\t\\n\\r\\x20-\\x7e]*").doesNotContainPattern("(?<!\r)\n|\r(?!\n)");
        if (encoding == Encoding.QUOTED_PRINTABLE) {
            assertThat(shown.split("\r\n", -1))
                    .allSatisfy(line -> assertThat(line)
                            .hasSizeLessThanOrEqualTo(LONGEST_LINE)
                            .doesNotMatch(".*[ \t]"));
        }
        return encoding;
    }
}
