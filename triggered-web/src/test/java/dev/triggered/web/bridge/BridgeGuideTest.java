package dev.triggered.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Verdict;
import dev.triggered.testkit.ManualClock;
import dev.triggered.web.Shop;
import dev.triggered.web.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The paths and the codes that {@code docs/bridge.md} names. */
class BridgeGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "bridge.md");

    private static List<String> names(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }

    @Test
    void it_names_each_path_and_no_other() throws IOException {
        try (Shop shop = new Shop()) {
            Numbers numbers = new Numbers(shop.mail, Numbers.Given.NONE);
            List<String> paths = Stream.of(
                            new TriggerBridge(shop.mail, numbers, new Keys(Map.of())).routes(),
                            new EventBridge(shop.mail, numbers).routes(),
                            new StreamBridge(shop.mail, numbers).routes(),
                            new LookBridge(shop.mail, numbers, ManualClock.at("2026-01-01T00:00:00Z")).routes())
                    .flatMap(List<Route>::stream)
                    .map(route -> route.method() + " " + route.path().substring(BridgeSite.BASE.length()))
                    .toList();

            assertThat(names("^\\| `((?:GET|POST) /[^`]*)`")).containsExactlyInAnyOrderElementsOf(paths);
        }
    }

    @Test
    void it_names_each_code_and_no_other() throws IOException {
        assertThat(names("^\\| ([0-9]+) \\|"))
                .containsExactlyElementsOf(Arrays.stream(ReplyCode.values())
                        .map(code -> String.valueOf(code.number()))
                        .toList());
    }

    @Test
    void each_verdict_that_keeps_nothing_has_a_code() {
        assertThat(Verdict.values())
                .allSatisfy(verdict -> assertThat(ReplyCode.of(verdict) == ReplyCode.OK)
                        .as(verdict.name())
                        .isEqualTo(verdict.isKept()));
    }
}
