package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacTest {
    private static final int LONGEST = 200;

    @Test
    void signs_what_rfc_4231_has_as_the_second_case_as_it_says() {
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

        byte[] signed = Hmac.of("Jefe".getBytes(StandardCharsets.US_ASCII)).sign(message, message.length);

        assertThat(HexFormat.of().formatHex(signed))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void signs_as_the_jdk_does_whatever_the_lengths_of_key_and_message() throws GeneralSecurityException {
        Random random = new Random(4711);
        for (int length = 1; length <= LONGEST; length++) {
            byte[] key = noise(random, length);
            byte[] message = noise(random, random.nextInt(LONGEST));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Hmac hmac = Hmac.of(key);

            assertThat(hmac.sign(message, message.length)).isEqualTo(mac.doFinal(message));
            assertThat(hmac.sign(message, message.length)).as("once more").isEqualTo(mac.doFinal(message));
            assertThat(hmac.sign(message, message.length / 2))
                    .as("the first half")
                    .isEqualTo(mac.doFinal(java.util.Arrays.copyOf(message, message.length / 2)));
        }
    }

    @Test
    void leaves_the_key_as_it_is() {
        byte[] key = noise(new Random(4711), 64);
        byte[] before = key.clone();

        Hmac.of(key);

        assertThat(key).isEqualTo(before);
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
