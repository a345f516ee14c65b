package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Base64 on lines, beside the encoder of the JDK. */
class Base64LinesTest {
    private static final Base64.Encoder WITNESS = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final Base64Lines lines = new Base64Lines();
    private final byte[] out = new byte[Base64Lines.MOST_AT_ONCE + 3];

    @Test
    void every_length_of_a_block_is_as_the_jdk_has_it() {
        Random random = new Random(7);
        for (int length = 1; length <= lines.block().length; length++) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);

            assertThat(encoded(octets))
                    .as("%d octets", length)
                    .isEqualTo(WITNESS.encodeToString(octets) + "\r\n")
                    .hasSize((int) Base64Lines.encodedSize(length));
        }
        assertThat(encoded(new byte[0])).isEmpty();
        assertThat(Base64Lines.encodedSize(0)).isZero();
    }

    @Test
    void nothing_is_written_before_the_start_or_behind_the_end() {
        Arrays.fill(out, (byte) 1);
        Arrays.fill(lines.block(), (byte) -1);
        int end = lines.encode(100, out, 2);

        assertThat(end).isEqualTo(2 + 136 + 4);
        assertThat(out).startsWith(1, 1, '/').endsWith(1, 1);
        assertThat(out[end - 1]).isEqualTo((byte) '\n');
        assertThat(out[end]).isEqualTo((byte) 1);
    }

    private String encoded(byte[] octets) {
        System.arraycopy(octets, 0, lines.block(), 0, octets.length);
        return new String(out, 0, lines.encode(octets.length, out, 0), StandardCharsets.US_ASCII);
    }
}
