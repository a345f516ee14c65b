package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MailBufferTest {
    private final MailBuffer buffer = new MailBuffer();

    @Test
    void grows_with_a_mail_and_lets_go_of_what_was_more_than_usual() {
        int usual = buffer.bytes().length;
        buffer.put(new byte[500_000]);
        buffer.clear();
        assertThat(buffer.bytes().length).isGreaterThanOrEqualTo(500_000);
        buffer.put(new byte[2_000_000]);
        assertThat(buffer.length()).isEqualTo(2_000_000);

        buffer.clear();

        assertThat(buffer.length()).isZero();
        assertThat(buffer.bytes()).hasSize(usual);
    }

    @Test
    void holds_what_was_put_into_it_and_before_it() {
        buffer.put("é");
        buffer.put('!');
        buffer.put("end".getBytes(StandardCharsets.US_ASCII));
        buffer.prepend(new byte[30_000]);

        assertThat(buffer.length()).isEqualTo(30_006);
        assertThat(Arrays.copyOfRange(buffer.bytes(), 29_999, 30_006))
                .isEqualTo("\0é!end".getBytes(StandardCharsets.UTF_8));
    }
}
