package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotStufferTest {
    private static final int LONGEST = 80;

    /** The more rarely there is something to care for, the more octets are passed over at once. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n.", "\r\n.a", "\r\n.a \t\u00e9\u00ff\u0080\u001f", "\r\n.abcdefghijklmnopqrstuvwxyz"})
    void writes_what_looking_at_one_octet_after_the_other_would_write(String alphabet) throws IOException {
        Random random = new Random(alphabet.length());
        for (int i = 0; i < 20_000; i++) {
            byte[] content = content(alphabet, random);
            int cut = random.nextInt(content.length + 1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DotStuffer stuffer = new DotStuffer(out);
            stuffer.write(content, 0, cut);
            stuffer.write(content, cut, content.length - cut);
            stuffer.end();

            assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(octetByOctet(content));
        }
    }

    @Test
    void refuses_a_nul_wherever_it_stands() {
        for (int at = 0; at < 40; at++) {
            byte[] content = "x".repeat(40).getBytes(StandardCharsets.US_ASCII);
            content[at] = 0;
            DotStuffer stuffer = new DotStuffer(new ByteArrayOutputStream());

            assertThatThrownBy(() -> stuffer.write(content)).isInstanceOf(UnsendableException.class);
        }
    }

    private static byte[] content(String alphabet, Random random) {
        byte[] content = new byte[random.nextInt(LONGEST)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return content;
    }

    private static String octetByOctet(byte[] content) {
        StringBuilder out = new StringBuilder();
        char previous = '\n';
        for (byte octet : content) {
            char c = (char) (octet & 0xff);
            if (previous == '\r' && c != '\n') {
                out.append('\n');
            } else if (c == '\n' && previous != '\r') {
                out.append('\r');
            }
            if (c == '.' && (previous == '\r' || previous == '\n')) {
                out.append('.');
            }
            out.append(c);
            previous = c;
        }
        if (previous == '\r') {
            out.append('\n');
        } else if (previous != '\n') {
            out.append("\r\n");
        }
        return out.append(".\r\n").toString();
    }
}
