package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.ExternalEvent;
import dev.triggered.InvalidAddressException;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.Purpose;
import dev.triggered.tracking.TrackingKeys;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerpReturnPathsTest {
    private static final MessageId ID = new MessageId("01jzk4w8y2h6p9q3r5s7t0v1zz");
    private static final MessageId OTHER = new MessageId("01jzk4w8y2h6p9q3r5s7t0v1zy");
    private static final MailStream STREAM = MailStream.named("orders")
            .on(ExternalEvent.named("order-placed"))
            .purpose(Purpose.ORDER_CONFIRMATION)
            .from("Acme <orders@acme.example>")
            .template("order")
            .build();
    private static final TrackingKeys KEYS = TrackingKeys.of(7, secret("first"));
    private static final VerpReturnPaths PATHS = VerpReturnPaths.at("bounces@acme.example", '+', KEYS);

    private static byte[] secret(String seed) {
        return (seed + "-secret-of-more-than-32-bytes-for-tests").getBytes(StandardCharsets.US_ASCII);
    }

    private static String path(VerpReturnPaths paths, MessageId id) {
        return paths.returnPath(id, STREAM).toString();
    }

    @Test
    void names_the_message_and_its_key_behind_the_mailbox() {
        assertThat(path(PATHS, ID)).matches("bounces\\+" + ID + "07[0-9a-z]{16}@acme\\.example");
        assertThat(path(PATHS, ID)).isEqualTo(path(PATHS, ID)).isNotEqualTo(path(PATHS, OTHER));
    }

    @Test
    void is_known_again_whatever_becomes_of_the_case_of_its_letters() {
        String path = path(PATHS, ID);

        assertThat(PATHS.read(path)).contains(ID);
        assertThat(PATHS.read(path.toUpperCase(Locale.ROOT))).contains(ID);
    }

    @Test
    void is_known_by_each_key_of_the_ring_and_signed_by_the_newest() {
        TrackingKeys rotated = KEYS.rotatedTo(255, secret("second"));
        VerpReturnPaths now = VerpReturnPaths.at("bounces@acme.example", '+', rotated);

        assertThat(path(now, ID)).contains(ID + "7z").isNotEqualTo(path(PATHS, ID));
        assertThat(now.read(path(PATHS, ID))).contains(ID);
        assertThat(now.read(path(now, ID))).contains(ID);
        assertThat(PATHS.read(path(now, ID))).isEmpty();
        assertThat(PATHS.isMarked(path(now, ID))).isTrue();
    }

    @Test
    void altered_in_any_place_it_is_nobodys() {
        String path = path(PATHS, ID);
        int begin = "bounces+".length();
        for (int i = begin; i < begin + 44; i++) {
            char other = path.charAt(i) == 'a' ? 'b' : 'a';
            String altered = path.substring(0, i) + other + path.substring(i + 1);

            assertThat(PATHS.isMarked(altered)).as(altered).isTrue();
            assertThat(PATHS.read(altered)).as(altered).isEmpty();
        }
    }

    @Test
    void with_the_signature_of_another_message_it_is_nobodys() {
        String others = path(PATHS, OTHER);

        assertThat(PATHS.read(others.replace(OTHER.value(), ID.value()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "bounces@acme.example",
                "bounces+@acme.example",
                "bounces+01jzk4w8y2h6p9q3r5s7t0v1zz@acme.example",
                "jane@customer.example",
                "bounces+01jzk4w8y2h6p9q3r5s7t0v1zz07aaaaaaaaaaaaaaaa@other.example",
                "other+01jzk4w8y2h6p9q3r5s7t0v1zz07aaaaaaaaaaaaaaaa@acme.example",
                "bounces+01jzk4w8y2h6p9q3r5s7t0v1zz07aaaaaaa.aaaaaaaa@acme.example"
            })
    void takes_no_other_address_for_one_of_its_own(String address) {
        assertThat(PATHS.isMarked(address)).isFalse();
        assertThat(PATHS.read(address)).isEmpty();
    }

    @Test
    void has_the_separator_that_the_server_wants() {
        VerpReturnPaths paths = VerpReturnPaths.at("B@bounces.acme.example", '-', KEYS);

        assertThat(path(paths, ID)).startsWith("b-" + ID).endsWith("@bounces.acme.example");
        assertThat(paths.read(path(paths, ID))).contains(ID);
    }

    @Test
    void has_no_more_than_64_octets_before_the_at() {
        VerpReturnPaths longest = VerpReturnPaths.at("a-name-of-19-letter@acme.example", '+', KEYS);

        assertThat(longest.returnPath(ID, STREAM).localPart()).hasSize(64);
        assertThat(longest.read(path(longest, ID))).contains(ID);
        assertThatThrownBy(() -> VerpReturnPaths.at("a-name-of-20-letters@acme.example", '+', KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 19 ASCII characters");
    }

    @Test
    void refuses_what_is_no_mailbox_and_no_separator() {
        assertThatThrownBy(() -> VerpReturnPaths.at("bounces", '+', KEYS)).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> VerpReturnPaths.at("bounces@acme.example", '@', KEYS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
