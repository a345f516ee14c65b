package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokensTest {
    private static final LinkToken.Link LINK = new LinkToken.Link(3, 7, "https://shop.example/orders?id=4711&x=1#top");

    private final LinkTokens tokens = new LinkTokens(Tracked.KEYS);

    @Test
    void says_what_was_signed() {
        LinkTokens.Signer signer = tokens.signer(Tracked.ID, Tracked.SENT);

        assertThat(tokens.read(signer.click(LINK)))
                .contains(new LinkToken(Tracked.ID, Tracked.SENT, Optional.of(LINK)));
        assertThat(tokens.read(signer.open())).contains(new LinkToken(Tracked.ID, Tracked.SENT, Optional.empty()));
    }

    @Test
    void is_short_and_can_stand_in_an_address() {
        LinkTokens.Signer signer = tokens.signer(Tracked.ID, Tracked.SENT);

        assertThat(signer.open()).hasSize(48).matches("[A-Za-z0-9_-]+");
        assertThat(signer.click(LINK))
                .hasSizeLessThan(46 + LINK.target().length() * 4 / 3)
                .matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "http://a.example/",
                "HTTPS://A.EXAMPLE/",
                "http://a.example/?to=https://b.example/",
                "https://a.example/?to=https://b.example/"
            })
    void leads_to_a_target_letter_by_letter(String target) {
        String signed = clickTo(target);

        assertThat(tokens.read(signed).orElseThrow().link().orElseThrow().target())
                .isEqualTo(target);
    }

    @Test
    void refuses_a_target_in_a_spelling_that_no_signer_makes_even_where_it_was_signed() {
        Base64.Decoder decoder = Base64.getUrlDecoder();
        byte[] secure = decoder.decode(clickTo("https://a.example/"));
        byte[] plain = decoder.decode(clickTo("http+https://a.example/"));
        byte[] respelled = new String(plain, StandardCharsets.ISO_8859_1)
                .replace("http+", "")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(tokens.read(encoded(signedAgain(secure)))).isPresent();
        assertThat(tokens.read(encoded(signedAgain(respelled)))).isEmpty();
    }

    @Test
    void knows_every_id_that_a_message_may_have() {
        for (String id : new String[] {"0".repeat(26), "z".repeat(26), "0123456789abcdefghjkmnpqrs"}) {
            MessageId message = new MessageId(id);
            assertThat(tokens.read(tokens.signer(message, Tracked.SENT).open())
                            .orElseThrow()
                            .message())
                    .isEqualTo(message);
        }
    }

    @Test
    void refuses_a_token_of_which_a_single_bit_was_changed() {
        byte[] signed = Base64.getUrlDecoder().decode(signed());
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] altered = signed.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(tokens.read(encoded(altered))).as("bit " + bit).isEmpty();
        }
    }

    @Test
    void refuses_another_spelling_of_a_token() {
        String open = tokens.signer(Tracked.ID, Tracked.SENT).click(new LinkToken.Link(1, 1, "https://shop.example/"));
        int last = open.length() - 1;
        Set<String> accepted = new HashSet<>();
        for (char c = ' '; c <= '~'; c++) {
            String spelled = open.substring(0, last) + c;
            if (tokens.read(spelled).isPresent()) {
                accepted.add(spelled);
            }
        }
        assertThat(accepted).containsExactly(open);
        assertThat(tokens.read(open + "=")).isEmpty();
        assertThat(tokens.read(open + "A")).isEmpty();
        assertThat(tokens.read(" " + open)).isEmpty();
    }

    @Test
    void refuses_what_was_cut_off_or_added_to() {
        byte[] signed = Base64.getUrlDecoder().decode(signed());
        for (int length = 0; length < signed.length; length++) {
            assertThat(tokens.read(encoded(java.util.Arrays.copyOf(signed, length))))
                    .isEmpty();
        }
        assertThat(tokens.read(encoded(java.util.Arrays.copyOf(signed, signed.length + 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "..",
                "%2e%2e/",
                "https://evil.example/",
                "AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AwEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "\u0000",
                "äöü",
                "a b",
                "\r\nLocation: https://evil.example/"
            })
    void refuses_what_nobody_signed(String forged) {
        assertThat(tokens.read(forged)).isEmpty();
    }

    @Test
    void refuses_noise_of_any_length() {
        Random random = new Random(4711);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 1) {
                noise[0] = (byte) (1 + random.nextInt(3));
                noise[1] = 1;
            }
            assertThat(tokens.read(encoded(noise))).isEmpty();
        }
        assertThat(tokens.read("A".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example/",
                "https:evil.example",
                "https://user@evil.example/",
                "https://a.example/\r\nSet-Cookie: x=1",
                "https://a.example/ b",
                "ftp://a.example/"
            })
    void leads_nowhere_that_is_not_the_web_even_where_it_was_signed(String target) {
        String signed = clickTo(target);

        assertThat(tokens.read(signed)).isEmpty();
    }

    @Test
    void signs_with_the_newest_key_and_knows_the_older_ones() {
        String old = signed();
        TrackingKeys both = Tracked.KEYS.rotatedTo(2, Tracked.secret("second"));
        LinkTokens rotated = new LinkTokens(both);
        String fresh = rotated.signer(Tracked.ID, Tracked.SENT).click(LINK);

        assertThat(rotated.read(old)).isPresent();
        assertThat(rotated.read(fresh)).isPresent();
        assertThat(tokens.read(fresh)).as("a ring without the newer key").isEmpty();
        assertThat(new LinkTokens(TrackingKeys.of(2, Tracked.secret("second"))).read(old))
                .as("a ring from which the older key was taken")
                .isEmpty();
        assertThat(new LinkTokens(TrackingKeys.of(1, Tracked.secret("other"))).read(old))
                .as("another secret under the same number")
                .isEmpty();
    }

    @Test
    void takes_no_key_that_is_short_or_whose_number_is_taken() {
        assertThatThrownBy(() -> TrackingKeys.of(1, new byte[31])).hasMessageContaining("at least 32");
        assertThatThrownBy(() -> TrackingKeys.of(256, Tracked.SECRET)).hasMessageContaining("0 to 255");
        assertThatThrownBy(() -> Tracked.KEYS.rotatedTo(1, Tracked.secret("second")))
                .hasMessageContaining("a key 1 already");
        assertThat(Tracked.KEYS).hasToString("TrackingKeys[1]");
    }

    private String clickTo(String target) {
        return tokens.signer(Tracked.ID, Tracked.SENT).click(new LinkToken.Link(1, 1, target));
    }

    private static byte[] signedAgain(byte[] token) {
        byte[] mac = Hmac.of(Tracked.SECRET).sign(token, token.length - 12);
        return ByteBuffer.wrap(token.clone()).put(token.length - 12, mac, 0, 12).array();
    }

    private String signed() {
        return tokens.signer(Tracked.ID, Tracked.SENT).click(LINK);
    }

    private static String encoded(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
