package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterReferencesTest {
    private static final List<String> PIECES = List.of(
            "&",
            "&&",
            "&amp;",
            "&amp",
            "&AMP;",
            "amp;",
            "&copy",
            "&copy=",
            "&copy;=",
            "&not",
            "&notit;",
            "&lt",
            "&lt;",
            "&#61;",
            "&#x3d;",
            "&#",
            "&#38;",
            ";",
            "=",
            "a",
            "Z",
            "7",
            "-",
            "_",
            " ",
            "/",
            "ü",
            "&ü=",
            "&=",
            "https://a.example/");

    @ParameterizedTest
    @CsvSource({
        "https://a.example/?a=1&amp;b=2&amp;c, https://a.example/?a=1&b=2&c",
        "https://a.example/?a=1&b=2&copy=3, https://a.example/?a=1&b=2&copy=3",
        "https://a.example/?a=1&amp;copy=3, https://a.example/?a=1&copy=3",
        "&amp;amp;lt;, &amp;lt;",
        "&amp;, &",
        "https&#58;//a.example/?&quot;, https://a.example/?\"",
        "&, &"
    })
    void resolves_what_addresses_have(String raw, String resolved) {
        assertThat(CharacterReferences.resolved(raw)).isEqualTo(resolved);
    }

    @Test
    void resolves_pieces_in_any_order_as_a_parser_does() {
        Random random = new Random(4711);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int pieces = random.nextInt(7); pieces >= 0; pieces--) {
                raw.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(CharacterReferences.resolved(raw.toString()))
                    .as(raw.toString())
                    .isEqualTo(Parser.unescapeEntities(raw.toString(), true));
        }
    }
}
