package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in {@code docs/testing.md} stands in tests of this package, and so is compiled and run. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final List<String> SOURCES = List.of(
            "OrderMailTest",
            "InMemoryStoreTest",
            "DispatcherContractTest",
            "TemplateEngineContractTest",
            "ManualClockTest");

    @Test
    void shows_code_that_is_tested() throws IOException {
        StringBuilder tested = new StringBuilder();
        for (String source : SOURCES) {
            tested.append(Files.readString(Path.of("src/test/java/dev/triggered/testkit/" + source + ".java")));
        }
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map(GuideTest::squeezed)
                .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        String all = tested.toString().replaceAll("\\s+", "");
        assertThat(blocks).allSatisfy(block -> assertThat(all).contains(block));
    }

    private static String squeezed(MatchResult block) {
        return block.group(1).replaceAll("\\s+", "");
    }
}
