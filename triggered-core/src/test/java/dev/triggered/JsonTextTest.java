package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();
    private static final String[] PIECES = {
        "a", "Straße", "\u4E16", "\uD83D\uDE00", "\"", "\\", "/", "<>&'", "\u007F", "\u2028", "\u00A0", "\uFFFD", ""
    };

    @Test
    void writes_every_character_as_jackson_does() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < Character.MIN_SURROGATE; c++) {
            all.append(c);
        }
        assertWrittenAsByJackson(Map.of("text", all.toString()));
        assertWrittenAsByJackson(Map.of(all.toString(), "name"));
    }

    @Test
    void writes_numbers_as_jackson_does() {
        assertWrittenAsByJackson(PlainData.of(Map.of(
                        "numbers",
                        List.of(
                                0,
                                -1,
                                Long.MIN_VALUE,
                                new BigInteger("98765432109876543210"),
                                new BigDecimal("12.50"),
                                new BigDecimal("1e-9"),
                                new BigDecimal("-1E+20"),
                                1.0e-7,
                                1e300)))
                .asMap());
    }

    @Test
    void writes_values_of_any_shape_as_jackson_does() {
        Random random = new Random(20261123);
        for (int i = 0; i < 2_000; i++) {
            assertWrittenAsByJackson(PlainData.of(map(random, 4)).asMap());
        }
    }

    private static void assertWrittenAsByJackson(Map<String, Object> values) {
        assertThat(new String(JsonText.of(values), StandardCharsets.UTF_8))
                .isEqualTo(JACKSON.writeValueAsString(values));
        assertThat(JsonText.of(values)).isEqualTo(JACKSON.writeValueAsBytes(values));
    }

    private static Map<String, Object> map(Random random, int deepest) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), value(random, deepest - 1));
        }
        return map;
    }

    private static Object value(Random random, int deepest) {
        return switch (random.nextInt(deepest > 0 ? 8 : 6)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextInt();
            case 2 -> random.nextLong();
            case 3 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 10);
            case 4 -> null;
            case 5 -> text(random);
            case 6 -> map(random, deepest);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, deepest - 1));
                }
                yield list;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random.nextInt(4) == 0 ? (char) random.nextInt(32) : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
