package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.PlainData;
import dev.triggered.Trigger;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static final EmailAddress JANE = EmailAddress.parse("jane@example.com");
    private static final Trigger BARE = Trigger.to("jane@example.com");

    @Test
    void has_128_bits_for_the_occurrence_and_256_for_the_data() {
        IdempotencyKey key = Fingerprints.of("orders", JANE, "1", BARE);

        assertThat(key.occurrence()).matches("[0-9a-f]{32}");
        assertThat(key.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(key).isEqualTo(Fingerprints.of("orders", JANE, "1", Trigger.to("jane@example.com")));
    }

    @Test
    void is_the_same_wherever_and_whenever_it_is_computed() {
        Trigger trigger = BARE.with("order", Map.of("number", "4711", "total", new BigDecimal("12.50")))
                .attach(Attachment.of("invoice.pdf", new byte[7]));

        assertThat(Fingerprints.of("orders", JANE, "order-4711", trigger))
                .isEqualTo(new IdempotencyKey(
                        "8716ead134baed0e5ef9ac4e23abcf01",
                        "4ca25d532bf85be4e142b78436bae94625949ee399f4c24c7c7c64d94c7534e8"));
    }

    @Test
    void tells_occurrences_apart_by_stream_recipient_and_id_however_they_are_cut() {
        List<String> occurrences = Stream.of(
                        Fingerprints.of("orders", JANE, "1", BARE),
                        Fingerprints.of("orders2", JANE, "1", BARE),
                        Fingerprints.of("orders", EmailAddress.parse("joan@example.com"), "1", BARE),
                        Fingerprints.of("orders", EmailAddress.parse("jane@example.co"), "m1", BARE),
                        Fingerprints.of("orders", JANE, "11", BARE),
                        Fingerprints.of("orders", JANE, "", BARE),
                        Fingerprints.of("", JANE, "orders1", BARE),
                        Fingerprints.of("orders\0", JANE, "1", BARE),
                        Fingerprints.of("ordersr", JANE, "1", BARE))
                .map(IdempotencyKey::occurrence)
                .toList();

        assertThat(occurrences).doesNotHaveDuplicates();
    }

    @Test
    void takes_the_case_of_an_address_for_nothing() {
        assertThat(Fingerprints.of("orders", EmailAddress.parse("Jane@EXAMPLE.com"), "1", BARE))
                .isEqualTo(Fingerprints.of("orders", JANE, "1", BARE));
    }

    @Test
    void does_not_depend_on_the_order_of_names() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("a", 1);
        order.put("b", Map.of("c", 2, "d", 3, "e", 4));
        Map<String, Object> reversed = new LinkedHashMap<>();
        reversed.put("b", new LinkedHashMap<>(Map.of("e", 4, "d", 3, "c", 2)));
        reversed.put("a", 1);

        assertThat(dataOf(BARE.with("x", order).with("y", 1)))
                .isEqualTo(dataOf(BARE.with("y", 1).with("x", reversed)));
    }

    @Test
    void takes_a_number_for_the_same_whatever_its_type_was() {
        String five = dataOf(BARE.with("n", 5));

        assertThat(List.of(
                        dataOf(BARE.with("n", 5L)),
                        dataOf(BARE.with("n", (short) 5)),
                        dataOf(BARE.with("n", BigInteger.valueOf(5))),
                        dataOf(BARE.with("n", new BigDecimal("5")))))
                .containsOnly(five);
    }

    @Test
    void survives_a_journey_through_json() {
        Trigger trigger = BARE.with("f", 0.1f)
                .with("l", 5L)
                .with("b", new BigDecimal("1E+3"))
                .with("n", Map.of("k", 1.0));

        assertThat(dataOf(BARE.withAll(PlainData.fromJson(trigger.data().toJson()))))
                .isEqualTo(dataOf(trigger));
    }

    @Test
    void tells_data_apart_by_value_type_and_shape() {
        List<Object> values = new ArrayList<>(Arrays.asList(
                null,
                "null",
                "",
                " ",
                1,
                "1",
                true,
                "true",
                false,
                new BigDecimal("1.0"),
                new BigDecimal("1.00"),
                "1.0",
                List.of(),
                Map.of(),
                List.of(List.of()),
                List.of(Map.of()),
                Arrays.asList((Object) null),
                List.of("null"),
                List.of(""),
                List.of("", ""),
                List.of("a", "b"),
                List.of("b", "a"),
                List.of("ab"),
                List.of("a,b"),
                List.of("[a, b]"),
                List.of(List.of("a"), "b"),
                List.of("a", List.of("b")),
                List.of(List.of("a", "b")),
                Map.of("a", "b"),
                Map.of("ab", ""),
                Map.of("", "ab"),
                Map.of("b", "a"),
                Map.of("a", List.of("b")),
                Map.of("a", Map.of("b", 1)),
                Map.of("a", Map.of(), "b", 1),
                Collections.singletonMap("a", null),
                "{a=b}",
                "k\0\0\0\1a",
                "\u00e9",
                "e\u0301",
                "\ufffd",
                "?"));

        assertThat(values.stream().map(value -> dataOf(BARE.with("v", value)))).doesNotHaveDuplicates();
    }

    @Test
    void tells_data_and_attachments_apart() {
        List<Trigger> triggers = List.of(
                BARE,
                BARE.with("a", "b"),
                BARE.with("a", "b").with("c", "d"),
                BARE.attach(Attachment.of("a.pdf", new byte[1])),
                BARE.attach(Attachment.of("a.pdf", new byte[2])),
                BARE.attach(Attachment.of("b.pdf", new byte[1])),
                BARE.attach(Attachment.of("a.pdf", new byte[1]).type("text/plain")),
                BARE.attach(Attachment.lazily("a.pdf", InputStream::nullInputStream)),
                BARE.attach(Attachment.of("a.pdf", new byte[1])).attach(Attachment.of("a.pdf", new byte[1])),
                BARE.attach(Attachment.of("a.pdf", new byte[1])).attach(Attachment.of("b.pdf", new byte[1])),
                BARE.attach(Attachment.of("b.pdf", new byte[1])).attach(Attachment.of("a.pdf", new byte[1])));

        assertThat(triggers.stream().map(FingerprintsTest::dataOf)).doesNotHaveDuplicates();
    }

    @Test
    void takes_neither_the_content_of_an_attachment_nor_the_times_of_a_trigger_for_data() {
        Trigger trigger = BARE.attach(Attachment.of("a.pdf", new byte[] {1}));
        Trigger other = BARE.attach(Attachment.of("a.pdf", new byte[] {2}))
                .locale(Locale.GERMANY)
                .notBefore(Instant.EPOCH)
                .expiresAt(Instant.EPOCH);

        assertThat(dataOf(trigger)).isEqualTo(dataOf(other));
    }

    private static String dataOf(Trigger trigger) {
        return Fingerprints.of("orders", JANE, "1", trigger).fingerprint();
    }

    @Test
    void names_the_mail_of_a_broadcast_by_its_address_alone() {
        assertThat(Fingerprints.ofBroadcast(1, EmailAddress.parse("Jane@EXAMPLE.com")))
                .isEqualTo(Fingerprints.ofBroadcast(1, JANE))
                .isNotEqualTo(Fingerprints.ofBroadcast(2, JANE))
                .isNotEqualTo(Fingerprints.ofBroadcast(1, EmailAddress.parse("joan@example.com")));
    }
}
