package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two readers that are not ours find in a mail exactly what it was made from. */
class HardMailsTest {
    private static final long SEED = 20_261_123;
    private static final String[] PIECES = {
        "a",
        "word ",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        ".",
        "=",
        "=3D",
        "é",
        "ß",
        "€",
        "漢",
        "🎉",
        "ש",
        "\u0000",
        "\u007f",
        "--=_",
        "From ",
        "x".repeat(70),
        "y".repeat(1_000),
        "é".repeat(30),
        "\ud83c",
        "\u2028",
        "<p>"
    };

    private final MimeComposer composer = new ByteComposer();
    private final MailBuffer buffer = new MailBuffer();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.triggered.smtp.HardMails#all")
    void a_mail_is_read_as_it_was_meant(String name, OutgoingMail mail) throws Exception {
        byte[] composed = composed(mail);

        for (MailReader reader : MailReader.values()) {
            assertThat(reader.read(composed)).as(reader.name()).isEqualTo(ReadMail.expected(mail));
        }
    }

    @ParameterizedTest
    @EnumSource(MailReader.class)
    void random_mails_are_read_as_they_were_meant(MailReader reader) throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            String text = "x" + text(random) + "x";
            OutgoingMail mail = Mails.mail(new RenderedMail(text(random), text, text));

            assertThat(reader.read(composed(mail)))
                    .as("mail %d of seed %d", i, SEED)
                    .isEqualTo(ReadMail.expected(mail));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(200); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Composes, and checks what holds for every mail: 7-bit, lines of at most 998 octets that end with CR LF. */
    private byte[] composed(OutgoingMail mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ComposedMail composed = composer.compose(mail, buffer)) {
            composed.writeTo(out);
            assertThat(composed.isWhole() ? composed.size() : out.size()).isEqualTo(out.size());
        }
        String whole = out.toString(StandardCharsets.ISO_8859_1);
        assertThat(whole.chars()).allMatch(c -> c == '\r' || c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f));
        assertThat(whole.split("\r\n", -1)).allMatch(line -> line.length() <= 998 && line.indexOf('\r') < 0);
        assertThat(whole.replace("\r\n", "")).doesNotContain("\r", "\n");
        return out.toByteArray();
    }
}
