package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDataTest {
    private static final ZonedDateTime MOMENT = ZonedDateTime.of(2026, 3, 1, 10, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    enum Size {
        SMALL,
        LARGE {
            @Override
            public String toString() {
                return "as large as it gets";
            }
        }
    }

    enum Grade {
        FIRST("1st");

        private final String shown;

        Grade(String shown) {
            this.shown = shown;
        }

        @JsonValue
        public String shown() {
            return shown;
        }
    }

    record Item(String name, int count, BigDecimal price) {}

    private record Order(String number, List<Item> items, Optional<String> voucher, Map<String, Item> gifts) {}

    record Holder(Object value) {}

    record Annotated(
            @JsonProperty("order_number") String number,
            @JsonIgnore String internal,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

    @SuppressWarnings({"EffectivelyPrivate", "unused"}) // Jackson finds them
    private static final class Bean {
        public String getFirstName() {
            return "Jane";
        }

        public boolean isMember() {
            return true;
        }

        public Size getSize() {
            return Size.LARGE;
        }

        public String withoutPrefix() {
            return "not a property";
        }

        private String getHidden() {
            return "not a property";
        }
    }

    public static final class Leaky {
        @SuppressWarnings("DoNotCallSuggester")
        public String getPassword() {
            throw new IllegalStateException("hunter2 is not a good password");
        }
    }

    public static final class Self {
        public Self getSelf() {
            return this;
        }
    }

    public static final class Node {
        private final List<Node> next = new ArrayList<>();

        public List<Node> getNext() {
            return next;
        }
    }

    static Stream<Arguments> scalars() throws Exception {
        return Stream.of(
                arguments("text", "text"),
                arguments(CharBuffer.wrap("built"), "built"),
                arguments('c', "c"),
                arguments("characters".toCharArray(), "characters"),
                arguments(true, true),
                arguments(7, 7),
                arguments((byte) 7, 7),
                arguments((short) 7, 7),
                arguments(7L, 7),
                arguments(5_000_000_000L, 5_000_000_000L),
                arguments(Long.MIN_VALUE, Long.MIN_VALUE),
                arguments(Integer.MIN_VALUE, Integer.MIN_VALUE),
                arguments(new AtomicLong(7), 7),
                arguments(BigInteger.TEN, 10),
                arguments(BigInteger.TEN.pow(30), BigInteger.TEN.pow(30)),
                arguments(0.1f, new BigDecimal("0.1")),
                arguments(0.1, new BigDecimal("0.1")),
                arguments(12.5, new BigDecimal("12.5")),
                arguments(1e7, 10_000_000),
                arguments(1e7f, 10_000_000),
                arguments(1e300, BigInteger.TEN.pow(300)),
                arguments(new BigDecimal("12.50"), new BigDecimal("12.50")),
                arguments(new BigDecimal("12"), 12),
                arguments(new BigDecimal("1E+3"), 1000),
                arguments(new BigDecimal("-1E+3"), -1000),
                arguments(Size.SMALL, "SMALL"),
                arguments(Size.LARGE, "LARGE"),
                arguments(Grade.FIRST, "1st"),
                arguments(DayOfWeek.SUNDAY, "SUNDAY"),
                arguments(Month.MARCH, "MARCH"),
                arguments(MOMENT, "2026-03-01T10:00:00+01:00[Europe/Berlin]"),
                arguments(MOMENT.toOffsetDateTime(), "2026-03-01T10:00:00+01:00"),
                arguments(OffsetDateTime.of(2026, 3, 1, 10, 0, 0, 0, ZoneOffset.UTC), "2026-03-01T10:00:00Z"),
                arguments(MOMENT.toLocalDateTime(), "2026-03-01T10:00:00"),
                arguments(LocalDateTime.of(2026, 3, 1, 10, 0, 0, 120_000_000), "2026-03-01T10:00:00.12"),
                arguments(MOMENT.toLocalDate(), "2026-03-01"),
                arguments(LocalTime.of(10, 0), "10:00:00"),
                arguments(MOMENT.toInstant(), "2026-03-01T09:00:00Z"),
                arguments(Year.of(2026), "2026"),
                arguments(YearMonth.of(2026, 3), "2026-03"),
                arguments(Duration.ofMinutes(90), "PT1H30M"),
                arguments(Period.ofDays(3), "P3D"),
                arguments(Date.from(Instant.EPOCH), "1970-01-01T00:00:00.000Z"),
                arguments(ZoneId.of("Europe/Berlin"), "Europe/Berlin"),
                arguments(new UUID(1, 2), "00000000-0000-0001-0000-000000000002"),
                arguments(URI.create("https://acme.example/a?b=c"), "https://acme.example/a?b=c"),
                arguments(new URL("https://acme.example/"), "https://acme.example/"),
                arguments(Locale.GERMANY, "de-DE"),
                arguments(Currency.getInstance("EUR"), "EUR"),
                arguments(Path.of("/srv/file"), "file:///srv/file"),
                arguments(Optional.of(Size.LARGE), "LARGE"),
                arguments(Optional.empty(), null),
                arguments(OptionalInt.of(3), 3),
                arguments(OptionalInt.empty(), null),
                arguments(new int[] {1, 2}, List.of(1, 2)),
                arguments(new String[] {"a", null}, Arrays.asList("a", null)),
                arguments(new Size[] {Size.LARGE}, List.of("LARGE")),
                arguments(List.of(Optional.of(1)), List.of(1)),
                arguments(Map.of("k", Map.of("l", 1L)), Map.of("k", Map.of("l", 1))),
                arguments(PlainData.empty().with("k", 1L), Map.of("k", 1)));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void converts_a_value_alike_alone_in_a_map_in_a_list_in_an_array_in_an_optional_and_in_a_record(
            Object value, Object plain) {
        Map<String, Object> inMap = new HashMap<>();
        inMap.put("v", value);

        assertThat(PlainData.empty().with("v", value).asMap().get("v")).isEqualTo(plain);
        assertThat(PlainData.of(inMap).asMap().get("v")).isEqualTo(plain);
        assertThat(converted(Arrays.asList(value, value))).isEqualTo(Arrays.asList(plain, plain));
        assertThat(converted(new Object[] {value})).isEqualTo(Collections.singletonList(plain));
        assertThat(converted(Optional.of(value))).isEqualTo(plain);
        assertThat(converted(new Holder(value))).isEqualTo(Collections.singletonMap("value", plain));
        assertThat(converted(new Holder(inMap))).isEqualTo(Map.of("value", Collections.singletonMap("v", plain)));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void comes_back_from_json_as_it_was(Object value, Object plain) {
        PlainData data = PlainData.empty().with("v", value).with("w", new Holder(value));

        PlainData read = PlainData.fromJson(data.toJson());

        assertThat(read).isEqualTo(data).hasSameHashCodeAs(data);
        assertThat(read.asMap().get("v")).isEqualTo(plain);
        assertThat(data.jsonBytes()).isEqualTo(data.toJson().length);
    }

    @Test
    void lets_go_of_values_at_paths_in_maps_and_in_the_items_of_lists() {
        PlainData data = PlainData.empty()
                .with("link", "https://acme.example/reset?token=s3cret")
                .with("order", Map.of("number", 4711, "card", Map.of("iban", "DE00", "owner", "Jane")))
                .with("lines", List.of(Map.of("sku", "a", "key", "k1"), "plain", List.of(Map.of("key", "k2"))));

        PlainData rest = data.without(Set.of("link", "order.card.iban", "lines.key"));

        assertThat(rest)
                .isEqualTo(PlainData.empty()
                        .with("order", Map.of("number", 4711, "card", Map.of("owner", "Jane")))
                        .with("lines", List.of(Map.of("sku", "a"), "plain", List.of(Map.of()))));
        assertThat(data.asMap()).as("the first one stays as it was").containsKey("link");
    }

    @Test
    void lets_go_of_all_that_lies_below_a_path() {
        PlainData data = PlainData.empty().with("card", Map.of("iban", "DE00")).with("cards", 1);

        assertThat(data.without(Set.of("card"))).isEqualTo(PlainData.empty().with("cards", 1));
    }

    @Test
    void lets_go_of_nothing_where_a_path_is_not_there() {
        PlainData data = PlainData.empty().with("number", 4711).with("order", Map.of("card", 1));

        assertThat(data.without(Set.of("link", "number.deep", "card", "order.other")))
                .isEqualTo(data);
        assertThat(data.without(Set.of())).isSameAs(data);
    }

    @Test
    void keeps_floats_in_arrays_of_a_record_as_they_are_written() {
        @SuppressWarnings("ArrayRecordComponent")
        record Floats(float one, float[] many, Double boxed) {}

        assertThat(converted(new Floats(0.1f, new float[] {0.1f}, 1e7)))
                .isEqualTo(Map.of(
                        "one", new BigDecimal("0.1"), "many", List.of(new BigDecimal("0.1")), "boxed", 10_000_000));
    }

    @Test
    void converts_records_with_lists_of_records() {
        Item pen = new Item("pen", 2, new BigDecimal("1.50"));
        Order order = new Order("4711", List.of(pen), Optional.empty(), Map.of("free", pen));
        Map<String, Object> plainPen = Map.of("name", "pen", "count", 2, "price", new BigDecimal("1.50"));

        Map<String, Object> plain = PlainData.of(order).asMap();

        assertThat(plain)
                .containsEntry("number", "4711")
                .containsEntry("items", List.of(plainPen))
                .containsEntry("voucher", null)
                .containsEntry("gifts", Map.of("free", plainPen));
    }

    @Test
    void converts_a_bean_by_its_public_getters() {
        assertThat(PlainData.of(new Bean()).asMap())
                .isEqualTo(Map.of("firstName", "Jane", "member", true, "size", "LARGE"));
    }

    @Test
    void obeys_the_annotations_of_jackson() {
        assertThat(PlainData.of(new Annotated("4711", "secret", LocalDate.of(2026, 3, 1)))
                        .asMap())
                .isEqualTo(Map.of("order_number", "4711", "day", "01.03.2026"));
    }

    @Test
    void takes_the_names_of_enum_constants_as_keys() {
        EnumMap<Size, Integer> map = new EnumMap<>(Map.of(Size.LARGE, 1));

        assertThat(PlainData.of(map).asMap()).isEqualTo(Map.of("LARGE", 1));
        assertThat(PlainData.of(Map.of(7L, "seven")).asMap()).isEqualTo(Map.of("7", "seven"));
    }

    @Test
    void takes_what_an_iterator_or_a_stream_yields() {
        assertThat(converted(List.of(1, 2).iterator())).isEqualTo(List.of(1, 2));
        assertThat(converted(Stream.of(1, 2))).isEqualTo(List.of(1, 2));
    }

    @Test
    void keeps_null_values_and_the_order_of_names() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        map.put("m", 2);

        PlainData data = PlainData.of(map);

        assertThat(data.asMap().keySet()).containsExactly("z", "a", "m");
        assertThat(data.asMap()).containsEntry("a", null);
        assertThat(PlainData.fromJson(data.toJson()).asMap().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void keeps_text_of_every_character_through_json() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x1_0000 ? 1 : 0x101) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c);
            }
        }
        PlainData data = PlainData.empty()
                .with("text", all.toString())
                .with(all.toString().replace(".", ""), 1);

        assertThat(PlainData.fromJson(data.toJson())).isEqualTo(data);
        assertThat(data.jsonBytes()).isEqualTo(data.toJson().length);
    }

    @ParameterizedTest
    @CsvSource({
        "a\ud800b, a\ufffdb",
        "\udc00, \ufffd",
        "\ud83d\ude00\ud83d, \ud83d\ude00\ufffd",
        "\ude00\ud83d, \ufffd\ufffd"
    })
    void replaces_half_a_surrogate_pair_in_text_and_in_names(String broken, String mended) {
        PlainData data = PlainData.of(Map.of(broken, broken, "record", new Holder(Map.of(broken, List.of(broken)))));

        assertThat(data.asMap())
                .isEqualTo(Map.of(mended, mended, "record", Map.of("value", Map.of(mended, List.of(mended)))));
        assertThat(PlainData.fromJson(data.toJson())).isEqualTo(data);
        assertThat(PlainData.empty().with(broken, 1).asMap()).isEqualTo(Map.of(mended, 1));
        assertThat(PlainData.fromJson("{\"a\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8))
                        .asMap())
                .isEqualTo(Map.of("a", "\ufffd"));
    }

    @Test
    void does_not_change_when_what_it_was_made_from_does() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        int[] array = {1};
        StringBuilder text = new StringBuilder("a");
        PlainData data = PlainData.of(map).with("array", array).with("text", text);

        list.add("b");
        map.put("more", 1);
        array[0] = 2;
        text.append("b");

        assertThat(data.asMap()).isEqualTo(Map.of("list", List.of("a"), "array", List.of(1), "text", "a"));
    }

    @Test
    void hands_out_values_that_nobody_can_change() {
        PlainData data = PlainData.of(Map.of("map", Map.of("k", 1), "list", List.of(1)))
                .with("more", PlainData.empty().with("k", new int[] {1}))
                .with(PlainData.fromJson("{\"json\":{\"list\":[1]}}".getBytes(StandardCharsets.UTF_8)));

        assertUnmodifiable(data.asMap());
        assertUnmodifiable(PlainData.empty().asMap());
    }

    @SuppressWarnings("unchecked")
    private static void assertUnmodifiable(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThatThrownBy(() -> ((Map<String, Object>) map).put("x", 1))
                    .isInstanceOf(UnsupportedOperationException.class);
            map.values().forEach(PlainDataTest::assertUnmodifiable);
        } else if (value instanceof List<?> list) {
            assertThatThrownBy(() -> ((List<Object>) list).add(1)).isInstanceOf(UnsupportedOperationException.class);
            list.forEach(PlainDataTest::assertUnmodifiable);
        }
    }

    @Test
    void returns_new_data_with_one_value_more() {
        PlainData one = PlainData.empty().with("a", 1);
        PlainData two = one.with("b", 2).with("a", 3);

        assertThat(one.asMap()).isEqualTo(Map.of("a", 1));
        assertThat(two.asMap()).isEqualTo(Map.of("a", 3, "b", 2));
        assertThat(PlainData.empty().isEmpty()).isTrue();
        assertThat(two.isEmpty()).isFalse();
    }

    @Test
    void lets_the_values_of_the_other_data_win() {
        PlainData first = PlainData.of(Map.of("a", 1)).with("b", 1);
        PlainData second = PlainData.of(Map.of("b", 2));

        assertThat(first.with(second).asMap()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(PlainData.empty().with(second)).isEqualTo(second);
        assertThat(first.with(PlainData.empty())).isEqualTo(first);
        assertThat(PlainData.of(first)).isSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "order.number", ".", "a.", "a\n.b"})
    void refuses_a_name_that_is_blank_or_has_a_dot(String name) {
        assertThatThrownBy(() -> PlainData.empty().with(name, 1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("not blank and has no dots")
                .hasMessageNotContaining("\n");
    }

    static Stream<Object> noMaps() {
        return Stream.of(
                "hunter2", 42_424_242, List.of("hunter2"), Size.SMALL, Optional.empty(), new int[] {42_424_242});
    }

    @ParameterizedTest
    @MethodSource("noMaps")
    void refuses_what_does_not_become_a_map(Object value) {
        assertThatThrownBy(() -> PlainData.of(value))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining(
                        "a map, a record or a bean, not a " + value.getClass().getName())
                .hasMessageNotContainingAny("hunter2", "42424242");
    }

    @Test
    void takes_an_optional_record_for_a_record() {
        assertThat(PlainData.of(Optional.of(new Holder(1))).asMap()).isEqualTo(Map.of("value", 1));
    }

    static Stream<Arguments> unconvertible() {
        Map<String, Object> cyclicMap = new HashMap<>();
        cyclicMap.put("next", cyclicMap);
        List<Object> cyclicList = new ArrayList<>();
        cyclicList.add(cyclicList);
        Node node = new Node();
        node.getNext().add(node);
        return Stream.of(
                arguments(new byte[] {1}, "'v' holds bytes"),
                arguments(List.of(new byte[] {1}), "'v[0]' holds bytes"),
                arguments(new Holder(new byte[] {1}), "'v.value' holds bytes"),
                arguments(
                        Map.of("k", new Holder(List.of(new Holder(new byte[0])))), "'v.k.value[0].value' holds bytes"),
                arguments(Double.NaN, "'v', a java.lang.Double, is no number"),
                arguments(Float.NEGATIVE_INFINITY, "'v', a java.lang.Float, is no number"),
                arguments(new Holder(Double.NaN), "'v.value', a java.lang.Double, is no number"),
                arguments(new Holder(new float[] {1, Float.NaN}), "'v.value[1]', a java.lang.Float, is no number"),
                arguments(new BigDecimal("1E+1000000000"), "'v' is a number of more than 500 digits"),
                arguments(new BigDecimal("1E-1000000000"), "'v' is a number of more than 500 digits"),
                arguments(new BigDecimal("1E+2147483647"), "'v' is a number of more than 500 digits"),
                arguments(BigInteger.TEN.pow(500), "'v' is a number of more than 500 digits"),
                arguments(cyclicMap, "nested more than 100 deep"),
                arguments(cyclicList, "nested more than 100 deep"),
                arguments(node, "'v' is nested more than 100 deep: does it contain itself?"),
                arguments(new Self(), "'v.self' cannot be turned into plain values"),
                arguments(Collections.singletonMap(null, 1), "'v' has a null key"),
                arguments(new Holder(Collections.singletonMap(null, 1)), "'v.value"),
                arguments(new Object(), "'v' cannot be turned into plain values"),
                arguments(new Holder(new Object()), "'v.value' cannot be turned into plain values"),
                arguments(
                        new Leaky(),
                        "'v.password' cannot be turned into plain values: reading it threw a java.lang.Ill"),
                arguments(new Holder(List.of(Map.of("k", new Leaky()))), "'v.value[0].k.password' cannot be turned"));
    }

    @ParameterizedTest
    @MethodSource("unconvertible")
    void refuses_what_cannot_be_converted_and_names_its_path(Object value, String message) {
        assertThatThrownBy(() -> PlainData.empty().with("v", value))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("hunter2", "\n")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void names_the_whole_where_the_fault_has_no_path() {
        assertThatThrownBy(() -> PlainData.of(new Object()))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("the data cannot be turned into plain values");
        assertThatThrownBy(() -> PlainData.of(new Leaky())).hasMessageStartingWith("'password' cannot be");
    }

    @Test
    void puts_a_path_from_outside_on_one_line_and_cuts_it() {
        Map<String, Object> map = Map.of("evil\r\nline" + "x".repeat(1000), Double.NaN);

        assertThatThrownBy(() -> PlainData.of(map))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("'evil linexxx")
                .hasMessageNotContainingAny("\r", "\n")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void never_shows_a_number_that_it_cannot_read() {
        Number strange = new Number() {
            private static final long serialVersionUID = 1L;

            @Override
            public int intValue() {
                return 1;
            }

            @Override
            public long longValue() {
                return 1;
            }

            @Override
            public float floatValue() {
                return 1;
            }

            @Override
            public double doubleValue() {
                return 1;
            }

            @Override
            public String toString() {
                return "hunter2";
            }
        };

        assertThatThrownBy(() -> PlainData.empty().with("v", strange))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nests_a_hundred_deep_and_no_deeper_whatever_it_is_nested_in() {
        Object maps = "bottom";
        PlainData data = PlainData.of(Map.of("k", "bottom"));
        Object records = "bottom";
        for (int i = 0; i < 90; i++) {
            maps = Map.of("k", maps);
            data = PlainData.empty().with("k", data);
            records = new Holder(records);
        }
        PlainData deep = PlainData.empty().with("maps", maps).with("data", data).with("records", records);
        assertThat(PlainData.fromJson(deep.toJson())).isEqualTo(deep);

        Object tooDeep = deep;
        for (int i = 0; i < 2_000; i++) {
            tooDeep = Map.of("k", tooDeep);
        }
        assertTooDeep(tooDeep);
        assertTooDeep(new Holder(tooDeep));
        assertThatThrownBy(() -> {
                    PlainData nested = PlainData.of(Map.of("k", "bottom"));
                    for (int i = 0; i < 2_000; i++) {
                        nested = PlainData.empty().with("k", nested);
                    }
                })
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("nested more than 100 deep");
    }

    private static void assertTooDeep(Object value) {
        assertThatThrownBy(() -> PlainData.empty().with("v", value)).isInstanceOf(InvalidDataException.class);
    }

    @Test
    void keeps_even_what_is_absurdly_long_through_json() {
        PlainData data = PlainData.of(Map.of("n".repeat(100_000), "t".repeat(1_000_000)))
                .with("digits", BigInteger.TEN.pow(499).negate())
                .with("small", Double.MIN_VALUE)
                .with("large", -Double.MAX_VALUE);

        assertThat(PlainData.fromJson(data.toJson())).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[1]",
                "\"hunter2\"",
                "7",
                "{",
                "{\"a\":1",
                "{\"a\":}",
                "{\"a\":1} hunter2",
                "{\"a\":1}{\"b\":2}",
                "{\"password\": hunter2}",
                "{\"password\": \"hunter2}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{\"a\":\"line\nbreak\"}",
                "<xml/>"
            })
    void refuses_what_is_not_a_json_object_without_quoting_it(String json) {
        assertThatThrownBy(() -> PlainData.fromJson(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("JSON")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void says_where_json_is_wrong() {
        byte[] json = "{\n\"a\": hunter2}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PlainData.fromJson(json)).hasMessageContaining("line 2, column");
    }

    @Test
    void refuses_hostile_json() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String digits = "{\"a\":" + "9".repeat(100_000) + "}";
        List<String> hostile = List.of(deep, digits, "{\"a\":1e999999999}", "{\"a\":1e-999999999}");

        assertThat(hostile)
                .allSatisfy(json -> assertThatThrownBy(() -> PlainData.fromJson(json.getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(InvalidDataException.class));
        assertThatThrownBy(() -> PlainData.fromJson(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(InvalidDataException.class);
    }

    @Test
    void shows_names_and_no_values() {
        PlainData data = PlainData.empty().with("password", "hunter2").with("order", Map.of("card", "4111"));

        assertThat(data).hasToString("PlainData[password, order]");
        assertThat(PlainData.of(Map.of("evil\r\nline", 1)).toString()).isEqualTo("PlainData[evil line]");
    }

    @Test
    void equals_data_of_the_same_values() {
        assertThat(PlainData.of(Map.of("a", 1L, "b", "x")))
                .isEqualTo(PlainData.empty().with("b", "x").with("a", 1))
                .hasSameHashCodeAs(PlainData.empty().with("b", "x").with("a", 1))
                .isNotEqualTo(PlainData.of(Map.of("a", "1", "b", "x")))
                .isNotEqualTo(PlainData.empty());
    }

    private static Object converted(Object value) {
        return PlainData.empty().with("v", value).asMap().get("v");
    }

    @Test
    void is_read_from_json_when_it_is_first_asked_for() {
        PlainData data = PlainData.empty().with("order", "4711").with("total", 12);
        PlainData kept = PlainData.keptAsJson(data.toJson());
        assertThat(kept.jsonBytes()).isEqualTo(data.jsonBytes());
        assertThat(kept.toJson()).isEqualTo(data.toJson());
        assertThat(kept).isEqualTo(data);
        PlainData broken = PlainData.keptAsJson("[1]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(broken::asMap).isInstanceOf(InvalidDataException.class);
    }
}
