package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.EmailAddress;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import org.junit.jupiter.api.Test;

class SeenKeysTest {
    @Test
    void knows_exactly_what_was_added() {
        SeenKeys keys = new SeenKeys();
        for (int number = 0; number < 50_000; number += 2) {
            assertThat(keys.contains(key(number))).isFalse();
            keys.add(key(number));
            keys.add(key(number));
        }
        for (int number = 0; number < 50_000; number++) {
            assertThat(keys.contains(key(number))).isEqualTo(number % 2 == 0);
        }
    }

    @Test
    void takes_a_hash_of_zero_like_any_other() {
        SeenKeys keys = new SeenKeys();
        IdempotencyKey zero = new IdempotencyKey("0".repeat(32), "0");
        assertThat(keys.contains(zero)).isFalse();
        keys.add(zero);
        assertThat(keys.contains(zero)).isTrue();
    }

    private static IdempotencyKey key(int number) {
        return Fingerprints.ofBroadcast(1, EmailAddress.parse("jane" + number + "@example.com"));
    }
}
